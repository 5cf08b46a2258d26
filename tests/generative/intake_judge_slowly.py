"""Judging a CSV row by row in plain Python: slow, obvious, and only here to disagree with the engine in public."""

import csv
import datetime as dt
import io
import re
from decimal import ROUND_HALF_UP, Decimal

from joinedup.basics.finding import Severity
from joinedup.governance.field_classes import FieldClass
from joinedup.intake.contract import Column, Contract, Kind

BLANK = "\t\n\x0b\f\r \u00a0\ufeff"
OPEN_ENDED = ("9999-12-31", "4712-12-31", "2999-12-31", "99991231", "29991231", "31/12/9999", "31/12/2999")
BYTES = {Kind.TEXT: 4000, Kind.CODE: 100, Kind.NHS_NUMBER: 40, Kind.POSTCODE: 40}
ASCII_DIGITS = "0123456789"


def judge(contract: Contract, data: str, today: dt.date) -> tuple[list[tuple], set[tuple]]:
    """The rows that load, and the remarks: (row, column, reason, kept)."""
    header, *rows = [row for row in csv.reader(io.StringIO(data, newline="")) if row]
    texts = [{name: clean(contract, contract.column(name), row[header.index(name)]) for name in header} for row in rows]
    month_first = {column.name for column in contract.columns if any(_us_only(row.get(column.name)) for row in texts)}
    loaded: list[tuple[int, tuple]] = []
    remarks: set[tuple] = set()
    for number, row in enumerate(texts, start=1):
        values, found = judge_row(contract, row, today, month_first)
        if all(text is None for text in row.values()):
            remarks.add((number, None, "blank-row", False))
            continue
        remarks |= {(number, *remark) for remark in found}
        if all(kept for _, _, kept in found):
            loaded.append((number, values))
    return leave_one(contract, loaded, remarks)


def leave_one(contract: Contract, loaded: list[tuple[int, tuple]], remarks: set[tuple]) -> tuple[list[tuple], set]:
    places = [contract.names.index(name) for name in contract.key]
    last = {tuple(values[place] for place in places): (number, values) for number, values in loaded}
    for number, values in loaded:
        stays, same = last[tuple(values[place] for place in places)]
        if number != stays:
            remarks = {remark for remark in remarks if remark[0] != number}
            remarks.add((number, contract.key[0], "repeated-row" if values == same else "repeated-key", False))
    return [values for _, values in last.values()], remarks


def judge_row(
    contract: Contract, row: dict[str, str | None], today: dt.date, month_first: set[str]
) -> tuple[tuple, list[tuple[str, str, bool]]]:
    values: dict[str, object] = {}
    found = []
    for column in contract.columns:
        text = row.get(column.name)
        value, reason = read(column, text, today, ambiguous=column.name in month_first)
        if reason:
            found.append((column.name, reason, column.lenient))
        values[column.name] = None if reason and column.lenient else value
    of_cells = {column for column, _, _ in found}
    for rule in contract.rules:
        first, second = re.fullmatch(r'"(\w+)" >= "(\w+)"', rule.holds).groups()
        sound = not {first, second} & of_cells
        if sound and None not in (values[first], values[second]) and values[first] < values[second]:
            found.append((rule.columns[0], rule.code, rule.severity is not Severity.ERROR))
    return tuple(values.values()), found


def clean(contract: Contract, column: Column, text: str) -> str | None:
    coded = column.kind is not Kind.TEXT or column.name in (*contract.key, *contract.person_key)
    if text and not ("0" <= text[0] <= "~" and "0" <= text[-1] <= "~"):  # a letter or digit at both ends is left alone
        text = text.lstrip(BLANK + "'\"=").rstrip(BLANK + "'\"") if coded else text.strip(BLANK)
    if text == "" or (text == "NULL" and (coded or column.field_class is not FieldClass.IDENTIFIER)):
        return None
    return None if column.open_ended and text[:10] in OPEN_ENDED else text


def read(column: Column, text: str | None, today: dt.date, *, ambiguous: bool) -> tuple[object, str | None]:
    if text is None:
        return None, "missing-value" if column.required else None
    if column.kind in (Kind.DATE, Kind.TIMESTAMP):
        return read_moment(column, text, today, ambiguous=ambiguous)
    if column.kind in (Kind.INTEGER, Kind.DECIMAL):
        return read_number(column, text)
    if column.codes:
        code = read_code(column, text)
        return code, None if code else "unknown-code"
    return text, "too-long" if len(text.encode()) > BYTES[column.kind] else None


def read_code(column: Column, text: str) -> str | None:
    if text in column.codes.codes:
        return text
    alike = [code for code in column.codes.codes if code.lower().lstrip("0") == text.lower().lstrip("0")]
    return alike[0] if len(alike) == 1 and text.strip("0") else None


def read_number(column: Column, text: str) -> tuple[object, str | None]:
    if column.kind is Kind.INTEGER:
        number = int(text.partition(".")[0]) if re.fullmatch(r"-?[0-9]{1,15}(\.0*)?", text) else None
    else:
        shaped = re.fullmatch(r"-?£?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]*)?", text)
        number = Decimal(re.sub("[,£]", "", text)).quantize(Decimal("0.01"), ROUND_HALF_UP) if shaped else None
        number = number if number is not None and abs(number) < 10**10 else None
    if number is None:
        return None, "not-a-number"
    below = column.minimum is not None and number < column.minimum
    above = column.maximum is not None and number > column.maximum
    return number, "out-of-range" if below or above else None


def read_moment(column: Column, text: str, today: dt.date, *, ambiguous: bool) -> tuple[object, str | None]:
    day, clock = _split(text)
    parts = _day_parts(day, compact=column.kind is Kind.DATE and clock is None)
    timed = column.kind is Kind.TIMESTAMP
    if parts is None or (timed and clock is None) or (clock is not None and not _clock_shaped(day, text, clock)):
        return None, "not-a-date"
    british = "/" in day
    if british and ambiguous and _exists(*parts) and _exists(parts[0], parts[2], parts[1]) and parts[1] != parts[2]:
        return None, "date-ambiguous"
    value = _moment(parts, clock if timed else None)
    if value is None:
        return None, "no-such-date"
    earliest, end = dt.date(1900, 1, 2), today + dt.timedelta(days=1)
    on = value.date() if timed else value
    if on < earliest:
        return value, "date-too-early"
    return value, "date-in-future" if not column.future and on >= end else None


def _split(text: str) -> tuple[str, str | None]:
    iso = re.match(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T](.*)", text)
    british = re.match(r"([0-9]{1,2}/[0-9]{1,2}/[0-9]{4}) (.*)", text)
    found = iso or british
    return (found[1], found[2]) if found else (text, None)


def _clock_shaped(day: str, text: str, clock: str) -> bool:
    return re.fullmatch(r"[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?", clock) is not None


def _day_parts(day: str, *, compact: bool) -> tuple[int, int, int] | None:
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", day):
        return int(found[1]), int(found[2]), int(found[3])
    if compact and (found := re.fullmatch(r"([0-9]{4})([0-9]{2})([0-9]{2})", day)):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", day):
        return int(found[3]), int(found[2]), int(found[1])
    return None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _moment(parts: tuple[int, int, int], clock: str | None) -> dt.date | dt.datetime | None:
    if not _exists(*parts):
        return None
    if clock is None:
        return dt.date(*parts)
    hour, minute, *second = clock.split(":")
    whole, _, fraction = second[0].partition(".") if second else ("0", "", "")
    try:
        clock_time = dt.time(int(hour), int(minute), int(whole), int(fraction.ljust(6, "0") or 0))
        return dt.datetime.combine(dt.date(*parts), clock_time)
    except ValueError:
        return None


def _us_only(text: str | None) -> bool:
    found = re.match(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text or "")
    if not found:
        return False
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    return not _exists(year, second, first) and _exists(year, first, second)
