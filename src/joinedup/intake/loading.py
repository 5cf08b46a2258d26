"""One file judged and written: plain rows straight to Parquet, the others weighed one by one and numbered."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from joinedup.basics.durable import sync
from joinedup.engine import Connection
from joinedup.intake import cells
from joinedup.intake.judging import Judgement
from joinedup.intake.repeats import leave_one_of_each
from joinedup.intake.sources import Source
from joinedup.intake.writing import copy_to, count_of, fields_of, in_order


@dataclass(frozen=True, slots=True)
class Spelling:
    """What was read although it was not written as it should be: how many values, and where the month came first."""

    slashed: dict[str, int]
    mended: dict[str, int]
    month_first: frozenset[str]


@dataclass(frozen=True, slots=True)
class Loaded:
    """Rows read, and the Parquet files they are in: accepted rows; remarks; the rows set aside."""

    read: int
    accepted: tuple[Path, ...]
    remarks: Path | None
    rows: Path | None
    spelling: Spelling


def load(connection: Connection, judgement: Judgement, source: Source, folder: Path, name: str) -> Loaded:
    """Writes ``name*.parquet`` into ``folder``. The tables it makes on the connection are gone when it ends."""
    plain = folder / f"{name}.parquet"
    with _scratch_tables(connection):
        written = _told_apart(connection, judgement, source, plain)
        odd = count_of(connection, "odd")
        spelling = _spelling(connection, judgement) if odd else Spelling({}, {}, frozenset())
        judgement = judgement.knowing(spelling.month_first)
        accepted = [plain, *(_copy_odd(connection, judgement, folder / f"{name}.odd.parquet") if odd else ())]
        _gather_remarks(connection, judgement, source)
        accepted = leave_one_of_each(connection, judgement, source, accepted)
        remarks, rows = _write_aside(connection, folder, name)
    for path in (*accepted, *filter(None, (remarks, rows))):
        sync(path)
    bad = 0 if source.bad is None else count_of(connection, f"({source.bad})")
    return Loaded(written + odd + bad, tuple(accepted), remarks, rows, spelling)


def _told_apart(connection: Connection, judgement: Judgement, source: Source, plain: Path) -> int:
    """Writes the plain rows and gathers the others; returns how many are plain.

    Where the rows were counted beforehand there may be no others to read for. Where not, the file is read once, with
    the numbers of its rows, and each row judged plain or not as it is read.
    """
    if source.count is not None:
        typed = f"{judgement.typed(source.rows)} where {judgement.plain}"
        written = copy_to(connection, f"select {judgement.loaded} from {typed}", plain)
        _gather_odd(connection, judgement, source, all_plain=written == source.count)
        return written
    raws = _raws(judgement, source)
    with in_order(connection, needed=source.ordered):
        connection.execute(
            f"create temp table staged as select _row, {raws}, coalesce({judgement.plain}, false) as _plain "
            f"from {judgement.typed(source.numbered)}"
        )
    connection.execute(f"create temp table odd as select _row, {raws} from staged where not _plain")
    written = copy_to(
        connection, f"select {judgement.loaded} from {judgement.typed('from staged where _plain')}", plain
    )
    connection.execute("drop table staged")
    return written


def _raws(judgement: Judgement, source: Source) -> str:
    return ", ".join(cells.raw(judgement.contract.column(name)) for name in sorted(source.present))


def _gather_odd(connection: Connection, judgement: Judgement, source: Source, *, all_plain: bool) -> None:
    """Makes table ``odd``: the cells, as they arrived, of every row that is not plain, with its number."""
    raws = _raws(judgement, source)
    numbered = judgement.typed(source.numbered)
    wanted = "false" if all_plain else f"not coalesce({judgement.plain}, false)"
    with in_order(connection, needed=source.ordered and not all_plain):
        connection.execute(f"create temp table odd as select _row, {raws} from {numbered} where {wanted}")


def _spelling(connection: Connection, judgement: Judgement) -> Spelling:
    contract = judgement.contract
    dated = [column for column in contract.columns if column.kind in cells.DATED]
    coded = [column for column in contract.columns if column.codes]
    first = _counts(connection, judgement, {column.name: cells.month_came_first(column) for column in dated})
    month_first = frozenset(name for name, count in first.items() if count)
    judgement = judgement.knowing(month_first)
    slashed = _counts(connection, judgement, {column.name: cells.slashed(column) for column in dated})
    mended = _counts(connection, judgement, {column.name: cells.mended(column) for column in coded})
    return Spelling(slashed, mended, month_first)


def _counts(connection: Connection, judgement: Judgement, tests: dict[str, str]) -> dict[str, int]:
    if not tests:
        return {}
    wanted = ", ".join(f"count_if({test})" for test in tests.values())
    row = connection.execute(f"select {wanted} from {judgement.over('from odd')}").fetchone()
    return {name: count for name, count in zip(tests, row or (), strict=True) if count}


def _copy_odd(connection: Connection, judgement: Judgement, path: Path) -> list[Path]:
    query = f"select {judgement.loaded} from {judgement.over('from odd')} where not ({judgement.set_aside})"
    if copy_to(connection, query, path):
        return [path]
    path.unlink()
    return []


def _gather_remarks(connection: Connection, judgement: Judgement, source: Source) -> None:
    """Makes tables ``remarks`` (row, column, reason, kept) and ``aside`` (row, fields; those that do not load)."""
    judged = judgement.over("from odd")
    connection.execute(
        'create temp table remarks as select row, each."column", each.reason, each.kept from '
        f"(select _row as row, unnest({judgement.remarks}) as each from {judged} where {judgement.remarked})"
    )
    connection.execute(
        f"create temp table aside as select _row as row, {fields_of(source)} as fields from {judged} "
        f"where {judgement.set_aside}"
    )
    if source.bad is not None:
        connection.execute(f"insert into remarks select row, null, reason, false from ({source.bad})")
        connection.execute(f"insert into aside select row, fields from ({source.bad})")


def _write_aside(connection: Connection, folder: Path, name: str) -> tuple[Path | None, Path | None]:
    if not count_of(connection, "remarks"):
        return None, None
    remarks, rows = folder / f"{name}.remarks.parquet", folder / f"{name}.aside.parquet"
    copy_to(connection, "from remarks order by row", remarks)
    copy_to(connection, "from aside order by row", rows)
    return remarks, rows


@contextmanager
def _scratch_tables(connection: Connection) -> Iterator[None]:
    try:
        yield
    finally:
        for table in ("staged", "odd", "remarks", "aside", "again", "several"):
            connection.execute(f"drop table if exists {table}")
