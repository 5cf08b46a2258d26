"""Data quality by source and month: completeness, freshness, and dates that contradict each other."""

from importlib.resources import files

from joinedup.engine import Connection
from joinedup.intake.contracts import CONTRACTS
from joinedup.linked.table import LinkedTable, Tie, activity, administrative
from joinedup.linked.tables import LINKED_TABLES

QUALITY = LinkedTable(
    name="quality",
    title="Data quality",
    grain="One row for each extract and month in which at least one row arrived",
    order=90,
    key=("table_name", "period"),
    extracts=(),
    sort=("source", "table_name", "period"),
    columns=(
        administrative("source"),
        administrative("table_name"),
        administrative("period", "DATE", "First day of the month"),
        activity("rows", "BIGINT"),
        activity("with_person", "BIGINT", "Rows that found their person"),
        activity("after_death", "BIGINT", "Rows dated after the person's death"),
        activity("before_birth", "BIGINT", "Rows dated before the person's birth"),
        activity("ends_before_start", "BIGINT"),
        activity("not_on_register", "BIGINT", "Rows of people on no list here"),
        activity("future", "BIGINT", "Rows dated after the day the build was made"),
        administrative("last_day", "DATE", "Last day a row of the month names"),
    ),
)


def put_linked_months(connection: Connection) -> None:
    """Leaves the table ``linked_months``: rows of each linked table, by extract and month.

    Only a few people can contradict their events: the dead, those born since, those on no list. Their rows alone are
    joined to them.
    """
    first = "(select min(period) from extract_months)"
    connection.execute(
        "create or replace table doubtful as select person_id, date_of_birth, date_of_death, on_register "
        f"from linked.persons where date_of_death is not null or not on_register or date_of_birth >= {first}"
    )
    counts = " union all ".join(_months_of(table, extract) for table, extract in _dated())
    doubts = " union all ".join(_doubts_of(table, extract) for table, extract in _dated())
    connection.execute(
        f"create or replace table linked_months as select * from ({counts}) left join ({doubts}) "
        "using (table_name, period)"
    )


def quality_query() -> str:
    """The analysts' SQL of the quality table."""
    text = files("joinedup.linked").joinpath("quality.sql").read_text(encoding="utf-8")
    return f"{text.rstrip()}\norder by {', '.join(QUALITY.sort)}"


def _dated() -> list[tuple[LinkedTable, str]]:
    return [
        (table, extract)
        for table in LINKED_TABLES.values()
        for extract in table.extracts
        if table.day and table.has_people and (table.tie is not Tie.NONE or table.name in ("deaths", "care_events"))
    ]


# Of what councils tell, services and the rest stand in two tables, each once however often told: counted as they came.
_COUNCIL = """(
    select links.person_id, told.Event_Start_Date as started_on, told.Event_End_Date as ended_on
    from cld_events as told
    join person_links as links
        on links.source = 'social_care' and links.organisation_code = told.LA_Code
        and links.source_person_id = told.LA_Person_Unique_Identifier
)"""


def _rows_of(table: LinkedTable) -> str:
    return _COUNCIL if table.name == "care_events" else f"linked.{table.name}"


def _months_of(table: LinkedTable, extract: str) -> str:
    weight = "sum(episodes)" if table.tie is Tie.EPISODES else "count(*)"
    backwards = f"count_if({table.until} < {table.day})" if table.until else "0"
    return f"""
        select '{extract}' as table_name, cast(date_trunc('month', day) as date) as period,
            cast(sum(rows) as bigint) as with_person, cast(sum(backwards) as bigint) as ends_before_start
        from (
            select cast(events.{table.day} as date) as day, {weight} as rows, {backwards} as backwards
            from {_rows_of(table)} as events {_one_source(table, extract)}
            group by day
        )
        group by all"""


def _doubts_of(table: LinkedTable, extract: str) -> str:
    day = f"cast(events.{table.day} as date)"
    return f"""
        select '{extract}' as table_name, {_month(table)} as period,
            cast(count_if({day} > doubtful.date_of_death) as bigint) as after_death,
            cast(count_if({day} < doubtful.date_of_birth) as bigint) as before_birth,
            cast(count_if(not doubtful.on_register) as bigint) as not_on_register
        from {_rows_of(table)} as events join doubtful using (person_id) {_one_source(table, extract)}
        group by all"""


def _month(table: LinkedTable) -> str:
    return f"cast(date_trunc('month', events.{table.day}) as date)"


def _one_source(table: LinkedTable, extract: str) -> str:
    """Where one linked table holds two extracts, the column ``source`` tells them apart."""
    if len(table.extracts) == 1:
        return ""
    return f"where events.source = '{CONTRACTS[extract].source}'"
