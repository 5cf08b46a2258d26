"""Reading what serves now: one open database for each set of current builds, one cursor for each reader."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from joinedup.basics.errors import JoinedUpError
from joinedup.engine.builds import Build, current_build
from joinedup.engine.duck import Connection, opened
from joinedup.engine.workspace import Workspace


class NothingBuiltError(JoinedUpError):
    """A page or command asks for a build that has never been made."""

    code = "nothing-built"


@dataclass(frozen=True)
class Reading:
    """A cursor on which the tables of the current builds are views, and which builds those are."""

    connection: Connection
    builds: Mapping[str, Build]


_COMMANDS = {"linked": "joinedup link", "measures": "joinedup measure", "risk": "joinedup score"}


class Serving:
    """Keeps the newest builds of a workspace open. A flipped pointer is seen at the next ``reading``."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._open: dict[tuple[str, ...], tuple[tuple[str, ...], Connection]] = {}
        self._lock = Lock()

    @contextmanager
    def reading(self, *layers: str) -> Iterator[Reading]:
        """A cursor over the current builds of ``layers``. Raises NothingBuiltError when one has none."""
        builds = {layer: self._current(layer) for layer in layers}
        cursor = self._database(builds).cursor()
        try:
            yield Reading(cursor, builds)
        finally:
            cursor.close()

    def _current(self, layer: str) -> Build:
        build = current_build(self._workspace, layer)
        if build is None:
            raise NothingBuiltError(
                f"There is no {layer} build in this workspace yet.",
                f"Run '{_COMMANDS.get(layer, 'joinedup demo')} --workspace …' first.",
            )
        return build

    def _database(self, builds: Mapping[str, Build]) -> Connection:
        """The open database of these layers; a new one when a pointer has flipped. Old cursors keep the old alive."""
        layers, ids = tuple(builds), tuple(build.id for build in builds.values())
        with self._lock:
            open_ids, database = self._open.get(layers, (None, None))
            if database is None or open_ids != ids:
                database = _with_views(self._workspace, builds)
                self._open[layers] = (ids, database)
            return database


def _with_views(workspace: Workspace, builds: Mapping[str, Build]) -> Connection:
    connection = opened(spill=workspace.scratch())
    connection.execute("set parquet_metadata_cache = true")  # builds never change
    for build in builds.values():
        build.open_in(connection)
    return connection
