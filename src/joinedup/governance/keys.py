"""The keys of a workspace, as governance asks for them: made and read in one place, ``joinedup.basics.keys``."""

from joinedup.basics.keys import LENGTH, KeyFileError, open_to_others, read, read_or_make

__all__ = ["LENGTH", "KeyFileError", "open_to_others", "read", "read_or_make"]
