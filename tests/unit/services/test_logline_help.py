"""A line while it is typed: where the name ends, and which series may be meant."""

from __future__ import annotations

from datetime import date

import pytest

from tests.spaces import a_space
from vcycle.errors import InputError
from vcycle.model.core import Log, Series
from vcycle.services.logline_help import fact_in, fitting_names, names_of, parts_in

TODAY = date(2026, 3, 4)


@pytest.fixture
def space(tmp_path):
    series = [Series(key="oppet-hus", title="Öppet hus"), Series(key="medlemsmote"), Series(key="kassa", unit="kronor")]
    return a_space(tmp_path / "prov", *series, Log(series="insandare", day=TODAY), today=TODAY)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("insändare; SN; 4 mars", ["insändare", "SN", "4 mars"]),
        ("insändare 4 mars kvinna", ["insändare", "4 mars", "kvinna"]),
        ("öppet hus 4 mars 12", ["öppet hus", "4 mars", "12"]),
        ('medlemsmöte "bra samtal" 12', ["medlemsmöte", '"bra samtal"', "12"]),
        ("", []),
    ],
)
def test_a_line_is_parted_as_people_mean_it(space, text, parts):
    """At semicolons; without them after the longest name there is, and around days and quotes."""
    assert parts_in(space, text) == parts


def test_names_are_those_that_people_use_and_lead_back(space):
    """The title, or the key with its letters; what was asked for first, then what was noted last."""
    names = names_of(space, ["kassa"])
    assert list(names)[:2] == ["kassa", "insandare"]
    assert names["oppet-hus"] == "Öppet hus"
    assert names["medlemsmote"] == "medlemsmöte"
    assert all(fact_in(space, f"{name}; 1 kr" if key == "kassa" else name, new=False)[1].series == key
               for key, name in names.items())  # fmt: skip


def test_names_are_found_by_name_and_key(space):
    """Whatever their dots; those that begin with the words first."""
    names = names_of(space)
    assert fitting_names(names, "oppet", 5) == ["Öppet hus"]
    assert fitting_names(names, "M", 5)[0] == "medlemsmöte"
    assert len(fitting_names(names, "", 2)) == 2


def test_a_line_becomes_a_fact_only_of_a_series_there_is(space):
    """Unless it is said to be new; money must be said as such."""
    said, fact = fact_in(space, "insändare; SN; 2 mars; kvinna; klimat", new=False)
    assert (fact.series, fact.day, fact.women, fact.tags) == ("insandare", date(2026, 3, 2), 1, ("SN", "klimat"))
    assert said.series == "insändare"
    with pytest.raises(InputError, match="ingen serie"):
        fact_in(space, "flygblad 200", new=False)
    assert fact_in(space, "flygblad 200", new=True)[1].amount == 200
    with pytest.raises(InputError, match="kronor"):
        fact_in(space, "kassa 200", new=False)
