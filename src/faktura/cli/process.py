"""One process of several: ``python -m faktura.cli.process ROLE DESCRIPTOR``, started by ``faktura serve``."""

import sys

from faktura.cli.serve import serve_descriptor, work
from faktura.settings import load

if __name__ == "__main__":
    if sys.argv[1] == "api":
        serve_descriptor(load(), int(sys.argv[2]))
    else:
        work(load(), tell=lambda: None)
