"""A small place for tests: a register and the sources beside it, as intake would open them, and the links they get."""

import csv
import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from joinedup.basics.nhs_number import check_digit
from joinedup.engine import Connection
from joinedup.identity import LinkSummary, link_people
from joinedup.intake.contract import Kind
from joinedup.intake.contracts import CONTRACTS

TABLES = ("gp_register", "acute_patients", "csds_mpi", "mhsds_mpi", "cld_clients", "deaths")
_TYPES = {Kind.DATE: "date", Kind.TIMESTAMP: "timestamp", Kind.INTEGER: "bigint"}
_WORDS = {
    "number": ("nhs_no", "nhs_number", "nhsnumber"),
    "status": ("nhs_no_status", "nhs_number_status_indicator", "nhsnumberstatus"),
    "family": ("family_name", "person_family_name", "personfamilyname"),
    "given": ("given_name", "person_given_name", "persongivenname"),
    "other": ("other_given_name",),
    "gender": ("gender", "person_stated_gender"),
    "dob": ("date_of_birth", "person_birth_date", "personbirthdate"),
    "address": ("address_line1", "address_line_1", "addressline1"),
    "postcode": ("postcode",),
    "practice": ("gp_practice_code", "gmpcodereg"),
    "id": (
        "local_patient_id",
        "local_patient_identifier",
        "localpatientid",
        "la_person_unique_identifier",
        "death_record_id",
    ),
    "organisation": ("provider_code", "orgidprov", "la_code"),
    "start": ("registration_start_date",),
}
SOURCE_OF = {
    "acute_patients": "acute",
    "csds_mpi": "community",
    "mhsds_mpi": "mental_health",
    "cld_clients": "social_care",
    "deaths": "deaths",
}


def number(serial: int) -> str:
    """A made-up NHS Number, another for each serial."""
    digit = None
    nine = 999_000_000 + serial * 2
    while digit is None:
        digit = check_digit(str(nine))
        nine += digit is None
    return f"{nine}{digit}"


ANN = {
    "number": number(1),
    "family": "Ashdown",
    "given": "Margaret",
    "gender": "2",
    "dob": "1941-05-17",
    "address": "12 Mill Lane",
    "postcode": "ZE1 1AB",
    "practice": "Y00001",
    "start": "2001-04-01",
}


@dataclass
class Place:
    """Rows by table; ``link`` opens them as intake does and links them."""

    connection: Connection
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {table: [] for table in TABLES})

    def holds(self, **changed: Any) -> "Place":
        """A row of the GP register: Margaret Ashdown, but for what is changed."""
        self.rows["gp_register"].append({**ANN, **changed})
        return self

    def arrives(self, table: str, id: str, **changed: Any) -> "Place":
        """A row of a source: Margaret Ashdown, but for what is changed."""
        self.rows[table].append({**ANN, "organisation": "ORG1", "status": "02", "id": id, **changed})
        return self

    def link(self, **words: Any) -> tuple[LinkSummary, dict[tuple[str, str], dict[str, Any]]]:
        """Links everybody; rows of person_links by (source, id)."""
        self.open()
        summary = link_people(self.connection, key=words.pop("key", b"k" * 32), **words)
        return summary, self.links()

    def links(self) -> dict[tuple[str, str], dict[str, Any]]:
        """person_links by (source, id)."""
        found = self.connection.execute("select * from person_links")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        assert len({(r["source"], r["organisation_code"], r["source_person_id"]) for r in rows}) == len(rows)
        return {(row["source"], row["source_person_id"]): row for row in rows}

    def open(self) -> None:
        """Makes the intake views."""
        for table in TABLES:
            columns = CONTRACTS[table].columns
            typed = ", ".join(f'"{c.name}" {_TYPES.get(c.kind, "varchar")}' for c in columns)
            self.connection.execute(f"create or replace table {table} ({typed})")
            for row in self.rows[table]:
                values = [_value(row, column.name) for column in columns]
                marks = ", ".join("?" for _ in columns)
                self.connection.execute(f"insert into {table} values ({marks})", values)


def _value(row: dict[str, Any], column: str) -> Any:
    for word, names in _WORDS.items():
        if column.lower() in names:
            value = row.get(word)
            return value or None
    return dt.date(2024, 1, 1) if column == "DATE_OF_DEATH" and "id" in row else None


HEADER = {
    "reference": "UNIQUE REFERENCE",
    "number": "NHS_NO",
    "family": "FAMILY_NAME",
    "given": "GIVEN_NAME",
    "other": "OTHER_GIVEN_NAME",
    "gender": "GENDER",
    "dob": "DATE_OF_BIRTH",
    "address": "ADDRESS_LINE1",
    "town": "ADDRESS_LINE3",
    "postcode": "POSTCODE",
    "practice": "GP_PRACTICE_CODE",
    "phone": "TELEPHONE_NUMBER",
    "email": "EMAIL_ADDRESS",
}


def write_mesh(path: Path, rows: list[dict[str, str]], *, encoding: str = "utf-8") -> Path:
    """A request or register file in the PDS MESH columns that the rows hold."""
    words = [word for word in HEADER if any(word in row for row in rows)]
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.writer(file)
        writer.writerow([HEADER[word] for word in words])
        writer.writerows(
            [
                [row.get(word, "").replace("-", "") if word == "dob" else row.get(word, "") for word in words]
                for row in rows
            ]
        )
    return path


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a response."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
