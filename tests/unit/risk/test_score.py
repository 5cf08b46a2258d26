"""Scoring a whole made-up town: the list, its reasons, its validation, and what stops it."""

import datetime as dt
import json
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from joinedup.engine import Build, Connection, Workspace, connect, current_build
from joinedup.risk import score_people, validation_of
from joinedup.risk.errors import NothingLinkedError, TooFewOutcomesError, TooLittleHistoryError


@pytest.fixture(scope="module")
def build(town: Workspace) -> Build:
    return score_people(town)


@pytest.fixture
def con(build: Build) -> Iterator[Connection]:
    with connect() as connection:
        build.open_in(connection)
        yield connection


def rows(connection: Connection, query: str) -> list[Any]:
    return connection.execute(query).fetchall()


def test_everyone_registered_now_is_ranked_once(con: Connection, build: Build) -> None:
    people, lowest, highest, best, worst = rows(
        con, "select count(*), min(rank), max(rank), max(score), min(score) from scores"
    )[0]
    assert people == build.about["scored"] == highest
    assert lowest == 1
    assert 0 < worst < best < 1
    assert rows(con, "select count(distinct person_id) from scores") == [(people,)]
    assert not rows(con, "select * from scores a join scores b on b.rank = a.rank + 1 where b.score > a.score")


def test_bands_are_the_cuts_people_act_on(con: Connection) -> None:
    bands = dict(rows(con, "select band, max(rank) / max(max(rank)) over () from scores group by band"))
    assert sorted(bands, key=bands.__getitem__) == ["top 0.5%", "top 1%", "top 2%", "top 5%", "rest"]
    assert bands["top 2%"] == pytest.approx(0.02, abs=0.001)


def test_reasons_are_words_and_true_of_the_person(con: Connection, town: Workspace, build: Build) -> None:
    linked = current_build(town, "linked")
    assert linked is not None
    linked.open_in(con, "spells", "persons")
    index = build.about["index_date"]
    listed = rows(con, "select person_id, reasons from scores where rank <= 300")
    true = dict(
        rows(
            con,
            f"select person_id, count(*) from spells where emergency and admitted_on < date '{index}' "
            f"and admitted_on >= date '{index}' - 365 group by 1",
        )
    )
    told = 0
    for person, reasons in listed:
        for reason in json.loads(reasons):
            if "emergency admissions in the last year" in reason:
                assert int(reason.split()[0]) == true[person]
                told += 1
        assert 1 <= len(json.loads(reasons)) <= 4
    assert told


def test_a_reason_never_speaks_of_sex_or_of_coefficients(con: Connection) -> None:
    every = " ".join(json.dumps(json.loads(row[0])) for row in rows(con, "select distinct reasons from scores"))
    assert not any(word in every for word in ("male", "log", "coef", "_", "nan"))


def test_the_score_beats_chance_and_says_how_often_it_is_right(build: Build) -> None:
    judged = validation_of(build)
    assert 0.6 < judged.auc < 1
    assert judged.brier < judged.brier_of_the_average
    assert [cut.cut for cut in judged.cuts] == [0.005, 0.01, 0.02, 0.05]
    assert all(0 < cut.ppv <= 1 and 0 < cut.sensitivity <= 1 for cut in judged.cuts)
    assert judged.cuts[0].ppv > judged.observed * 3
    assert [cut.sensitivity for cut in judged.cuts] == sorted(cut.sensitivity for cut in judged.cuts)
    assert judged.predicted == pytest.approx(judged.observed, rel=0.15)


def test_of_those_highest_on_the_list_as_many_are_admitted_as_is_said(con: Connection) -> None:
    for people, predicted, admitted in rows(con, "select people, predicted, admitted from validation"):
        assert abs(admitted - people * predicted) < 3 * (people * predicted * (1 - predicted)) ** 0.5


def test_calibration_is_shown_for_every_group(con: Connection) -> None:
    groups = dict(rows(con, "select grouped_by, sum(people) from calibration group by 1"))
    assert set(groups) == {"tenth of the score", "age", "sex", "deprivation", "ethnic group"}
    assert len(set(groups.values())) == 1
    assert not rows(con, "select * from calibration where not observed between lower - 1e-9 and upper + 1e-9")


def test_the_years_do_not_overlap_and_are_named(build: Build) -> None:
    fitted, judged, now = (dt.date.fromisoformat(build.about[key]) for key in ("fitted_on", "judged_on", "index_date"))
    assert (judged - fitted).days == (now - judged).days == 365
    assert build.inputs.keys() == {"linked"}


def test_a_window_longer_than_the_history_is_not_learned_from(con: Connection, build: Build) -> None:
    assert build.about["look_back_days"]["spells"] <= 366
    assert not rows(con, "select term from terms where term like '%\\_730' escape '\\' and term like 'emergency%'")


def test_the_same_records_give_the_same_scores(town: Workspace, build: Build) -> None:
    again = score_people(town)
    with connect() as connection:
        connection.execute(f"create view a as from '{build.table('scores')}'")
        connection.execute(f"create view b as from '{again.table('scores')}'")
        assert connection.execute("select count(*) from (from a except from b)").fetchone() == (0,)


def test_what_may_not_be_used_is_left_out_and_said(town: Workspace) -> None:
    build = score_people(town, without=["care_packages", "care_events"])
    assert build.about["without"] == ["care_events", "care_packages"]
    with connect() as connection:
        build.open_in(connection, "terms")
        assert not connection.execute("select * from terms where \"group\" like 'care%'").fetchall()
    assert not [one for one in build.about["findings"] if one["where"].get("field") == "care_events"]


def test_a_source_that_is_missing_is_a_finding(build: Build) -> None:
    missing = {one["where"]["field"] for one in build.about["findings"] if one["code"] == "risk-source-missing"}
    assert missing == {"referrals", "care_events"}


def test_people_who_die_or_leave_are_kept_and_counted(build: Build) -> None:
    assert build.about["died_in_year"] > 0
    assert build.about["left_in_year"] > 0
    assert 0.5 < build.about["auc_without_deaths_and_leavers"] < 1


def test_progress_is_told_in_words(town: Workspace) -> None:
    told: list[tuple[str, int, int]] = []
    score_people(town, lambda step, done, of: told.append((step, done, of)))
    assert told[0][0].startswith("Fitting on the year to ")
    assert told[-1][1] == told[-1][2]
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)


def test_nothing_linked_says_what_to_run(workspace: Workspace) -> None:
    with pytest.raises(NothingLinkedError) as caught:
        score_people(workspace)
    assert "joinedup link" in caught.value.fix


def test_too_short_a_history_says_how_much_is_needed(workspace: Workspace, made_up: ModuleType) -> None:
    made_up.write_linked(workspace, people=500, seed=1, years=1)
    with pytest.raises(TooLittleHistoryError, match="820"):
        score_people(workspace)
    assert current_build(workspace, "risk") is None


def test_too_few_people_admitted_says_so(workspace: Workspace, made_up: ModuleType) -> None:
    made_up.write_linked(workspace, people=150, seed=1)
    with pytest.raises(TooFewOutcomesError, match="a model needs 50"):
        score_people(workspace)


def test_no_hospital_stays_at_all(workspace: Workspace, linked) -> None:
    linked(persons=[{"person_id": 1, "on_register": True}], registrations=[])
    with pytest.raises(TooLittleHistoryError):
        score_people(workspace)
