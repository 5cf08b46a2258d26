"""Rows of one file that share a key: the last of them loads, as a later delivery would; the others are set aside."""

from pathlib import Path

import numpy as np

from joinedup.engine import Connection, quoted
from joinedup.intake.judging import Judgement
from joinedup.intake.sources import Source
from joinedup.intake.writing import copy_to, count_of, fields_of, in_order, parquet


def leave_one_of_each(connection: Connection, judgement: Judgement, source: Source, accepted: list[Path]) -> list[Path]:
    """Rewrites ``accepted`` where keys repeat, and adds to the tables ``remarks`` and ``aside``."""
    keys, files = _keys(judgement), parquet(accepted)
    if not _may_repeat(connection, keys, files):
        return accepted
    connection.execute(f"create temp table several as select {keys} from {files} group by all having count(*) > 1")
    if not count_of(connection, "several"):
        return accepted
    _gather_again(connection, judgement, source)
    _set_aside(connection, judgement)
    return [_rewritten(connection, judgement, accepted)]


def _same_key(judgement: Judgement, left: str, right: str) -> str:
    """A blank equals a blank."""
    return " and ".join(f'{left}."{name}" is not distinct from {right}."{name}"' for name in judgement.contract.key)


def _keys(judgement: Judgement) -> str:
    return ", ".join(f'"{name}"' for name in judgement.contract.key)


def _may_repeat(connection: Connection, keys: str, files: str) -> bool:
    """Hashes are put in order first, eight bytes a row: far cheaper than keys, and equal wherever keys are."""
    hashes = np.array(connection.execute(f"select hash({keys}) as told from {files}").fetchnumpy()["told"])
    hashes.sort()
    return bool((hashes[1:] == hashes[:-1]).any())


def _gather_again(connection: Connection, judgement: Judgement, source: Source) -> None:
    """Makes table ``again``: every row of a repeated key, numbered; ``place`` 1 is the one that loads."""
    judged = f"(select * from {judgement.over(source.numbered)} where not ({judgement.set_aside}))"
    among = f"partition by {_keys(judgement)} order by _row desc"
    same = f"hash({judgement.loaded})"
    with in_order(connection, needed=source.ordered):
        connection.execute(
            f"create temp table again as select _row, {fields_of(source)} as _fields, {judgement.loaded}, "
            f"row_number() over ({among}) as _place, {same} = first_value({same}) over ({among}) as _same "
            f"from {judged} judged semi join several on {_same_key(judgement, 'judged', 'several')}"
        )


def _set_aside(connection: Connection, judgement: Judgement) -> None:
    key = quoted(judgement.contract.key[0])
    reason = "case when _same then 'repeated-row' else 'repeated-key' end"
    connection.execute("delete from remarks where row in (select _row from again where _place > 1)")
    connection.execute(f"insert into remarks select _row, {key}, {reason}, false from again where _place > 1")
    connection.execute("insert into aside select _row, _fields from again where _place > 1")


def _rewritten(connection: Connection, judgement: Judgement, accepted: list[Path]) -> Path:
    columns, files = judgement.loaded, parquet(accepted)
    others = f"select {columns} from {files} loaded anti join several on {_same_key(judgement, 'loaded', 'several')}"
    lasts = f"select {columns} from again where _place = 1"
    draft = accepted[0].with_suffix(".once.parquet")
    copy_to(connection, f"{others} union all {lasts}", draft)
    for path in accepted:
        path.unlink()
    return draft.rename(accepted[0])
