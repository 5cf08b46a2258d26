"""How the text of one cell is cleaned, read and judged, as SQL: one small expression for each kind of column."""

import datetime as dt
from types import MappingProxyType

from joinedup.engine import quoted
from joinedup.governance.field_classes import FieldClass
from joinedup.intake.contract import CodeList, Column, Kind

EARLIEST = dt.date(1900, 1, 2)  # 1 January 1900 is what spreadsheets and old systems write for "unknown"
OPEN_ENDED = ("9999-12-31", "4712-12-31", "2999-12-31", "99991231", "29991231", "31/12/9999", "31/12/2999")
LONGEST = MappingProxyType({Kind.TEXT: 4000, Kind.CODE: 100, Kind.NHS_NUMBER: 40, Kind.POSTCODE: 40})  # bytes
DATED = (Kind.DATE, Kind.TIMESTAMP)
TYPES = MappingProxyType(
    {Kind.DATE: "DATE", Kind.TIMESTAMP: "TIMESTAMP", Kind.INTEGER: "BIGINT", Kind.DECIMAL: "DECIMAL(12,2)"}
)

_BLANK = r"\t\n\x{0b}\f\r \x{a0}\x{feff}"
_TEXT_EDGES = f"^[{_BLANK}]+|[{_BLANK}]+$"
_CODED_EDGES = f"""^[{_BLANK}''"=]+|[{_BLANK}''"]+$"""  # a spreadsheet writes '0123 or ="0123" to keep a nought
_TIME = r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?"  # the engine takes 24:00 for the next day
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_BRITISH = r"[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
_WHOLE = r"-?[0-9]{1,15}(\.0*)?"
_POUNDS = r"-?£?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]*)?"


def type_of(column: Column) -> str:
    """The SQL type a column loads as."""
    return TYPES.get(column.kind, "VARCHAR")


def raw(column: Column) -> str:
    """The cell as it arrived."""
    return f'"{column.name} raw"'


def text(column: Column) -> str:
    """The cell's text: edges trimmed; empty, NULL and "not ended" are null."""
    return f'"{column.name} text"'


def read(column: Column) -> str:
    """The typed value, null when the text cannot be read as one."""
    return f'"{column.name} read"'


def fault(column: Column) -> str:
    """Why the value cannot be used, null when it can."""
    return f'"{column.name} fault"'


def cleaned(column: Column, *, keyed: bool) -> str:
    """Makes ``text``. Trimming is dear, so only a cell whose first or last character is no letter or digit is."""
    coded = keyed or column.kind is not Kind.TEXT
    arrived, edges = raw(column), _CODED_EDGES if coded else _TEXT_EDGES
    odd = f"{arrived} not between '0' and '~' or {arrived}[-1] not between '0' and '~'"
    trimmed = f"nullif(regexp_replace({arrived}, '{edges}', '', 'g'), '')"
    tidy = f"case when {odd} then {trimmed} else {arrived} end"
    if coded or column.field_class is not FieldClass.IDENTIFIER:  # somebody is called Null
        tidy = f"nullif({tidy}, 'NULL')"
    if column.open_ended:
        markers = ", ".join(map(quoted, OPEN_ENDED))
        tidy = f"case when left({tidy}, 10) not in ({markers}) then {tidy} end"
    return tidy


def plain(column: Column, today: dt.date, *, here: bool) -> str:
    """True for a cell that is right as it stands: nothing to trim, in its plainest form, within its limits."""
    if not here:
        return "true"  # a file without a required column is not judged at all
    arrived = raw(column)
    tidy = [f"{arrived} between '0' and '~'", f"{arrived}[-1] between '0' and '~'", f"{arrived} <> 'NULL'"]
    sure = column.kind in TYPES or column.codes  # what is a date, a number or a known code has nothing to trim
    right = " and ".join([*_plain_steps(column, today), *(() if sure else tidy)])
    return f"({right})" if column.required else f"({arrived} is null or ({right}))"


def plain_value(column: Column) -> str:
    """The typed value of a plain cell."""
    arrived = raw(column)
    match column.kind:
        case Kind.DATE:
            return f"case when {arrived} like '____-__-__' and {arrived} >= '0' then try_cast({arrived} as date) end"
        case Kind.TIMESTAMP:
            shaped = f"{arrived} like '____-__-__ __:__:__' and {arrived} >= '0' and substr({arrived}, 12, 2) < '24'"
            return f"case when {shaped} then try_cast({arrived} as timestamp) end"
        case Kind.INTEGER:
            number = f"try_cast({arrived} as bigint)"  # which also takes 1e3 and 0x10, but does not write them so
            return f"case when {number}::varchar = {arrived} then {number} end"
        case Kind.DECIMAL:
            shape = r"[0-9]{1,9}(\.[0-9]{1,2})?"
            return f"case when regexp_full_match({arrived}, '{shape}') then try_cast({arrived} as decimal(12,2)) end"
    return arrived


def _plain_steps(column: Column, today: dt.date) -> list[str]:
    found = f'"{column.name}"'
    if column.kind in DATED:
        last = dt.date(2900, 1, 1) if column.future else today + dt.timedelta(days=1)
        return [f"{found} >= date '{EARLIEST}'", f"{found} < date '{last}'"]
    if column.kind in (Kind.INTEGER, Kind.DECIMAL):
        limits = {">=": column.minimum, "<=": column.maximum}
        within = [f"{found} {sign} {limit}" for sign, limit in limits.items() if limit is not None]
        return [f"{found} is not null", *within]
    if column.codes:
        return [f"{found} in ({', '.join(map(quoted, column.codes.codes))})"]
    return [f"strlen({found}) <= {LONGEST[column.kind]}"]


def value(column: Column, *, month_first: bool) -> str:
    """Makes ``read``."""
    held = text(column)
    match column.kind:
        case Kind.DATE:
            return _date(held, month_first)
        case Kind.TIMESTAMP:
            return _timestamp(held, month_first)
        case Kind.INTEGER:
            return f"case when regexp_full_match({held}, '{_WHOLE}') then try_cast({held} as bigint) end"
        case Kind.DECIMAL:
            plain = f"replace(replace({held}, ',', ''), '£', '')"
            return f"case when regexp_full_match({held}, '{_POUNDS}') then try_cast({plain} as decimal(12,2)) end"
    return _code(held, column.codes) if column.codes else held


def judged(column: Column, today: dt.date, *, month_first: bool) -> str:
    """Makes ``fault``: the first reason that applies."""
    blank = "'missing-value'" if column.required else "null"
    steps = [f"when {text(column)} is null then {blank}"]
    if column.kind in DATED:
        steps += _dated_steps(column, today, month_first)
    elif column.kind in (Kind.INTEGER, Kind.DECIMAL):
        steps += _number_steps(column)
    elif column.codes:
        steps += [f"when {read(column)} is null then 'unknown-code'"]
    else:
        steps += [f"when strlen({text(column)}) > {LONGEST[column.kind]} then 'too-long'"]
    return f"case {' '.join(steps)} end"


def month_came_first(column: Column) -> str:
    """True for text that is a date only when its month comes first, as in 03/25/2024."""
    day, month = (_slashed_day(text(column), order) for order in ("%d/%m/%Y", "%m/%d/%Y"))
    return f"case when {text(column)} like '%/%/%' then {day} is null and {month} is not null end"


def slashed(column: Column) -> str:
    """True for a date read from DD/MM/YYYY."""
    return f"{text(column)} like '%/%/%' and {read(column)} is not null"


def mended(column: Column) -> str:
    """True for a code taken in another spelling: its case, or a leading nought that a spreadsheet dropped."""
    return f"{text(column)} <> {read(column)}"


def folded(codes: CodeList) -> dict[str, str]:
    """Lower case without leading noughts → the one code it can stand for."""
    found: dict[str, list[str]] = {}
    for code in codes.codes:
        found.setdefault(code.lower().lstrip("0"), []).append(code)
    return {fold: same[0] for fold, same in found.items() if len(same) == 1 and fold}


def _code(held: str, codes: CodeList) -> str:
    known = ", ".join(map(quoted, codes.codes))
    folds = ", ".join(f"{quoted(fold)}: {quoted(code)}" for fold, code in folded(codes).items())
    return f"case when {held} in ({known}) then {held} else map {{{folds}}}[lower(ltrim({held}, '0'))] end"


def _date(held: str, month_first: bool) -> str:
    # >= '0': a sign in front of the year is no date, though the engine would read one
    return (
        f"case when {held} like '____-__-__' and {held} >= '0' then try_cast({held} as date) "
        f"when regexp_full_match({held}, '[0-9]{{8}}') then try_strptime({held}, '%Y%m%d')::date "
        f"when {held} like '%/%/%' then {_british(held, month_first, f'{_BRITISH}( {_TIME})?')}::date "
        f"when regexp_full_match({held}, '{_ISO}[ T]{_TIME}') then try_cast(left({held}, 10) as date) end"
    )


def _timestamp(held: str, month_first: bool) -> str:
    clock = f"try_cast('2000-01-01 ' || split_part({held}, ' ', 2) as timestamp) - timestamp '2000-01-01'"
    return (
        f"case when regexp_full_match({held}, '{_ISO}[ T]{_CLOCK}') then try_cast({held} as timestamp) "
        f"when {held} like '%/%/%' then {_british(held, month_first, f'{_BRITISH} {_CLOCK}')} + ({clock}) end"
    )


def _british(held: str, month_first: bool, shape: str) -> str:
    """The day of DD/MM/YYYY; null where the file puts the month first elsewhere and this one could be either."""
    day = _slashed_day(held, "%d/%m/%Y")
    sure = f" and not ({_either(held)})" if month_first else ""
    return f"(case when regexp_full_match({held}, '{shape}'){sure} then {day} end)"


def _either(held: str) -> str:
    """True for a date that is one day with its day first and another with its month first; null when only one is."""
    return f"coalesce({_slashed_day(held, '%d/%m/%Y')} <> {_slashed_day(held, '%m/%d/%Y')}, false)"


def _slashed_day(held: str, order: str) -> str:
    return f"try_strptime(regexp_extract({held}, '^{_BRITISH}'), '{order}')"


def _dated_steps(column: Column, today: dt.date, month_first: bool) -> list[str]:
    held, found = text(column), read(column)
    shape = f"{_ISO}[ T]{_TIME}|{_BRITISH} {_TIME}"
    if column.kind is Kind.DATE:
        shape += f"|{_ISO}|{_BRITISH}|[0-9]{{8}}"
    steps = [f"when {found} is null and not regexp_full_match({held}, '{shape}') then 'not-a-date'"]
    steps += [f"when {found} is null and {held} like '%/%/%' and {_either(held)} then 'date-ambiguous'"] * month_first
    steps += [
        f"when {found} is null then 'no-such-date'",
        f"when {found} < date '{EARLIEST}' then 'date-too-early'",
    ]
    if not column.future:
        steps.append(f"when {found} >= date '{today + dt.timedelta(days=1)}' then 'date-in-future'")
    return steps


def _number_steps(column: Column) -> list[str]:
    limits = {"<": column.minimum, ">": column.maximum}
    beyond = [f"{read(column)} {sign} {limit}" for sign, limit in limits.items() if limit is not None]
    steps = [f"when {read(column)} is null then 'not-a-number'"]
    return [*steps, f"when {' or '.join(beyond)} then 'out-of-range'"] if beyond else steps
