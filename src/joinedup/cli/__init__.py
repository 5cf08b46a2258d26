"""The command line: one file per command, each loaded only when it is called, so that help is there at once."""

from joinedup.cli.start import main

__all__ = ["main"]
