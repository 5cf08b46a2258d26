"""Where SQL runs, and how a build is written, checked and flipped."""

from joinedup.engine.builds import Build, Draft, builds_of, current_build, new_build
from joinedup.engine.duck import Connection, connect, quoted
from joinedup.engine.serving import NothingBuiltError, Reading, Serving
from joinedup.engine.workspace import Workspace

__all__ = [
    "Build",
    "Connection",
    "Draft",
    "NothingBuiltError",
    "Reading",
    "Serving",
    "Workspace",
    "builds_of",
    "connect",
    "current_build",
    "new_build",
    "quoted",
]
