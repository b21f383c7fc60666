"""The command line's door: it also puts the installation together (database, floor, worker, API) and runs it."""

from faktura.cli.app import main

__all__ = ["main"]
