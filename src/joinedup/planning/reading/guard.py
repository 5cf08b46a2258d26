"""What kind of file it really is, and whether it is safe to open."""

import re
import zipfile
from pathlib import Path

from joinedup.basics.finding import Where
from joinedup.planning.errors import CannotReadPlan

MAX_BYTES = 60_000_000
MAX_UNPACKED = 500_000_000
MAX_RATIO = 150
MAX_ENTRIES = 5_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_STEP, _LONGEST = 1 << 20, 64
_ZIP_SUFFIXES = {".docx", ".docm", ".dotx", ".xlsx", ".xlsm"}


def kind_of(path: Path) -> str:
    """'word', 'sheet', 'pdf' or 'text', judged by content, not by name.

    Raises:
        CannotReadPlan: nothing there, too big, locked with a password, or of a kind that cannot be read.
    """
    start = _start(path)
    if start.startswith(_OLE):
        raise _ole_problem(path)
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"PK"):
        return _kind_of_zip(path)
    if path.suffix.lower() in _ZIP_SUFFIXES:
        raise _problem(
            path, "is not a Word or Excel file inside", "open it in the program that made it and save a copy"
        )
    if start.startswith(b"{\\rtf") or (b"\x00" in start.replace(b"\x00\x00", b"") and not _utf16(start)):
        raise _problem(path, "is of a kind that cannot be read", "save it as .docx, .pdf or .txt")
    return "text"


def check_zip(path: Path) -> zipfile.ZipFile:
    """The archive, once it is known to unpack to a sane size and to hold no entity declarations.

    Raises:
        CannotReadPlan: damaged, locked, too big unpacked, or with declarations that can be used to do harm.
    """
    try:
        archive = zipfile.ZipFile(path)
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, NotImplementedError) as damage:
        raise _problem(path, "is damaged", "open it in the program that made it and save a copy") from damage
    unpacked = sum(entry.file_size for entry in entries)
    bomb = any(e.file_size > 10_000_000 and e.file_size > MAX_RATIO * max(e.compress_size, 1) for e in entries)
    if unpacked > MAX_UNPACKED or len(entries) > MAX_ENTRIES or bomb:
        raise _problem(path, "would unpack to far more than a plan can hold", "send the plan as its authors saved it")
    if any(entry.flag_bits & 1 for entry in entries):
        raise _locked(path)
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels")) and _declares(archive, entry):
            raise _problem(
                path, "declares XML entities, which no Word or Excel file needs", "save a fresh copy from Word"
            )
    return archive


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(entry) as part:
            last = b""
            while more := part.read(_STEP):  # to the end: a comment of any length may stand before a declaration
                last = last[-_LONGEST:] + more.replace(b"\x00", b"")
                if _ENTITY.search(last):
                    return True
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError) as damage:
        raise _problem(Path(entry.filename), "is damaged", "open it and save a copy") from damage
    return False


def _start(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size == 0:
            raise _problem(path, "is empty", "save the plan again and send the new file")
        if size > MAX_BYTES:
            raise _problem(path, f"is {size // 1_000_000} MB", "send it without pictures; plans are below 60 MB")
        with path.open("rb") as file:
            return file.read(8192)
    except OSError as missing:
        raise _problem(path, "cannot be opened", "check that the file is there and may be read") from missing


def _kind_of_zip(path: Path) -> str:
    names = check_zip(path).namelist()
    if any(name.startswith("word/") for name in names):
        return "word"
    if any(name.startswith("xl/") for name in names):
        return "sheet"
    raise _problem(path, "is an archive but neither a Word nor an Excel file", "unpack it and send the plan itself")


def _utf16(start: bytes) -> bool:
    return start.startswith((b"\xff\xfe", b"\xfe\xff"))


def _ole_problem(path: Path) -> CannotReadPlan:
    if "EncryptedPackage".encode("utf-16-le") in path.read_bytes():
        return _locked(path)
    return _problem(path, "is in the old Word or Excel format", "open it and save it as .docx or .xlsx")


def _locked(path: Path) -> CannotReadPlan:
    return _problem(path, "is locked with a password", "save a copy without a password and send that")


def _problem(path: Path, what: str, fix: str) -> CannotReadPlan:
    return CannotReadPlan(f"{path.name} {what}", fix, Where(file=path.name))


def problem(path: Path, what: str, fix: str) -> CannotReadPlan:
    """An error about a file, in the words every reader uses."""
    return _problem(path, what, fix)
