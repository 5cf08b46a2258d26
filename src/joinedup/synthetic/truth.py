"""What is really so, written apart from the extracts and never read by the pipeline."""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from joinedup.synthetic.dice import Array
from joinedup.synthetic.health import CONDITIONS, Health
from joinedup.synthetic.naming import BACKGROUNDS, names
from joinedup.synthetic.people import REGISTERED
from joinedup.synthetic.records import Known, Records
from joinedup.synthetic.schemes import Scheme
from joinedup.synthetic.state import County
from joinedup.synthetic.window import NEVER, Window, date_of, dates
from joinedup.synthetic.writing import word

KINDS = ["registered", "visitor", "unregistered", "elsewhere"]


def write_identities(folder: Path, known: Known, sources: Sequence[tuple[str, str, Records]]) -> None:
    """identities: whose each record is, and the slips it met. ``sources``: source, organisation, records."""
    own = np.flatnonzero(known.people.kind == REGISTERED)
    register = pl.DataFrame(
        {"source_person_id": pl.Series(known.numbers[own]).cast(pl.String), "true_person": own.astype(np.int64)}
    ).with_columns(source=pl.lit("gp"), organisation_code=pl.lit(""), slips=pl.lit(""))
    frames = [register.select("source", "organisation_code", "source_person_id", "true_person", "slips")]
    frames += [
        pl.DataFrame(
            {
                "source": pl.Series([source]).new_from_index(0, len(records.person)),
                "organisation_code": pl.Series([organisation]).new_from_index(0, len(records.person)),
                "source_person_id": records.frame["id"],
                "true_person": records.person.astype(np.int64),
                "slips": records.slips,
            }
        )
        for source, organisation, records in sources
    ]
    pl.concat(frames).write_parquet(folder / "identities.parquet", compression="zstd", compression_level=1)


def write_people(folder: Path, known: Known, health: Health, county: County) -> None:
    """people: each true person, with what no extract shows (frailty, kin, doubles) and what extracts get wrong."""
    people, kin, words = known.people, known.people.families, names().words
    everybody = np.arange(len(people))
    conditions = health.mask(everybody, np.minimum(people.last_day, county.window.end))
    pl.DataFrame(
        {
            "true_person": everybody.astype(np.int64),
            "kind": word(KINDS, people.kind),
            "nhs_number": pl.Series(known.numbers).cast(pl.String).set(pl.Series(known.numbers == 0), None),
            "male": people.male == 1,
            "born": dates(people.born),
            "died": dates(people.death_day),
            "given_name": words.gather(kin.given),
            "family_name": words.gather(kin.family),
            "birth_family_name": words.gather(kin.birth_family),
            "background": word(list(BACKGROUNDS), kin.background),
            "ethnic_category": pl.Series(people.ethnic.tolist()),
            "household": people.household.astype(np.int64),
            "mother": _person(kin.mother),
            "father": _person(kin.father),
            "partner": _person(kin.partner),
            "twin": _person(kin.twin),
            "namesake_father": _person(kin.namesake),
            "double": _person(kin.double),
            "frailty": health.frailty,
            "hidden_need": health.hidden,
            "conditions": pl.Series(conditions),
            "first_day": dates(people.first_day),
            "last_day": dates(people.last_day),
            "care_home_from": dates(county.care.home_day),
            "council_pays": county.care.council_pays & (county.care.home_day < NEVER),
        }
    ).write_parquet(folder / "people.parquet", compression="zstd", compression_level=1)


def write_effects(folder: Path, schemes: Sequence[Scheme], known: Known, window: Window, seed: int) -> None:
    """effects.json: what was planted, where and from when."""
    codes = known.places.practice_codes
    told = {
        "made_up": True,
        "seed": seed,
        "window": [str(date_of(window.start)), str(date_of(window.end))],
        "conditions": list(CONDITIONS),
        "schemes": [
            {
                "id": scheme.id,
                "name": scheme.name,
                "words": scheme.words,
                "measure": "emergency admissions",
                "from_age": scheme.from_age,
                "practices": codes.gather(scheme.practices).to_list(),
                "starts": str(date_of(scheme.starts)),
                "rate_ratio": scheme.rate_ratio,
            }
            for scheme in schemes
        ],
    }
    (folder / "effects.json").write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _person(number: Array) -> pl.Series:
    column = pl.Series(number).cast(pl.Int64)
    return column.set(column < 0, None)
