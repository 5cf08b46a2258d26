"""The batch trace: the national columns and codes, and learning from files in hand."""

import random

import polars as pl
import pytest
from a_place import ANN, number, read_rows, write_mesh

from joinedup.identity import dedupe, trace
from joinedup.identity.layout import ADDED, RESPONSE

FAMILIES = "Ashdown Brook Carrow Denby Elmer Fenn Garth Holt Ivory Jessop Kemp Lusk Marr Nettle Orme Pell".split()  # noqa: SIM905
GIVENS = "Alan Beryl Cecil Doris Edwin Freda Gilbert Hilda Ivor Joyce Keith Laura Martin Norma Owen Phyllis".split()  # noqa: SIM905


def people(count, seed=5):
    dice = random.Random(seed)
    return [
        {
            "reference": f"s{serial}",
            "number": number(serial + 1),
            "family": dice.choice(FAMILIES) + dice.choice("abcdef"),
            "given": dice.choice(GIVENS),
            "gender": dice.choice("12"),
            "dob": f"{dice.randrange(1925, 2005)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}",
            "address": f"{dice.randrange(1, 99)} {dice.choice(FAMILIES)} Road",
            "postcode": f"ZE{dice.randrange(1, 9)} "
            f"{dice.randrange(1, 9)}{dice.choice('ABDEFG')}{dice.choice('ABDEFG')}",
            "practice": f"Y0000{dice.randrange(9)}",
        }
        for serial in range(count)
    ]


def asked(person, reference, **changed):
    return {**person, "number": "", **changed, "reference": reference}


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    folder = tmp_path_factory.mktemp("trace")
    held = people(400)
    twin = {**held[3], "reference": "twin", "number": number(900), "given": "Walter"}
    mine = [
        {**held[0], "reference": "cross-check"},
        asked(held[1], "alphanumeric"),
        asked(held[2], "slips", family=held[2]["family"] + "e", dob=held[2]["dob"][:4] + "-01-01"),
        {**held[4], "reference": "contradicted", "number": held[5]["number"]},
        asked(
            ANN, "nobody", family="Zzyzx", given="Quentin", address="1 Nowhere", postcode="ZE9 9XX", dob="1900-02-03"
        ),
        *[asked(held[n], f"more {n}", given=held[n]["given"][:-1], postcode="ZE1 9ZZ") for n in range(10, 60)],
    ]
    trace(
        write_mesh(folder / "request.csv", mine), write_mesh(folder / "register.csv", [*held, twin]), folder / "out.csv"
    )
    return held, {row["UNIQUE REFERENCE"]: row for row in read_rows(folder / "out.csv")}, folder


def test_the_response_has_the_national_columns_then_our_own_and_a_row_for_each_request(answers):
    _, rows, folder = answers
    header = (folder / "out.csv").read_text().splitlines()[0].split(",")
    assert tuple(header) == RESPONSE + ADDED
    assert len(rows) == 55


@pytest.mark.parametrize(
    ("reference", "held", "outcome", "step"),
    [
        ("cross-check", 0, "30", "1"),
        ("alphanumeric", 1, "20", "3"),
        ("slips", 2, "20", "4"),
        ("contradicted", 4, "33", "4"),
    ],
)
def test_each_step_answers_with_its_code(answers, reference, held, outcome, step):
    people_held, rows, _ = answers
    row = rows[reference]
    assert row["MATCHED_NHS_NO"] == people_held[held]["number"]
    assert (row["ERROR_SUCCESS_CODE"], row["MATCHED_ALGORITHM_INDICATOR"]) == (outcome, step)
    assert 80 <= float(row["MATCHED_CONFIDENCE_PERCENTAGE"]) <= 100


def test_nobody_is_nobody(answers):
    row = answers[1]["nobody"]
    assert (row["MATCHED_NHS_NO"], row["ERROR_SUCCESS_CODE"], row["MATCHED_ALGORITHM_INDICATOR"]) == ("", "21", "0")


def test_no_answer_is_wrong(answers):
    held, rows, _ = answers
    for n in range(10, 60):
        assert rows[f"more {n}"]["MATCHED_NHS_NO"] in ("", held[n]["number"])
    assert sum(bool(rows[f"more {n}"]["MATCHED_NHS_NO"]) for n in range(10, 60)) >= 45


def test_one_word_given_as_the_name_and_as_the_first_name_speaks_for_a_person_once(tmp_path):
    held = [
        {"id": one["reference"], "full_name": f"{one['given']} {one['family']}", "first_name": one["given"]}
        | {"surname": one["family"], "dob": one["dob"], "postcode": one["postcode"]}
        for one in people(400)
    ]
    alone = {"full_name": "Ted", "first_name": "Ted", "surname": ""}
    held.append({"id": "ted", **alone, "dob": "1946-03-03", "postcode": "ZE1 1AA"})
    wanted = [{**one, "id": f"again {one['id']}", "dob": ""} for one in held[:200]]
    wanted.append({"id": "another ted", **alone, "dob": "", "postcode": "ZE9 9QQ"})
    for name, rows in (("request", wanted), ("register", held)):
        pl.DataFrame(rows).write_csv(tmp_path / f"{name}.csv")
    trace(tmp_path / "request.csv", tmp_path / "register.csv", tmp_path / "out.csv")
    rows = {row["UNIQUE REFERENCE"]: row for row in read_rows(tmp_path / "out.csv")}
    assert rows["another ted"]["MATCHED_REFERENCE"] == ""
    assert sum(row["MATCHED_REFERENCE"] == one.removeprefix("again ") for one, row in rows.items()) > 150


def test_an_address_made_of_a_name_tells_namesakes_apart_by_its_figures(tmp_path):
    held = [
        {"id": one["reference"], "first_name": one["given"], "surname": one["family"], "city": one["address"][3:]}
        | {"email": f"{one['given']}.{one['family']}{place}@mail.example".lower()}
        for place, one in enumerate(people(400), 10)
    ]
    first = held[0]
    wanted = [{**one, "id": f"again {one['id']}", "city": ""} for one in held[1:200]]
    wanted.append({**first, "id": "slip", "city": "", "email": first["email"].replace("@mail", "@mial")})
    wanted.append({**first, "id": "namesake", "city": "Elsewhere", "email": first["email"].replace("10@", "87@")})
    pl.DataFrame(held).write_csv(tmp_path / "register.csv")
    pl.DataFrame(wanted).write_csv(tmp_path / "request.csv")
    trace(tmp_path / "request.csv", tmp_path / "register.csv", tmp_path / "out.csv")
    rows = {row["UNIQUE REFERENCE"]: row for row in read_rows(tmp_path / "out.csv")}
    assert rows["slip"]["MATCHED_REFERENCE"] == first["id"]
    assert rows["namesake"]["MATCHED_REFERENCE"] == ""


def test_a_date_of_birth_may_come_in_three_columns_and_names_by_other_names(tmp_path):
    held = people(300)
    parts = [one["dob"].split("-") for one in held]
    rows = [
        {"id": one["reference"], "fname_c1": one["given"], "lname_c1": one["family"]}
        | {"by": year, "bm": month.lstrip("0"), "bd": day.lstrip("0")}
        for one, (year, month, day) in zip(held, parts, strict=True)
    ]
    pl.DataFrame(rows).write_csv(tmp_path / "request.csv")
    write_mesh(tmp_path / "register.csv", [{**one, "number": ""} for one in held])
    trace(tmp_path / "request.csv", tmp_path / "register.csv", tmp_path / "out.csv")
    found = read_rows(tmp_path / "out.csv")
    assert [row["DATE_OF_BIRTH"].replace("-", "") for row in found[:2]] == [
        one["dob"].replace("-", "") for one in held[:2]
    ]
    assert sum(row["MATCHED_REFERENCE"] == row["UNIQUE REFERENCE"] for row in found) > 290
    assert not any(row["MATCHED_REFERENCE"] not in ("", row["UNIQUE REFERENCE"]) for row in found)


def test_a_file_traced_against_itself_is_searched_for_records_of_one_person(tmp_path):
    held = people(200)
    twice = [asked(held[n], f"again {n}", family=held[n]["family"] + "s") for n in range(0, 200, 4)]
    rows = [{**row, "number": ""} for row in held] + twice
    random.Random(2).shuffle(rows)
    path = write_mesh(tmp_path / "file.csv", rows)
    dedupe(path, tmp_path / "one.csv")
    trace(path, path, tmp_path / "two.csv")
    assert (tmp_path / "one.csv").read_text() == (tmp_path / "two.csv").read_text()
    found = {}
    for row in read_rows(tmp_path / "one.csv"):
        found.setdefault(row["MATCHED_REFERENCE"] or row["UNIQUE REFERENCE"], set()).add(row["UNIQUE REFERENCE"])
    pairs = [group for group in found.values() if len(group) > 1]
    meant = [{name.lstrip("s").replace("again ", "") for name in group} for group in pairs]
    assert all(len(group) == 2 for group in pairs)
    assert all(len(people) == 1 for people in meant)
    assert len(pairs) >= 45
