"""Input that is not as it should be, and what becomes of it: the rest of the list in the explanation of who is who."""

import pytest
from a_place import ANN, Place, number

HERE = ANN["number"]


def joined(place: Place, source: str = "social_care", id: str = "1") -> str | None:
    """The NHS Number of the registered person the record was joined to."""
    _, links = place.link()
    mine = links[source, id]["person_id"]
    return next((key[1] for key, row in links.items() if key[0] == "gp" and row["person_id"] == mine), None)


class TestPeople:
    def test_two_strangers_of_one_name_and_birthday_in_one_town_are_not_one(self, place):
        place.holds()
        place.arrives("cld_clients", "1", number="", postcode="ZE1 9ZZ", address="70 Harbour Road", practice="Y00009")
        place.holds(number=number(2), postcode="ZE1 5CD", address="3 Station Road", practice="Y00002")
        assert joined(place) is None

    def test_twins_who_have_no_names_yet_are_not_taken_for_one_another(self, place):
        place.holds(given="Baby", dob="2025-05-17").holds(number=number(2), given="Baby", dob="2025-05-17")
        place.arrives("cld_clients", "1", number="", given="Baby", dob="2025-05-17")
        assert joined(place) is None

    def test_and_each_is_found_by_the_number(self, place):
        place.holds(given="Baby", dob="2025-05-17").holds(number=number(2), given="Baby", dob="2025-05-17")
        place.arrives("cld_clients", "1", number=number(2), given="Baby", dob="2025-05-17")
        assert joined(place) == number(2)

    def test_one_name_alone_is_found_in_either_column_by_the_number(self, place):
        place.holds(family="Suharto", given="")
        place.arrives("cld_clients", "1", family="", given="Suharto")
        assert joined(place) == HERE

    def test_one_name_alone_is_too_little_to_join_by(self, place):
        place.holds(family="Suharto", given="")
        place.arrives("cld_clients", "1", number="", family="Suharto", given="", dob="1966-11-02", postcode="ZE9 9ZZ")
        assert joined(place) is None

    @pytest.mark.parametrize(
        ("held", "written"),
        [
            ({"family": "Nguyễn", "given": "Thị Đào"}, {"family": "Đào", "given": "Nguyễn Thị"}),
            ({"family": "Kowalska-Wójcik"}, {"family": "Wojcik"}),
            ({"family": "عبد الله"}, {"family": "عبدالله"}),
            ({"family": "D'Souza"}, {"family": "D’SOUZA"}),
        ],
        ids=["the Vietnamese order", "the second of two names", "with and without a space", "another apostrophe"],
    )
    def test_one_person_by_number_and_birth_date_however_the_name_is_written(self, place, held, written):
        place.holds(**held)
        place.arrives("cld_clients", "1", **written)
        assert joined(place) == HERE

    def test_a_record_without_any_name_is_joined_by_number_and_birth_date(self, place):
        place.holds()
        place.arrives("cld_clients", "1", family="", given="")
        assert joined(place) == HERE

    def test_and_without_a_number_to_nobody(self, place):
        place.holds()
        place.arrives("cld_clients", "1", family="", given="", number="")
        assert joined(place) is None


class TestPlaces:
    @pytest.mark.parametrize("foreign", ["75008", "D02 X285", "ZZ99 4KZ", "NFA", "-"])
    def test_a_foreign_postcode_or_none_keeps_nobody_from_being_found(self, place, foreign):
        place.holds()
        place.arrives("cld_clients", "1", postcode=foreign, address="")
        assert joined(place) == HERE

    @pytest.mark.parametrize("foreign", ["75008", "D02 X285", "ZZ99 4KZ"])
    def test_and_makes_nobody_of_two(self, place, foreign):
        place.holds(postcode=foreign, family="Cole", address="")
        place.arrives("cld_clients", "1", number="", family="Cole", given="Dorothy", postcode=foreign, address="")
        assert joined(place) is None


class TestNumbers:
    @pytest.mark.parametrize("bad", ["0000000000", "9999999999", "12345"])
    def test_a_register_row_with_an_impossible_number_is_nobodys_anchor(self, place, bad):
        place.holds().holds(number=bad, family="Brook", given="Alan", gender="1", dob="1950-02-03")
        place.arrives("acute_patients", "1", number=bad)
        _, links = place.link()
        assert links["acute", "1"]["person_id"] == links["gp", HERE]["person_id"]

    def test_a_number_that_one_source_gives_to_two_people_joins_neither_to_the_other(self, place):
        place.arrives("acute_patients", "1", number=number(50))
        place.arrives(
            "acute_patients", "2", number=number(50), family="Brook", given="Alan", gender="1", dob="1950-02-03"
        )
        _, links = place.link()
        assert links["acute", "1"]["person_id"] != links["acute", "2"]["person_id"]

    def test_a_spine_with_one_number_twice_for_one_person_has_that_person_once(self, place):
        place.holds().holds(postcode="ZE5 5XY", start="2010-01-01")
        place.arrives("acute_patients", "1")
        summary, links = place.link()
        assert links["acute", "1"]["person_id"] == links["gp", HERE]["person_id"]
        assert not summary.findings

    def test_dates_that_cannot_be_are_no_evidence(self, place):
        place.holds()
        place.arrives("cld_clients", "1", dob="")
        assert joined(place) == HERE
