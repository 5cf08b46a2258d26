"""Decisions are data: they count, they stand over every rebuild, and they can be taken back."""

import json

import pytest
from a_place import ANN, number

from joinedup.identity import LinkQuality, explain, link_quality


def decide(place, *rows):
    place.connection.execute("""create or replace table identity_decisions (source varchar, organisation_code varchar,
        source_person_id varchar, nhs_number varchar, decision varchar, decided_by varchar, decided_at timestamp)""")
    for at, (record, held, decision, by) in enumerate(rows):
        place.connection.execute(
            "insert into identity_decisions values (?, ?, ?, ?, ?, ?, timestamp '2026-01-01' + ? * interval 1 day)",
            [*record, held, decision, by, at],
        )


RECORD = ("social_care", "ORG1", "1")


def joined_to(place, **words):
    _, links = place.link(**words)
    return links["social_care", "1"]["person_id"] == links["gp", ANN["number"]]["person_id"]


@pytest.fixture
def stranger(place):
    place.holds()
    return place.arrives(
        "cld_clients",
        "1",
        number="",
        family="Quite",
        given="Another",
        dob="1980-02-03",
        postcode="ZE9 9ZZ",
        address="9 Far End",
    )


def test_an_accepted_pair_is_joined_and_says_so(stranger):
    assert not joined_to(stranger)
    decide(stranger, (RECORD, ANN["number"], "accept", "asha"))
    assert joined_to(stranger)
    assert explain(stranger.connection, *RECORD).sentence.startswith("People looked at the two records")


def test_a_rejected_pair_stays_apart_however_well_it_fits(place):
    place.holds().arrives("cld_clients", "1")
    assert joined_to(place)
    decide(place, (RECORD, ANN["number"], "reject", "asha"))
    assert not joined_to(place)


def test_a_merge_is_undone_by_the_one_who_made_it_and_the_links_are_as_before(stranger):
    _, before = stranger.link()
    decide(stranger, (RECORD, ANN["number"], "accept", "asha"))
    assert joined_to(stranger)
    decide(stranger, (RECORD, ANN["number"], "accept", "asha"), (RECORD, ANN["number"], "reject", "asha"))
    _, after = stranger.link()
    assert after == before


def test_two_people_must_agree_where_the_place_says_so(stranger):
    decide(stranger, (RECORD, ANN["number"], "accept", "asha"))
    assert not joined_to(stranger, people_needed=2)
    decide(stranger, (RECORD, ANN["number"], "accept", "asha"), (RECORD, ANN["number"], "accept", "ben"))
    assert joined_to(stranger, people_needed=2)


def test_people_who_disagree_settle_nothing(stranger):
    decide(stranger, (RECORD, ANN["number"], "accept", "asha"), (RECORD, ANN["number"], "reject", "ben"))
    assert not joined_to(stranger)


@pytest.mark.parametrize("word", ["not sure", "escalate"])
def test_not_sure_and_escalate_settle_nothing(stranger, word):
    decide(stranger, (RECORD, ANN["number"], word, "asha"))
    assert not joined_to(stranger)


def test_a_superseded_number_leads_to_the_one_that_replaced_it(place):
    place.holds().holds(number=number(2), start="2010-01-01").arrives("cld_clients", "1", number=number(2))
    place.connection.execute(
        "create table identity_superseded as select ? as old_number, ? as new_number", [number(2), ANN["number"]]
    )
    _, links = place.link()
    assert links["gp", number(2)]["person_id"] == links["gp", ANN["number"]]["person_id"]
    assert links["social_care", "1"]["outcome"] == "40"


def test_numbers_that_replace_one_another_in_a_ring_are_left_alone(place):
    place.holds().holds(number=number(2), given="Dorothy")
    place.connection.execute("create table identity_superseded (old_number varchar, new_number varchar)")
    place.connection.executemany(
        "insert into identity_superseded values (?, ?)", [(number(2), ANN["number"]), (ANN["number"], number(2))]
    )
    _, links = place.link()
    assert links["gp", number(2)]["person_id"] != links["gp", ANN["number"]]["person_id"]


def test_quality_counts_every_record_once_in_each_group(stranger):
    stranger.arrives("acute_patients", "5")
    stranger.link()
    quality = link_quality(stranger.connection)
    rates = {(rate.source, rate.kind, rate.group): (rate.records, rate.matched) for rate in quality.rates}
    assert rates["acute", "all", "all"] == (1, 1)
    assert rates["social_care", "all", "all"] == (1, 0)
    assert rates["social_care", "age", "18 to 64"] == (1, 0)
    assert quality.numbers == {"confirmed": 1, "no number": 1, "shared by several ids of one source": 0}
    assert quality.unmatched == {"nobody (21)": 1}
    assert [(step.method, step.links) for step in quality.steps] == [("cross-check", 1)]
    assert quality.false_matches == 0
    assert LinkQuality.from_dict(json.loads(json.dumps(quality.as_dict()))) == quality


def test_quality_by_deprivation_is_by_fifths_and_says_where_it_is_not_known(place):
    place.holds().arrives("cld_clients", "1").arrives("cld_clients", "2", postcode="ZE9 9ZZ")
    place.connection.execute("create table postcodes as select 'ZE11AB' as postcode, 4 as imd_decile")
    place.link()
    rates = {(rate.kind, rate.group): rate.records for rate in link_quality(place.connection).rates}
    assert rates["deprivation", "2"] == rates["deprivation", "not known"] == 1
    assert rates["ethnicity", "not known"] == 2
