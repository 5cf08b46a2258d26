"""A late delivery with mistakes for the demonstration, so that the page of data has rows to put right.

Every row of it breaks its contract and is set aside: nobody's story and no figure is other than without it. The same
rows each time, in files that hold every column.
"""

import csv
import datetime as dt
from pathlib import Path

from joinedup.intake import CONTRACTS

_ECDS = {"EC_Ident": "", "Der_Provider_Code": "RX1", "Local_Patient_ID": "L0", "EC_Department_Type": "01"}
_LATE: dict[str, list[dict[str, str]]] = {
    "deaths": [
        {"DEATH_RECORD_ID": "late-1", "FAMILY_NAME": "Madeup", "DATE_OF_DEATH": "31/02/2025"},
        {"DEATH_RECORD_ID": "late-2", "FAMILY_NAME": "Madeup", "DATE_OF_DEATH": ""},
        {"DEATH_RECORD_ID": "", "FAMILY_NAME": "Madeup", "DATE_OF_DEATH": "2025-03-01"},
    ],
    "ecds_attendances": [
        *(
            {**_ECDS, "EC_Ident": f"late-{n}", "Der_EC_Arrival_Date_Time": f"2025-02-{n} 09:00:00"}
            for n in range(30, 39)
        ),
        {
            **_ECDS,
            "EC_Ident": "late-40",
            "Der_EC_Arrival_Date_Time": "2025-03-04 11:00:00",
            "Der_EC_Departure_Date_Time": "2025-03-04 10:00:00",
        },
        {**_ECDS, "EC_Ident": "late-41", "Der_EC_Arrival_Date_Time": "yesterday"},
        {**_ECDS, "EC_Ident": "late-42", "Local_Patient_ID": "", "Der_EC_Arrival_Date_Time": "2025-03-04 11:00:00"},
    ],
    "cld_events": [
        {
            "LA_Code": "999",
            "LA_Person_Unique_Identifier": f"late-{n}",
            "Event_Type": "Tea and cake",
            "Event_Start_Date": str(dt.date(2025, 3, n)),
        }
        for n in range(1, 5)
    ],
}


def write_late_delivery(folder: Path) -> Path:
    """Three extracts, each with its mistakes; the folder, to be received like any other."""
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in _LATE.items():
        with (folder / f"{table}_late.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [column.name for column in CONTRACTS[table].columns])
            writer.writeheader()
            writer.writerows(rows)
    return folder
