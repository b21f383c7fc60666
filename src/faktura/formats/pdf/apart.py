"""A process that sets one page: ``python -m faktura.formats.pdf.apart``.

It reads template, inputs and timestamp as JSON and writes the PDF. Where the typesetter refuses, it writes what the
typesetter says to standard error, and ends with 1.
"""

import sys

import orjson

from faktura.formats.pdf.errors import TypesettingError
from faktura.formats.pdf.typesetting import compile_here

if __name__ == "__main__":
    template, inputs, timestamp = orjson.loads(sys.stdin.buffer.read())
    try:
        sys.stdout.buffer.write(compile_here(template, inputs, timestamp, tagged=False))
    except TypesettingError as error:
        sys.stderr.buffer.write(str(error).encode())
        sys.exit(1)
