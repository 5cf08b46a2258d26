"""What the council sends: clients, and each request, assessment, service and review."""

import numpy as np
import polars as pl

from joinedup.intake.contracts import CONTRACTS
from joinedup.synthetic.care import HOSPITAL, reablement_length
from joinedup.synthetic.dice import Array, Dice, chances, lognormal, pick, stream
from joinedup.synthetic.hospital import seen_between
from joinedup.synthetic.records import Known, Records, make_records
from joinedup.synthetic.settings import rate, read
from joinedup.synthetic.state import County
from joinedup.synthetic.window import NEVER, dates
from joinedup.synthetic.writing import Extracts, word

RESIDENTIAL, NURSING = "Long Term Support: Residential Care", "Long Term Support: Nursing Care"
AT_HOME, ST_MAX = "Long Term Support: Community", "Short Term Support: ST-Max"
LOW_LEVEL, CARERS = "Short Term Support: Ongoing Low Level", "Carer Support: Direct to Carer"
_TEXT = (
    "Event_Type",
    "Event_Outcome",
    "Request_Route_of_Access",
    "Assessment_Type",
    "Service_Type",
    "Service_Component",
    "Delivery_Mechanism",
    "Cost_Frequency",
    "Review_Reason",
    "Client_Type",
)


class Events:
    """Council events of all kinds, gathered as frames of one shape."""

    def __init__(self) -> None:
        self.frames: list[pl.DataFrame] = []

    def add(self, who: Array, start: Array, end: Array, **columns: str | pl.Series) -> None:
        """Events of ``who``; columns not named are empty."""
        frame = pl.DataFrame(
            {"person": who.astype(np.int32), "start": start.astype(np.int32), "end": end.astype(np.int32)}
        )
        text = {name: columns.get(name, "Service User" if name == "Client_Type" else None) for name in _TEXT}
        figures = {name: columns.get(name) for name in ("Unit_Cost", "Planned_Units_Per_Week")}
        self.frames.append(
            frame.with_columns(
                *(_column(value, pl.String, name) for name, value in text.items()),
                *(_column(value, pl.Float64, name) for name, value in figures.items()),
            )
        )

    def whole(self) -> pl.DataFrame:
        """All events."""
        return pl.concat(self.frames)


def _column(value: object, kind: type[pl.DataType], name: str) -> pl.Expr | pl.Series:
    return value.cast(kind).alias(name) if isinstance(value, pl.Series) else pl.lit(value, dtype=kind).alias(name)


def write_social_care(extracts: Extracts, known: Known, county: County) -> Records:
    """cld_clients and cld_events."""
    dice = stream(known.seed, "social care")
    rows = _all_events(dice, known, county)
    first, last = seen_between(rows["person"].to_numpy(), rows["start"].to_numpy(), len(known.people))
    people = np.flatnonzero(last > -NEVER)
    index = make_records(known, "social_care", "", people, np.maximum(first[people], county.window.start), last[people])
    council = read("places")["county"]["council"]
    ethnic = known.people.ethnic[index.person].copy()
    ethnic[chances(dice, 0.06, len(ethnic))] = "Z"
    died = (known.people.death_day[index.person] < NEVER) & chances(dice, 0.85, len(index.person))
    extracts.write(
        "cld_clients",
        index.frame.select(
            pl.lit(council).alias("LA_Code"),
            pl.Series(ethnic.tolist()).alias("Ethnicity"),
            dates(known.people.death_day[index.person], died).alias("Date_of_Death"),
            LA_Person_Unique_Identifier="id",
            NHS_Number="number",
            Family_Name="family",
            Given_Name="given",
            Gender="gender",
            Date_of_Birth="born",
            Address_Line_1="address",
            Postcode="postcode",
            GP_Practice_Code="practice",
        ),
    )
    _write_events(extracts, dice, known, county, rows, index, council)
    return index


def _all_events(dice: Dice, known: Known, county: County) -> pl.DataFrame:
    """Events in order of day, none after the person's last day."""
    events, care = Events(), county.care
    _requests(dice, events, care.requests.take())
    _reablement(dice, events, county)
    _packages(dice, events, care.packages.take(), county)
    _care_homes(dice, events, county)
    rows = events.whole()
    last = np.minimum(known.people.last_day, county.window.end)[rows["person"].to_numpy()]
    end = np.minimum(rows["end"].to_numpy(), np.where(last < county.window.end, last, NEVER))
    # only a service may be open
    closed = (rows["Event_Type"] != "Service").to_numpy()
    end = np.where(closed, np.minimum(end, last), np.where(end > county.window.end, NEVER, end))
    rows = rows.with_columns(end=pl.Series(end.astype(np.int32)))
    start = rows["start"].to_numpy()
    real = (start <= last) & (end >= county.window.start) & (end >= start)  # a move may come before a service begins
    return rows.filter(pl.Series(real)).sort("start", "person", "Event_Type", "Service_Type", maintain_order=True)


def _requests(dice: Dice, events: Events, rows: dict[str, Array]) -> None:
    """Requests, their outcome, and for some an assessment and a small service."""
    settings, who, day = read("services")["social_care"], rows["person"], rows["day"]
    size = len(who)
    outcome = pick(dice, [share for _, share in settings["outcomes"]], size)
    carer = chances(dice, rate("social_care", "carer_share"), size)
    client = word(["Service User", "Carer"], carer)
    route = word(settings["routes"], rows["route"])
    events.add(
        who,
        day,
        day + dice.integers(0, 12, size),
        Event_Type="Request",
        Client_Type=client,
        Request_Route_of_Access=route,
        Event_Outcome=word([text for text, _ in settings["outcomes"]], outcome),
    )
    assessed = np.flatnonzero(outcome == 2)
    begin = day[assessed] + dice.integers(3, 35, len(assessed))
    kinds = ["Long Term Assessment", "Short Term Assessment", "Carer Assessment"]
    kind = np.where(carer[assessed], 2, pick(dice, [0.8, 0.2], len(assessed)))
    events.add(
        who[assessed],
        begin,
        begin + dice.integers(0, 30, len(assessed)),
        Event_Type="Assessment",
        Client_Type=client.gather(assessed),
        Assessment_Type=word(kinds, kind),
        Event_Outcome="Progress to Support Planning / Services",
    )
    small = np.flatnonzero((outcome == 6) & ~carer)
    low_shares = [weight for _, weight in settings["low_level"]]
    begin = day[small] + dice.integers(2, 28, len(small))
    events.add(
        who[small],
        begin,
        begin + dice.exponential(300, len(small)).astype(np.int32),
        Event_Type="Service",
        Service_Type=LOW_LEVEL,
        Service_Component=word([name for name, _ in settings["low_level"]], pick(dice, low_shares, len(small))),
        Unit_Cost=pl.Series(np.round(lognormal(dice, 9, 0.5, len(small)), 2)),
        Cost_Frequency="Weekly",
        Planned_Units_Per_Week=pl.Series(np.ones(len(small))),
    )
    helped = np.flatnonzero(carer & (outcome == 2))
    begin = day[helped] + dice.integers(10, 50, len(helped))
    events.add(
        who[helped],
        begin,
        begin + 180,
        Event_Type="Service",
        Service_Type=CARERS,
        Service_Component="Carer Direct Payment",
        Client_Type="Carer",
        Unit_Cost=pl.Series(np.full(len(helped), 12.0)),
        Cost_Frequency="Weekly",
        Planned_Units_Per_Week=pl.Series(np.ones(len(helped))),
    )


def _reablement(dice: Dice, events: Events, county: County) -> None:
    """A request from the ward, then one or two events of reablement a few days apart: one cluster."""
    rows, people = county.care.reablement.take(), county.people
    alive = (rows["day"] <= np.minimum(people.last_day, county.window.end)[rows["person"]]) & (
        people.death_day[rows["person"]] > rows["day"]
    )
    who, start, leave = rows["person"][alive], rows["day"][alive], rows["leave"][alive]
    settings = read("services")["social_care"]
    asked = leave - dice.integers(1, 5, len(who))
    events.add(
        who,
        asked,
        leave,
        Event_Type="Request",
        Request_Route_of_Access=settings["routes"][HOSPITAL],
        Event_Outcome="Progress to Reablement/ST-Max",
    )
    stop = np.minimum(start + reablement_length(dice, len(who)), county.care.home_day[who])
    two = chances(dice, rate("social_care", "second_part"), len(who)) & (stop - start > 12)
    middle = start + (stop - start) // 2
    outcomes = settings["reablement_outcomes"]
    ended = word([text for text, _ in outcomes], pick(dice, [share for _, share in outcomes], len(who)))
    cost = pl.Series(np.full(len(who), float(rate("social_care", "reablement_week"))))
    shared = {
        "Event_Type": "Service",
        "Service_Type": ST_MAX,
        "Service_Component": "Reablement",
        "Cost_Frequency": "Weekly",
    }
    ones = pl.Series(np.ones(len(who)))
    events.add(
        who,
        start,
        np.where(two, middle - 1, stop),
        Event_Outcome=ended,
        Unit_Cost=cost,
        Planned_Units_Per_Week=ones,
        **shared,
    )
    second = np.flatnonzero(two)
    again = middle[second] + dice.integers(0, 5, len(second))
    events.add(
        who[second],
        again,
        np.maximum(stop[second], again),
        Event_Outcome=ended.gather(second),
        Unit_Cost=cost.gather(second),
        Planned_Units_Per_Week=ones.gather(second),
        **shared,
    )


def _packages(dice: Dice, events: Events, rows: dict[str, Array], county: County) -> None:
    """Support at home: weekly hours of home care, or a direct payment; reviewed about once a year."""
    settings, who, start, end = read("services")["social_care"], rows["person"], rows["day"], rows["end"]
    size = len(who)
    hours = np.round(lognormal(dice, rate("social_care", "home_care_hours"), 0.6, size).clip(1.5, 70) * 2) / 2
    way = pick(dice, [share for _, share in settings["delivery"]], size)
    events.add(
        who,
        start,
        end,
        Event_Type="Service",
        Service_Type=AT_HOME,
        Service_Component=word(["Home Support", "Direct Payment"], way == 1),
        Delivery_Mechanism=word([text for text, _ in settings["delivery"]], way),
        Unit_Cost=pl.Series(np.round(rate("social_care", "hour_price") * lognormal(dice, 1.0, 0.08, size), 2)),
        Cost_Frequency="Hourly",
        Planned_Units_Per_Week=pl.Series(hours),
    )
    _reviews(dice, events, who, start, end, county)


def _care_homes(dice: Dice, events: Events, county: County) -> None:
    """Permanent places that the council pays for; one in eleven moves on from a residential to a nursing home."""
    care, people = county.care, county.people
    who = np.flatnonzero((care.home_day < NEVER) & care.council_pays)
    start, nursing = care.home_day[who], care.nursing[who]
    on = np.flatnonzero(~nursing & chances(dice, 0.09, len(who)))
    moved = start[on] + 60 + dice.exponential(300, len(on)).astype(np.int32)
    end = np.full(len(who), NEVER)
    goes = moved < np.minimum(people.last_day[who[on]], county.window.end)
    on, moved = on[goes], moved[goes]
    end[on] = moved
    asked = start - dice.integers(10, 60, len(who))
    events.add(
        who,
        asked,
        asked + dice.integers(5, 30, len(who)),
        Event_Type="Assessment",
        Assessment_Type="Long Term Assessment",
        Event_Outcome="Progress to Support Planning / Services",
    )
    for people_in, begin, finish, nurses in (
        (who, start, end, nursing),
        (who[on], moved, np.full(len(on), NEVER), np.ones(len(on), bool)),
    ):
        week = np.where(nurses, rate("social_care", "nursing_week"), rate("social_care", "residential_week"))
        events.add(
            people_in,
            begin,
            finish,
            Event_Type="Service",
            Service_Type=word([RESIDENTIAL, NURSING], nurses),
            Service_Component=word(["Residential Care", "Nursing Care"], nurses),
            Delivery_Mechanism="CASSR Commissioned Support",
            Unit_Cost=pl.Series(np.round(week * lognormal(dice, 1.0, 0.1, len(people_in)), 2)),
            Cost_Frequency="Weekly",
            Planned_Units_Per_Week=pl.Series(np.ones(len(people_in))),
        )
    _reviews(dice, events, who, start, end, county)


def _reviews(dice: Dice, events: Events, who: Array, start: Array, end: Array, county: County) -> None:
    last = np.minimum(np.minimum(end, county.people.last_day[who]), county.window.end)
    for year in range(1, 4):
        day = np.maximum(start, county.window.start - 200) + year * 365 + dice.integers(-60, 120, len(who))
        due = np.flatnonzero((day <= last) & chances(dice, 0.72, len(who)))
        unplanned = chances(dice, 0.3, len(due))
        events.add(
            who[due],
            day[due],
            day[due] + dice.integers(0, 10, len(due)),
            Event_Type="Review",
            Review_Reason=word(["Planned", "Unplanned - Hospital (planned and unplanned episodes)"], unplanned),
            Event_Outcome="No change in package",
        )


def _write_events(
    extracts: Extracts, dice: Dice, known: Known, county: County, rows: pl.DataFrame, index: Records, council: str
) -> None:
    settings = read("services")["social_care"]
    usual = pick(dice, [weight for _, weight in settings["support_reasons"]], len(known.people))
    who, start, end = (rows[name].to_numpy() for name in ("person", "start", "end"))
    dementia = county.health.has("dementia", county.window.end)
    usual[dementia & chances(dice, 0.6, len(usual))] = 2
    quarter = _quarter(np.where(end >= NEVER, county.window.end, np.minimum(end, county.window.end)), county.window.end)
    cared = county.care.home_day[who] <= start
    frame = pl.DataFrame(
        {
            "LA_Code": word([council], np.zeros(len(who), dtype=int)),
            "LA_Person_Unique_Identifier": index.id_of(who, start),
            "Reporting_Period_Start_Date": quarter[0],
            "Reporting_Period_End_Date": quarter[1],
            "Primary_Support_Reason": word([text for text, _ in settings["support_reasons"]], usual[who]),
            "Accommodation_Status": word(["Settled accommodation: own home or tenancy", "Registered care home"], cared),
            "Event_Start_Date": dates(start),
            "Event_End_Date": dates(end),
        }
    ).with_columns(rows.select(pl.exclude("person", "start", "end")))
    extracts.write("cld_events", frame.unique(CONTRACTS["cld_events"].key, keep="first", maintain_order=True))


def _quarter(day: Array, last: int) -> tuple[pl.Series, pl.Series]:
    """First and last day of the quarter in which the event was last reported."""
    column = dates(day)
    first = column.dt.truncate("1q")
    end = first.dt.offset_by("3mo").dt.offset_by("-1d")
    return first, end.clip(upper_bound=dates(np.array([last]))[0])
