"""Where SQL runs, and how a build is written, checked and flipped."""

from joinedup.engine.builds import COMPRESSION, MOST_CODES, Build, Draft, builds_of, current_build, new_build
from joinedup.engine.duck import (
    Connection,
    EngineError,
    QueryError,
    as_engine_error,
    connect,
    quoted,
    quoted_name,
    together,
)
from joinedup.engine.serving import NothingBuiltError, Reading, Serving
from joinedup.engine.workspace import (
    DiskFullError,
    Workspace,
    WorkspaceBusyError,
    WorkspaceError,
    full_disk_is_said,
)

__all__ = [
    "COMPRESSION",
    "MOST_CODES",
    "Build",
    "Connection",
    "DiskFullError",
    "Draft",
    "EngineError",
    "NothingBuiltError",
    "QueryError",
    "Reading",
    "Serving",
    "Workspace",
    "WorkspaceBusyError",
    "WorkspaceError",
    "as_engine_error",
    "builds_of",
    "connect",
    "current_build",
    "full_disk_is_said",
    "new_build",
    "quoted",
    "quoted_name",
    "together",
]
