"""Whose people arrive, and under which column names each source writes them."""

from dataclasses import dataclass
from functools import partial

from joinedup.engine import Connection, together
from joinedup.identity.cleaning import fold_names, with_ids
from joinedup.identity.workroom import query

SPINE = "gp_register"


@dataclass(frozen=True, slots=True)
class Source:
    """One patient index: the intake view it is read from, and its columns in our words."""

    name: str
    table: str
    organisation: str  # SQL
    person: str
    number: str
    family: str
    given: str
    gender: str
    dob: str
    address: str
    postcode: str
    practice: str = "null::varchar"
    status: str = "null::varchar"
    other: str = "null::varchar"

    def names(self) -> tuple[str, str]:
        """Its two columns of names, as queries."""
        return f'select {self.family} from "{self.table}"', f'select {self.given} from "{self.table}"'

    def select(self) -> str:
        """Its rows as identity.arrived takes them."""
        return (
            f"select '{self.name}' as source, coalesce({self.organisation}, '') as organisation_code, "
            f'"{self.person}"::varchar as source_person_id, {self.number} as number_text, {self.status} as status, '
            f"{self.family} as family_raw, {self.given} as given_raw, {self.other} as other_raw, "
            f"gender_of({self.gender}) as gender, day_number({self.dob}) as dob, {self.address} as address_raw, "
            f"postcode_of({self.postcode}) as postcode, {self.practice} as practice, "
            f'try_cast({self.number} as bigint) as digits from "{self.table}"'
        )


SOURCES = (
    Source(
        *("acute", "acute_patients", "PROVIDER_CODE", "LOCAL_PATIENT_ID", "NHS_NO", "FAMILY_NAME", "GIVEN_NAME"),
        *("GENDER", "DATE_OF_BIRTH", "ADDRESS_LINE1", "POSTCODE", "GP_PRACTICE_CODE", "NHS_NO_STATUS"),
        other="OTHER_GIVEN_NAME",
    ),
    Source(
        *("community", "csds_mpi", "provider_code", "local_patient_identifier", "nhs_number", "person_family_name"),
        *("person_given_name", "person_stated_gender", "person_birth_date", "address_line_1", "postcode"),
        *("gp_practice_code", "nhs_number_status_indicator"),
    ),
    Source(
        *("mental_health", "mhsds_mpi", "OrgIDProv", "LocalPatientId", "NHSNumber", "PersonFamilyName"),
        *("PersonGivenName", "Gender", "PersonBirthDate", "AddressLine1", "Postcode", "GMPCodeReg"),
        "NHSNumberStatus",
    ),
    Source(
        *("social_care", "cld_clients", "LA_Code", "LA_Person_Unique_Identifier", "NHS_Number", "Family_Name"),
        *("Given_Name", "Gender", "Date_of_Birth", "Address_Line_1", "Postcode", "GP_Practice_Code"),
    ),
    Source(
        *("deaths", "deaths", "''", "DEATH_RECORD_ID", "NHS_NO", "FAMILY_NAME", "GIVEN_NAME"),
        *("GENDER", "DATE_OF_BIRTH", "ADDRESS_LINE1", "POSTCODE"),
    ),
)


def gather(connection: Connection, sources: tuple[Source, ...] = SOURCES, *, kept: bool = False) -> None:
    """Writes identity.names, identity.arrived (every record to be placed) and identity.register (every row of the
    spine), but for what was ``kept`` of the register.

    Names and addresses stay raw, beside what they join by. What has few values is made comparable here, where a file's
    dictionary of values lets the engine do it once a value and not once a row.
    """
    named = [column for source in sources for column in source.names()]
    if not kept:
        named += [f'select {column} from "{SPINE}"' for column in ("FAMILY_NAME", "GIVEN_NAME")]
    fold_names(connection, named, kept=kept)
    selects = " union all ".join(source.select() for source in sources)
    arrived = query("arrived").replace("{selects}", selects)
    steps = [partial(_write, table="arrived_rows", rows=arrived)]
    if not kept:
        steps.append(partial(_write, table="register_rows", rows=query("register").replace("{spine}", SPINE)))
    together(connection, *steps)
    connection.execute("create view identity.arrived as select rowid::integer as rid, * from identity.arrived_rows")
    if not kept:
        show_register(connection)


def show_register(connection: Connection) -> None:
    """Shows identity.register_rows as identity.register. Rows have the numbers of the engine, so that it may read
    several parts of a file at a time.

    A person's ten digits are the row's number too: only valid numbers of records are ever held against them, so their
    check digits need no work.
    """
    connection.execute("""
        create view identity.register as
        select rowid::integer as sid, *, person as number, case when person is null then reference end as number_text
        from identity.register_rows""")


def _write(connection: Connection, table: str, rows: str) -> None:
    connection.execute(f"create table identity.{table} as {with_ids(rows)}")
