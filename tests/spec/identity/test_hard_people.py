"""What becomes of the people who are hardest to tell apart, and of files that are not as they should be."""

import pytest
from a_place import ANN, Place, number, read_rows, write_mesh

from joinedup.identity import TraceFileError, trace


def person(place: Place, table: str = "cld_clients", id: str = "1") -> str | None:
    """The NHS Number of the registered person the record was joined to."""
    _, links = place.link()
    source = {"cld_clients": "social_care", "acute_patients": "acute", "csds_mpi": "community"}[table]
    mine = links[source, id]["person_id"]
    held = [key[1] for key, row in links.items() if key[0] == "gp" and row["person_id"] == mine]
    return held[0] if held else None


class TestPeople:
    def test_twins_of_one_sex_at_one_address_are_told_apart_by_given_name(self, place):
        place.holds().holds(number=number(2), given="Dorothy")
        place.arrives("cld_clients", "1", number="", given="Dorothy")
        assert person(place) == number(2)

    def test_a_twin_who_carries_the_others_number_is_left_for_review(self, place):
        place.holds().holds(number=number(2), given="Dorothy")
        place.arrives("cld_clients", "1", number=number(1), given="Dorothy")
        assert person(place) is None

    def test_a_twin_who_is_not_registered_is_not_taken_for_the_one_who_is(self, place):
        place.holds()
        place.arrives("cld_clients", "1", number="", given="Dorothy")
        assert person(place) is None

    def test_a_son_is_not_his_father_of_one_name(self, place):
        place.holds(given="George", gender="1", dob="1941-05-17")
        place.arrives("cld_clients", "1", number="", given="George", gender="1", dob="1966-11-02")
        assert person(place) is None

    def test_father_and_son_are_each_found_by_date_of_birth(self, place):
        place.holds(given="George", gender="1").holds(number=number(2), given="George", gender="1", dob="1966-11-02")
        place.arrives("cld_clients", "1", number="", given="George", gender="1", dob="1966-11-02")
        assert person(place) == number(2)

    def test_a_first_of_january_is_no_reason_to_join_two_people(self, place):
        place.holds(dob="1941-01-01", address="3 High Street", postcode="ZE1 2CD", family="Cole")
        place.arrives("cld_clients", "1", number="", dob="1941-01-01")
        assert person(place) is None

    def test_a_first_of_january_does_not_keep_a_person_from_being_found_by_the_rest(self, place):
        place.holds()
        place.arrives("cld_clients", "1", dob="1941-01-01")
        assert person(place) == ANN["number"]

    @pytest.mark.parametrize("bad", ["0000000000", "9999999999", "1111111111", "9990000000", "12345", "999000000X"])
    def test_a_number_that_is_not_one_counts_for_nothing(self, place, bad):
        place.holds(
            number=number(5), family="Other", given="Person", dob="1980-02-03", postcode="ZE9 9ZZ", address="9 Far End"
        )
        place.arrives("acute_patients", "1", number=bad).arrives(
            "acute_patients", "2", number=bad, family="Quite", given="Another", dob="1980-02-04"
        )
        _, links = place.link()
        assert links["acute", "1"]["person_id"] != links["acute", "2"]["person_id"]

    @pytest.mark.parametrize(
        ("held", "written"),
        [
            ({"family": "O'Brien"}, {"family": "OBRIEN"}),
            ({"family": "O’Brien"}, {"family": "O Brien"}),
            ({"family": "Smith-Jones"}, {"family": "Smith Jones"}),
            ({"family": "Smith-Jones"}, {"family": "Smith"}),
            ({"given": "Margaret"}, {"given": "Margaret (Peggy)"}),
            ({"given": "Peggy"}, {"given": "Margaret known as Peggy"}),
            ({"given": "Peggy"}, {"given": "Margaret"}),
            ({"given": "Zoë"}, {"given": "ZOE"}),
            ({"family": "Wiśniewska", "given": "Łucja"}, {"family": "Wisniewska", "given": "Lucja"}),
            ({"family": "Nguyễn", "given": "Thị Đào"}, {"family": "NGUYEN", "given": "Thi Dao"}),
            ({"family": "الخطيب", "given": "محمد"}, {"family": "الخطيب", "given": "محمد"}),
            ({"family": "Ashdown", "given": "Margaret"}, {"family": "Ashdown", "given": "Mrs Margaret"}),
            ({"family": "Suharto", "given": ""}, {"family": "Suharto", "given": ""}),
            ({"family": "Ashdown", "given": "Margaret"}, {"family": "Ashdown 🙂", "given": "Margaret 👍"}),
            ({"family": "Ashdown", "given": "Margaret"}, {"family": "Margaret", "given": "Ashdown"}),
            ({"given": "Margaret"}, {"given": "M"}),
        ],
    )
    def test_one_person_however_the_name_is_written(self, place, held, written):
        place.holds(**held)
        place.arrives("cld_clients", "1", **written)
        assert person(place) == ANN["number"]

    def test_a_name_of_emoji_alone_is_no_name(self, place):
        place.holds()
        place.arrives("cld_clients", "1", number="", family="🙂", given="👍")
        assert person(place) is None

    def test_no_fixed_abode_is_no_place_to_meet(self, place):
        place.holds(postcode="ZZ99 3VZ", family="Cole", given="Mary", address="")
        place.arrives("cld_clients", "1", number="", postcode="ZZ99 3VZ", given="Mary", address="", dob="1960-02-03")
        assert person(place) is None


class TestNumbers:
    def test_a_source_that_gives_one_id_to_two_people_has_it_left_alone(self, place):
        place.holds().holds(number=number(2), family="Brook", given="Alan", gender="1", dob="1950-02-03")
        place.arrives("acute_patients", "1").arrives(
            "acute_patients", "1", number=number(2), family="Brook", given="Alan", gender="1", dob="1950-02-03"
        )
        _, links = place.link()
        assert (links["acute", "1"]["rule"], links["acute", "1"]["band"]) == ("one-id-several-people", "review")

    def test_a_source_that_repeats_an_id_for_one_person_has_it_joined_once(self, place):
        place.holds().arrives("acute_patients", "1").arrives("acute_patients", "1", postcode="ZE1 2CD")
        assert person(place, "acute_patients") == ANN["number"]

    def test_a_number_the_register_gives_to_two_people_joins_nobody(self, place):
        place.holds().holds(family="Brook", given="Alan", gender="1", dob="1950-02-03")
        place.arrives("acute_patients", "1")
        summary, links = place.link()
        assert links["acute", "1"]["method"] == "unmatched"
        assert [finding.code for finding in summary.findings] == ["identity-number-clash"]

    def test_a_verified_number_of_somebody_else_is_never_joined_to_another(self, place):
        place.holds()
        place.arrives("acute_patients", "1", number=number(77), status="01")
        assert person(place, "acute_patients") is None

    def test_a_number_nobody_verified_gives_way_to_everything_else(self, place):
        place.holds()
        place.arrives("acute_patients", "1", number=number(77))
        assert person(place, "acute_patients") == ANN["number"]

    def test_earlier_names_and_addresses_count(self, place):
        place.holds(family="Maiden", postcode="ZE5 5XY", address="1 Old Street", start="1960-01-01").holds()
        place.arrives("cld_clients", "1", number="", family="Maiden", postcode="ZE5 5XY", address="1 Old Street")
        assert person(place) == ANN["number"]

    def test_two_records_of_somebody_who_is_not_registered_are_one_person(self, place):
        place.holds(number=number(9), family="Other", given="Person")
        place.arrives("acute_patients", "1", number=number(50)).arrives("cld_clients", "2", number=number(50))
        _, links = place.link()
        assert links["acute", "1"]["person_id"] == links["social_care", "2"]["person_id"]

    def test_two_unregistered_people_with_different_numbers_stay_two_through_a_record_without_one(self, place):
        place.arrives("acute_patients", "1", number=number(50)).arrives("acute_patients", "2", number=number(51))
        place.arrives("cld_clients", "3", number="")
        _, links = place.link()
        assert links["acute", "1"]["person_id"] != links["acute", "2"]["person_id"]


class TestFiles:
    def test_an_empty_file_says_so(self, tmp_path):
        (tmp_path / "request.csv").write_bytes(b"")
        register = write_mesh(tmp_path / "register.csv", [{"reference": "1", **ANN}])
        with pytest.raises(TraceFileError, match="is empty"):
            trace(tmp_path / "request.csv", register, tmp_path / "out.csv")
        assert not (tmp_path / "out.csv").exists()

    def test_a_header_alone_is_answered_with_a_header(self, tmp_path):
        (tmp_path / "request.csv").write_text("UNIQUE REFERENCE,NHS_NO,FAMILY_NAME\n")
        register = write_mesh(tmp_path / "register.csv", [{"reference": "1", **ANN}])
        report = trace(tmp_path / "request.csv", register, tmp_path / "out.csv")
        assert report.asked == 0
        assert (tmp_path / "out.csv").read_text().startswith("UNIQUE REFERENCE,REQ_NHS_NO")

    def test_a_byte_order_mark_is_not_part_of_a_name(self, tmp_path):
        request = write_mesh(tmp_path / "request.csv", [{"reference": "r", **ANN}], encoding="utf-8-sig")
        register = write_mesh(tmp_path / "register.csv", [{"reference": "s", **ANN}], encoding="utf-8-sig")
        trace(request, register, tmp_path / "out.csv")
        row = read_rows(tmp_path / "out.csv")[0]
        assert (row["UNIQUE REFERENCE"], row["MATCHED_NHS_NO"]) == ("r", ANN["number"])

    def test_a_file_without_any_name_or_number_is_refused(self, tmp_path):
        (tmp_path / "request.csv").write_text("a;b\n1;2\n")
        with pytest.raises(TraceFileError, match="no column with a name or a number"):
            trace(tmp_path / "request.csv", tmp_path / "request.csv", tmp_path / "out.csv")

    def test_a_column_twice_is_refused(self, tmp_path):
        (tmp_path / "request.csv").write_text("NHS_NO,NHS_NO\n1,2\n")
        with pytest.raises(TraceFileError, match="NHS_NO twice"):
            trace(tmp_path / "request.csv", tmp_path / "request.csv", tmp_path / "out.csv")

    def test_a_file_that_is_not_text_is_refused(self, tmp_path):
        (tmp_path / "request.csv").write_bytes(b"PK\x03\x04\x00\x00")
        with pytest.raises(TraceFileError, match="not a text file"):
            trace(tmp_path / "request.csv", tmp_path / "request.csv", tmp_path / "out.csv")

    def test_columns_that_are_missing_are_done_without(self, tmp_path):
        words = ("family", "given", "dob")
        others = [
            {
                "reference": f"s{n}",
                "number": number(n + 2),
                "family": f"Name{chr(97 + n)}",
                "given": "Alan",
                "dob": f"19{50 + n}-02-03",
            }
            for n in range(20)
        ]
        register = write_mesh(tmp_path / "register.csv", [*others, {"reference": "s", **ANN}])
        request = write_mesh(tmp_path / "request.csv", [{"reference": "r", **{word: ANN[word] for word in words}}])
        trace(request, register, tmp_path / "out.csv")
        assert read_rows(tmp_path / "out.csv")[0]["REQ_NHS_NO"] == ""
