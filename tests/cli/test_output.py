"""Results: JSON without loss, tables one can read, progress that keeps out of the way."""

import datetime as dt
import json
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from joinedup.basics.finding import Finding, Severity, Where
from joinedup.cli.options import Format
from joinedup.cli.output import finding_lines, findings_of, show, table
from joinedup.cli.progress import progress

FOUND = Finding("late", Severity.WARNING, "It is late.", "Hurry.", Where(file="a.csv", row=2, column="X"))


@dataclass(frozen=True)
class Result:
    day: dt.date
    sum: Decimal
    file: Path
    tables: frozenset[str]
    findings: tuple[Finding, ...]


def test_json_keeps_every_penny_and_every_day(capsys) -> None:
    result = Result(dt.date(2024, 2, 29), Decimal("1234567.10"), Path("a/b"), frozenset({"z", "a"}), (FOUND,))
    show({"result": result}, [], Format.JSON)
    assert json.loads(capsys.readouterr().out)["result"] == {
        "day": "2024-02-29",
        "sum": "1234567.10",
        "file": "a/b",
        "tables": ["a", "z"],
        "findings": [FOUND.as_dict()],
    }


def test_text_is_the_lines_given(capsys) -> None:
    show({}, ["one", "two"], Format.TEXT)
    assert capsys.readouterr().out == "one\ntwo\n"


def test_a_table_sets_numbers_to_the_right() -> None:
    rows = [["a", 1, None], ["bcd", 12345, 2.25]]
    assert list(table(["name", "rows", "share"], rows)) == [
        "name    rows  share",
        "a          1      –",
        "bcd   12,345    2.2",
    ]


def test_a_table_without_rows() -> None:
    assert list(table(["name", "rows"], [])) == ["name  rows"]


def test_a_finding_in_two_lines() -> None:
    assert list(finding_lines([FOUND])) == ["warning: a.csv, row 2, column X: It is late. [late]", "    Hurry."]


def test_findings_come_back_from_a_manifest() -> None:
    assert list(findings_of([FOUND.as_dict()])) == [FOUND]


def test_progress_without_a_terminal_is_a_line_a_step(capsys, monkeypatch) -> None:
    monkeypatch.setattr("joinedup.cli.progress.WORTH_SAYING", 0)
    with progress() as tell:
        for done in range(3):
            tell("Reading", done, 2)
        tell("Reading", 2, 2)
        tell("Judging one file", 0, 9)
        tell("Judging another", 4, 9)
        tell("Judged", 9, 9)
    said = capsys.readouterr()
    assert said.out == ""
    assert [line.split(" (")[0] for line in said.err.splitlines()] == [
        "Reading",
        "Judging one file",
        "Judging another",
        "Judged",
    ]


def test_steps_that_nobody_waited_for_are_not_said(capsys) -> None:
    with progress() as tell:
        tell("Quick", 0, 2)
        tell("Done", 2, 2)
    assert capsys.readouterr().err == "Done\n"
