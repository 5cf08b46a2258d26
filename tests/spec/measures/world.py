"""One made-up world of 36 people, small enough to work every measure by hand, with events on every boundary.

Everybody is on a list from 2010 unless told otherwise. 2024-04-01 is a Monday. Figures are asked for from
2024-04-01 to 2025-09-30. Some days that matter: 2024-05-01 + 91 days = 2024-07-31, + 84 days = 2024-07-24.
Long because the whole world stands here, to be read beside the figures worked from it.

The rows go the whole way: written as extracts, linked by the linked tables' own queries, then counted.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

# People 1 to 16 and 33 to 36 are well over 65; 20 to 26 are adults; 27 to 32 are children; 17, 18, 19, 24 and 30 have
# a birthday that counts (65, 75, 65 for somebody born on 29 February, 18, 19). An odd number is on list P1 (district
# D1), an even one on P2 (district D2), unless "lists" says otherwise. 36 is on no list and known to the hospital only.
PEOPLE = """
no born       sex died       place     lists
 1 1940-03-01 f   -          -         -
 2 1945-06-15 m   -          -         -
 3 1938-11-02 f   -          -         -
 4 1950-01-20 m   -          -         -
 5 1943-08-08 f   -          -         -
 6 1936-02-29 m   -          -         -
 7 1948-12-31 f   -          -         -
 8 1941-09-09 m   2024-07-31 Hospital  -
 9 1944-04-04 f   2024-08-01 Home      -
10 1947-07-07 m   -          -         -
11 1939-10-10 f   2024-06-30 Care_home -
12 1946-05-05 m   2024-05-14 Hospital  -
13 1942-03-03 f   2024-05-15 Hospice   -
14 1951-11-11 m   -          -         -
15 1937-01-01 f   2024-05-31 -         -
16 1952-02-02 m   -          -         -
17 1959-05-10 f   -          -         -
18 1949-05-10 m   -          -         -
19 1960-02-29 f   -          -         -
20 1970-01-01 m   -          -         -
21 1975-05-05 f   -          -         -
22 1980-08-08 m   -          -         -
23 1985-09-09 f   -          -         -
24 2006-06-10 m   -          -         -
25 1990-10-10 f   2024-04-30 Home      -
26 1995-12-12 m   -          -         -
27 2010-01-01 f   -          -         -
28 2015-05-05 m   -          -         -
29 2018-08-08 f   -          -         -
30 2005-07-10 m   -          -         -
31 2020-02-02 f   -          -         -
32 2024-05-20 m   -          -         P2:2024-05-20:-
33 1945-01-01 f   -          -         P1:2010-01-01:2024-06-15,P2:2024-06-15:-
34 1950-06-01 m   -          -         P2:2024-05-02:-
35 1948-03-15 f   -          -         P1:2010-01-01:2024-09-30
36 1955-05-05 m   -          -         none
"""

# how: admission method; left: discharge method (4 died); to: where (19 home, 51 another hospital); function: 300
# general medicine, 501 obstetrics, 424 well babies; ready: discharge-ready date. A stay told twice has two episodes.
STAYS = """
stay who hospital in         out        how left to function ready      diagnoses
s01  1   R1       2024-03-31 2024-04-02 21  1    19 300      2024-04-01 I500
s02  1   R1       2024-05-02 2024-05-03 21  1    19 300      2024-05-03 J440
s03  2   R1       2024-04-10 2024-04-20 21  1    19 300      2024-04-15 J181,I10X
s03  2   R1       2024-04-10 2024-04-20 21  1    19 430      2024-04-18 F03X
s04  2   R1       2024-05-21 2024-05-21 22  1    19 300      -          E86X
s05  3   R1       2024-04-20 2024-05-01 21  1    19 300      2024-04-26 S720,W010
s06  4   R1       2024-04-20 2024-05-01 21  1    19 300      -          J20X,J449
s07  5   R1       2024-04-20 2024-05-01 21  1    19 300      2024-05-02 I951,W010
s08  6   R1       2024-04-20 2024-05-01 21  1    19 300      -          T983,W19X
s09  7   R1       2024-04-20 2024-05-01 21  1    19 300      -          S0600,W199
s10  8   R1       2024-04-20 2024-05-01 21  1    19 300      -          J20X,J189
s11  9   R1       2024-04-20 2024-05-01 21  1    19 300      -          S720,V031
s12  10  R1       2024-04-20 2024-05-01 21  1    19 300      -          S720,W200
s13  4   R1       2024-07-31 2024-08-01 11  1    19 300      -          H251
s14  5   R1       2024-07-22 2024-07-31 21  1    19 300      2024-07-31 R296
s15  10  R1       2024-06-05 2024-06-05 21  1    19 300      -          R074
s16  8   R1       2024-07-30 2024-07-31 21  4    79 300      2024-07-30 I509
s17  14  R1       2024-06-01 2024-06-08 21  1    19 -        -          N390
s18  16  R1       2024-05-20 2024-06-07 21  1    19 300      -          I639
s19  18  R1       2024-06-10 2024-06-18 21  1    19 300      -          N390
s20  34  R1       2024-06-10 2024-06-19 21  1    19 300      2024-06-19 N390
s21  33  R1       2024-06-01 2024-06-11 21  1    19 300      2024-06-01 N390
s22  17  R1       2024-05-08 2024-05-09 21  1    19 300      -          S525,W180
s23  17  R1       2024-05-10 2024-05-11 21  1    19 300      -          T142,W190
s24  18  R1       2024-05-09 2024-05-09 21  1    19 300      -          R074
s25  18  R1       2024-05-10 2024-05-12 21  1    19 300      -          R074
s26  19  R1       2025-02-27 2025-02-27 21  1    19 300      -          R074
s27  19  R1       2025-02-28 2025-03-01 21  1    19 300      -          R074
s28  35  R1       2024-04-28 2024-05-06 21  1    19 300      -          N390
s29  36  R1       2024-05-15 2024-05-15 21  1    19 300      -          N390
s30  12  R1       2024-04-14 2024-05-14 21  4    79 300      -          I639
s31  13  R1       2024-04-14 2024-04-16 21  1    51 300      -          I619
s32  13  R2       2024-04-16 2024-04-25 2B  1    19 300      -          I619
s33  22  R1       2024-06-01 2024-06-10 21  1    19 300      -          I64X
s34  21  R1       2024-06-01 2024-06-05 21  1    19 300      -          I639
s35  20  R1       2024-04-05 2024-04-08 11  1    19 300      2024-04-06 I638
s36  20  R2       2024-05-30 2024-06-02 81  1    19 300      -          M545
s37  23  R1       2024-05-20 2024-05-21 31  1    19 501      -          O800
s38  32  R1       2024-05-20 2024-05-21 82  1    19 424      -          Z380
s39  24  R1       2024-06-01 2024-06-13 21  1    19 300      2024-06-08 E109
s40  26  R1       2024-06-25 2024-07-02 21  1    19 300      2024-06-27 R104,I639
s41  27  R1       2024-04-12 2024-04-13 21  1    19 300      2024-04-12 J450
s42  28  R1       2024-05-01 2024-05-02 21  1    19 300      -          G401
s43  29  R1       2024-04-15 2024-04-17 21  1    19 300      -          J189
s44  30  R1       2024-07-09 2024-07-09 21  1    19 300      -          J121
s45  30  R1       2024-07-10 2024-07-11 21  1    19 300      -          J121
s46  31  R2       2024-06-03 2024-06-04 2B  1    19 300      -          L03X
s47  7   R1       2024-05-04 2024-05-31 21  1    19 300      -          R296
s48  7   R2       2024-05-10 2024-05-12 21  1    19 300      -          R296
s49  7   R1       2024-06-30 2024-06-30 21  1    19 300      -          K529
s50  15  R1       2025-09-30 -          21  -    98 300      -          R296
"""

# kind: st (reablement, short-term support to maximise independence), home (residential), nursing, community; told: end
# of the last quarter in which the council told of it; price: pounds a week.
SERVICES = """
who kind      from       to         told       price
3   st        2024-05-01 2024-06-01 2025-09-30 -
4   st        2024-05-01 2024-06-01 2025-09-30 -
5   st        2024-05-01 2024-06-01 2025-09-30 -
6   st        2024-05-01 2024-06-01 2025-09-30 -
7   st        2024-05-01 2024-05-03 2025-09-30 -
8   st        2024-05-01 2024-06-01 2025-09-30 -
9   st        2024-05-01 2024-06-01 2025-09-30 -
10  st        2024-05-01 2024-05-08 2025-09-30 -
10  st        2024-05-15 2024-06-01 2025-09-30 -
8   st        2024-07-31 -          2025-09-30 -
14  st        2024-06-15 2024-07-01 2025-09-30 -
16  st        2024-06-15 2024-07-01 2025-09-30 -
18  st        2024-06-15 2024-07-01 2025-09-30 -
34  st        2024-06-15 2024-07-01 2025-09-30 -
33  st        2024-06-09 2024-06-10 2025-09-30 -
33  st        2024-06-18 2024-07-01 2025-09-30 -
17  st        2024-05-09 2024-05-09 2025-09-30 -
35  st        2024-05-06 2024-06-01 2025-09-30 -
36  st        2024-05-15 2024-06-01 2025-09-30 -
6   nursing   2024-07-25 -          2025-09-30 950
7   home      2024-07-01 2024-07-30 2025-09-30 700
16  nursing   2024-06-07 -          2025-09-30 900
21  nursing   2024-12-01 -          2025-09-30 900
22  community 2024-07-08 2024-11-29 2025-09-30 100
22  community 2024-06-10 2024-07-01 2025-09-30 140
22  nursing   2024-11-30 -          2025-09-30 900
21  community 2024-07-04 2024-11-30 2025-09-30 120
13  community 2024-04-25 2024-05-15 2025-09-30 -
35  home      2024-01-01 2024-05-10 2025-09-30 700
35  nursing   2024-06-08 -          2025-09-30 900
1   home      2024-09-01 2024-09-30 2025-09-30 700
1   nursing   2024-10-28 -          2025-09-30 900
17  home      2024-05-09 2024-05-20 2025-09-30 700
17  home      2024-07-01 -          2025-09-30 700
19  nursing   2025-02-28 -          2025-09-30 900
3   home      2024-08-15 -          2024-09-30 700
3   nursing   2024-10-20 -          2025-09-30 900
36  nursing   2024-05-05 -          2025-09-30 900
33  home      2024-06-15 -          2025-09-30 700
"""

DELAYS = """
who stay from       to         reason
3   s05  2024-04-26 2024-04-30 E
3   s05  2024-04-30 2024-05-01 F
24  s39  2024-06-08 2024-06-12 E
33  s21  2024-06-01 2024-06-11 E
26  s40  2024-06-28 -          G
36  s29  2024-05-14 2024-05-15 A
"""

# stays in other hospital beds, and one delay in them
OTHER_STAYS = """
stay who service   in         out
m01  14  mental    2024-09-01 2024-09-10
c01  18  community 2024-09-10 2024-09-17
"""

MENTAL_DELAYS = """
who stay from       to reason
14  m01  2024-09-08 -  E1
"""

VISITS = """
who arrived          left
1   2024-04-30T23:59 2024-05-01T03:58
2   2024-05-01T00:00 2024-05-01T04:00
27  2024-05-10T10:00 -
33  2024-06-14T23:30 2024-06-15T01:00
33  2024-06-15T00:10 2024-06-15T04:30
36  2024-05-15T08:00 2024-05-15T09:00
35  2024-09-30T12:00 2024-09-30T13:00
5   2025-09-30T10:00 2025-09-30T12:00
"""

# status 5 seen, 3 did not come; service: community or mental
CONTACTS = """
who day        status service
8   2024-07-01 5      community
8   2024-07-02 5      community
8   2024-07-15 5      mental
8   2024-07-20 3      community
8   2024-07-31 5      community
12  2024-05-15 5      community
25  2024-04-01 5      community
"""

CONDITIONS = """
who condition day
1   dementia  2024-04-01
3   dementia  2024-04-02
5   dementia  2020-01-01
11  dementia  2019-01-01
17  dementia  2019-06-01
35  dementia  2023-01-01
2   copd      2024-04-10
4   diabetes  2024-04-21
"""

# residents by district, mid-2023 and mid-2024
RESIDENTS = """
district year age people
D1       2023 10  300
D1       2023 40  1000
D1       2023 70  400
D1       2023 80  100
D2       2023 10  200
D2       2023 40  800
D2       2023 70  300
D2       2023 80  200
D1       2024 10  300
D1       2024 40  1000
D1       2024 70  500
D1       2024 80  100
D2       2024 10  200
D2       2024 40  800
D2       2024 70  300
D2       2024 80  200
"""

_KINDS = {
    "st": "Short Term Support: ST-Max",
    "home": "Long Term Support: Residential Care",
    "nursing": "Long Term Support: Nursing Care",
    "community": "Long Term Support: Community",
}
Row = dict[str, Any]


def table(text: str) -> list[dict[str, str | None]]:
    """Rows of one of the tables above; a dash is empty."""
    head, *lines = (line.split() for line in text.strip().splitlines())
    return [{name: None if cell == "-" else cell for name, cell in zip(head, line, strict=True)} for line in lines]


def day(cell: str | None) -> dt.date | None:
    """A day, or none."""
    return dt.date.fromisoformat(cell) if cell else None


def extracts() -> tuple[dict[str, list[Row]], list[tuple[str, str, str, int]]]:
    """The extracts, and which record is whom: ``(source, organisation, record, person)``."""
    people = table(PEOPLE)
    found = {
        "organisations": _organisations(),
        "postcodes": [_postcode(1), _postcode(2)],
        "populations": [
            {
                "AREA_CODE": one["district"],
                "YEAR": one["year"],
                "SEX": "2",
                "AGE": one["age"],
                "POPULATION": one["people"],
            }
            for one in table(RESIDENTS)
        ],
        "gp_register": [row for one in people for row in _registrations(one)],
        "gp_conditions": [
            {"NHS_NO": one["who"], "CONDITION": one["condition"], "DIAGNOSIS_DATE": one["day"]}
            for one in table(CONDITIONS)
        ],
        "acute_patients": [_patient(hospital, one) for hospital in ("R1", "R2") for one in people],
        "apc_episodes": _episodes(),
        "acute_delays": [_delay(one) for one in table(DELAYS)],
        "mhsds_delays": [_mental_delay(one) for one in table(MENTAL_DELAYS)],
        "mhsds_spells": [_mental_stay(one) for one in table(OTHER_STAYS) if one["service"] == "mental"],
        "csds_spells": [_community_stay(one) for one in table(OTHER_STAYS) if one["service"] == "community"],
        "ecds_attendances": [_visit(number, one) for number, one in enumerate(table(VISITS))],
        "csds_contacts": [_contact(n, one) for n, one in enumerate(table(CONTACTS)) if one["service"] == "community"],
        "mhsds_contacts": [_mental(n, one) for n, one in enumerate(table(CONTACTS)) if one["service"] == "mental"],
        "cld_events": [_service(one) for one in table(SERVICES)],
        "deaths": [
            {"DEATH_RECORD_ID": one["no"], "DATE_OF_DEATH": one["died"], "PLACE_OF_DEATH": _spaced(one["place"])}
            for one in people
            if one["died"]
        ],
    }
    return found, [link for one in people for link in _links(one)]


def _organisations() -> list[Row]:
    upward = {"P1": ("practice", "N1"), "P2": ("practice", "N1"), "N1": ("network", "L1"), "L1": ("locality", "Q1")}
    rows = [{"ODS_CODE": code, "NAME": code, "ROLE": role, "PARENT_CODE": up} for code, (role, up) in upward.items()]
    return [*rows, {"ODS_CODE": "Q1", "NAME": "Q1", "ROLE": "icb"}]


def _postcode(number: int) -> Row:
    areas = {name: f"{name[0]}{number}" for name in ("WARD", "DISTRICT")}
    decile = 1 if number == 1 else 10
    return {
        "POSTCODE": f"ZZ1 {number}AA",
        "LSOA": f"S{number}",
        **areas,
        "COUNCIL": "C1",
        "LSOA_GROUP": "NB1",
        "IMD_DECILE": decile,
    }


def _home(one: Row, practice: str | None = None) -> str:
    number = practice[1] if practice else 2 - int(one["no"]) % 2
    return f"ZZ1 {number}AA"


def _registrations(one: Row) -> list[Row]:
    lists = one["lists"] or f"P{2 - int(one['no']) % 2}:2010-01-01:-"
    periods = [] if lists == "none" else [period.split(":") for period in lists.split(",")]
    return [
        {
            "NHS_NO": one["no"],
            "FAMILY_NAME": f"Person{one['no']}",
            "DATE_OF_BIRTH": one["born"],
            "GENDER": "1" if one["sex"] == "m" else "2",
            "POSTCODE": _home(one, practice),
            "ETHNIC_CATEGORY": "A",
            "GP_PRACTICE_CODE": practice,
            "REGISTRATION_START_DATE": start,
            "REGISTRATION_END_DATE": None if end == "-" else end,
        }
        for practice, start, end in periods
    ]


def _patient(hospital: str, one: Row) -> Row:
    return {
        "PROVIDER_CODE": hospital,
        "LOCAL_PATIENT_ID": one["no"],
        "GENDER": "1" if one["sex"] == "m" else "2",
        "DATE_OF_BIRTH": one["born"],
        "POSTCODE": _home(one),
    }


def _episodes() -> list[Row]:
    rows: list[Row] = []
    for one in table(STAYS):
        number = 1 + sum(row["APCS_Ident"] == one["stay"] for row in rows)
        rows.append(
            {
                "APCE_Ident": f"{one['stay']}e{number}",
                "APCS_Ident": one["stay"],
                "Provider_Code": one["hospital"],
                "Local_Patient_ID": one["who"],
                "Episode_Number": number,
                "Admission_Date": one["in"],
                "Discharge_Date": one["out"],
                "Admission_Method": one["how"],
                "Discharge_Method": one["left"],
                "Discharge_Destination": one["to"],
                "Discharge_Ready_Date": one["ready"],
                "Treatment_Function_Code": one["function"],
                "Der_Primary_Diagnosis_Code": one["diagnoses"].split(",")[0],
                "Der_Diagnosis_All": one["diagnoses"],
            }
        )
    return rows


def _delay(one: Row) -> Row:
    return {
        "Provider_Code": "R1",
        "Local_Patient_ID": one["who"],
        "APCS_Ident": one["stay"],
        "Delay_Start_Date": one["from"],
        "Delay_End_Date": one["to"],
        "Delay_Reason_Code": one["reason"],
    }


def _mental_delay(one: Row) -> Row:
    return {
        "OrgIDProv": "RM",
        "LocalPatientId": one["who"],
        "UniqHospProvSpellID": one["stay"],
        "StartDateDelayDisch": one["from"],
        "EndDateDelayDisch": one["to"],
        "DelayDischReason": one["reason"],
    }


def _mental_stay(one: Row) -> Row:
    return {
        "OrgIDProv": "RM",
        "LocalPatientId": one["who"],
        "UniqHospProvSpellID": one["stay"],
        "StartDateHospProvSpell": one["in"],
        "DischDateHospProvSpell": one["out"],
    }


def _community_stay(one: Row) -> Row:
    return {
        "provider_code": "RC",
        "local_patient_identifier": one["who"],
        "hospital_provider_spell_identifier": one["stay"],
        "start_date_hospital_provider_spell": one["in"],
        "discharge_date_hospital_provider_spell": one["out"],
    }


def _visit(number: int, one: Row) -> Row:
    return {
        "EC_Ident": f"v{number}",
        "Der_Provider_Code": "R1",
        "Local_Patient_ID": one["who"],
        "Der_EC_Arrival_Date_Time": one["arrived"],
        "Der_EC_Departure_Date_Time": one["left"],
    }


def _contact(number: int, one: Row) -> Row:
    return {
        "unique_care_contact_identifier": f"c{number}",
        "provider_code": "RC",
        "local_patient_identifier": one["who"],
        "care_contact_date": one["day"],
        "attendance_status": one["status"],
    }


def _mental(number: int, one: Row) -> Row:
    return {
        "UniqCareContID": f"c{number}",
        "OrgIDProv": "RM",
        "LocalPatientId": one["who"],
        "CareContDate": one["day"],
        "AttendOrDNACode": one["status"],
    }


def _service(one: Row) -> Row:
    told = dt.date.fromisoformat(one["told"])
    return {
        "LA_Code": "C1",
        "LA_Person_Unique_Identifier": one["who"],
        "Event_Type": "Service",
        "Event_Start_Date": one["from"],
        "Event_End_Date": one["to"],
        "Service_Type": _KINDS[one["kind"]],
        "Unit_Cost": Decimal(one["price"]) if one["price"] else None,
        "Cost_Frequency": "Weekly",
        "Reporting_Period_Start_Date": dt.date(told.year, told.month - 2, 1),
        "Reporting_Period_End_Date": told,
    }


def _links(one: Row) -> list[tuple[str, str, str, int]]:
    number, person = one["no"], int(one["no"])
    known = [("acute", "R1"), ("acute", "R2"), ("community", "RC"), ("mental_health", "RM"), ("social_care", "C1")]
    links = [(source, organisation, number, person) for source, organisation in known]
    if one["lists"] != "none":
        links.append(("gp", "", number, person))
    return [*links, ("deaths", "", number, person)] if one["died"] else links


def _spaced(place: str | None) -> str | None:
    return place.replace("_", " ") if place else None
