"""The saved model: written whole, read back the same, refused when it cannot be used."""

import json

import numpy as np
import pytest
from a_place import ANN, number

from joinedup.identity import ModelError, explain, read_model, save_model
from joinedup.identity.comparing import unpacked
from joinedup.identity.fields import FIELDS, TWINS
from joinedup.identity.learning import KINDS, log_chances
from joinedup.identity.model import starting_model


def test_a_model_is_read_back_as_it_was_saved(tmp_path):
    model = starting_model(("given", "family", "dob"), 500)
    save_model(model, tmp_path / "identity" / "model.json")
    assert read_model(tmp_path / "identity" / "model.json") == model


def test_no_model_is_none(tmp_path):
    assert read_model(tmp_path / "model.json") is None


@pytest.mark.parametrize("change", [{"version": 99}, {"fields": {"shoe": {}}}, {"fields": {"dob": {"same": [1]}}}])
def test_a_model_of_another_kind_is_refused(tmp_path, change):
    save_model(starting_model(("dob",), 500), tmp_path / "model.json")
    held = json.loads((tmp_path / "model.json").read_text())
    (tmp_path / "model.json").write_text(json.dumps({**held, **change}))
    with pytest.raises(ModelError):
        read_model(tmp_path / "model.json")


def test_what_learning_starts_from_adds_up():
    for field in FIELDS.values():
        for kind in ("same", "kin", "chance"):
            assert sum(getattr(level, kind) for level in field.levels) == pytest.approx(1, abs=0.02), (field.name, kind)
        if field.of_a_place:
            assert sum(level.near for level in field.levels) == pytest.approx(1, abs=0.02), field.name
    for name, chances in TWINS.items():
        assert len(chances) == len(FIELDS[name].levels)
        assert sum(chances) == pytest.approx(1, abs=0.001)


def test_what_is_not_known_says_nothing():
    logs = log_chances(starting_model(("given", "dob"), 10), unpacked(np.array([0]), ("given", "dob")))
    assert logs.tolist() == [[0.0]] * len(KINDS)


def test_a_saved_model_is_used_as_it_is_and_explains_its_links(place):
    place.holds().arrives("cld_clients", "1", number="", family="Ashdowne", dob="1941-05-18")
    model = starting_model(("number", "given", "family", "dob", "postcode", "address", "gender"), 50_000)
    summary, links = place.link(model=model)
    assert summary.model == model
    assert links["social_care", "1"]["method"] == "scored"
    told = explain(place.connection, "social_care", "ORG1", "1", model)
    words = {bar.field: bar.words for bar in told.waterfall}
    assert words["family"] == "the family name with a slip"
    assert words["dob"] == "the date of birth with one slip"
    assert told.waterfall[0].weight < 0 < sum(bar.weight for bar in told.waterfall)


def test_nobody_of_that_name_to_explain(place):
    place.holds().link()
    with pytest.raises(LookupError):
        explain(place.connection, "acute", "ORG1", "none")


def test_ids_are_the_same_at_every_rebuild_and_another_key_makes_others(place):
    place.holds().arrives("cld_clients", "1").arrives("acute_patients", "2", number=number(70), family="Brook")
    _, first = place.link()
    _, again = place.link()
    _, other = place.link(key=b"another key of 32 bytes, or so..")
    assert first == again
    assert {row["person_id"] for row in first.values()}.isdisjoint(row["person_id"] for row in other.values())
    assert ANN["number"] not in str({row["person_id"] for row in first.values()})
