"""How a command ends: 0 fine, 1 errors found, 2 cannot go on; words for a person, never a traceback.

Problems go to standard error: the message and what to do next as two lines of text, or as one finding in JSON when
``--format json`` was asked for. Other ends: 130 when interrupted (Ctrl+C), 141 when whoever reads the output went away.
A problem nobody foresaw names only its kind and the line of code it comes from, since its own words could hold
personal data; ``JOINEDUP_TRACEBACK=1`` shows it whole, to whoever may read it.
"""

import errno
import json
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

from joinedup.basics.errors import JoinedUpError

FINE, ERRORS_FOUND, CANNOT_GO_ON, INTERRUPTED, NOBODY_READS = 0, 1, 2, 130, 141


@contextmanager
def ending_in_words() -> Iterator[None]:
    """Turns whatever goes wrong inside into words and an exit status."""
    try:
        yield
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _stop_writing()
        sys.exit(NOBODY_READS)
    except JoinedUpError as problem:
        _say(problem)
        sys.exit(problem.exit_status)
    except Exception as problem:
        if os.environ.get("JOINEDUP_TRACEBACK"):
            raise
        _say(_in_words(problem))
        sys.exit(CANNOT_GO_ON)


def _say(problem: JoinedUpError) -> None:
    text = json.dumps(problem.as_finding().as_dict()) if _json_was_asked_for() else _as_text(problem)
    sys.stderr.write(text + "\n")


def _as_text(problem: JoinedUpError) -> str:
    where = f" ({problem.where})" if str(problem.where) else ""
    return f"joinedup: {problem.message}{where}\n{problem.fix}"


def _json_was_asked_for() -> bool:
    given = sys.argv[1:]
    return "--format=json" in given or ("--format", "json") in pairwise(given)


def _in_words(problem: Exception) -> JoinedUpError:
    if isinstance(problem, OSError) and (number := _number(problem)):
        return _from_system(problem, number)
    said = JoinedUpError(
        f"Something went wrong that JoinedUp did not foresee ({type(problem).__name__} at {_place(problem)}).",
        "Nothing half-written serves. Report it with these words; JOINEDUP_TRACEBACK=1 shows the details, "
        "which may hold personal data.",
    )
    said.code = "unexpected"
    return said


def _number(problem: OSError) -> int | None:
    # polars passes on the system's words without its number
    return errno.ENOSPC if "No space left on device" in str(problem) else problem.errno


def _from_system(problem: OSError, number: int) -> JoinedUpError:
    named = Path(os.fsdecode(problem.filename)).name if problem.filename else "a file"
    code, message, fix = _SYSTEM.get(
        number, ("system", "{} could not be read or written.", "Check it and run this again.")
    )
    said = JoinedUpError(message.format(named), fix)
    said.code = code
    return said


_SYSTEM = {
    errno.ENOENT: ("not-found", "There is no {}.", "Check the name and run this again."),
    errno.EACCES: ("not-allowed", "This account may not open {}.", "Ask for the right to it, or name another place."),
    errno.EPERM: ("not-allowed", "This account may not change {}.", "Ask for the right to it, or name another place."),
    errno.EISDIR: ("not-a-file", "{} is a folder.", "Name a file."),
    errno.ENOTDIR: ("not-a-folder", "{} is a file.", "Name a folder."),
    errno.ENOSPC: ("disk-full", "The disk is full; {} could not be written.", "Free some space, then run this again."),
    errno.EROFS: ("not-allowed", "{} is on a disk that cannot be written.", "Name another place."),
}


def _place(problem: Exception) -> str:
    last = traceback.extract_tb(problem.__traceback__)[-1]
    return f"{Path(last.filename).name}:{last.lineno}"


def _stop_writing() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
