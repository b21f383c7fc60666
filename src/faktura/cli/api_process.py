"""One API process of several: ``python -m faktura.cli.api_process DESCRIPTOR`` (started by ``faktura serve``)."""

import sys

from faktura.cli.serve import serve_descriptor
from faktura.settings import load

if __name__ == "__main__":
    serve_descriptor(load(), int(sys.argv[1]))
