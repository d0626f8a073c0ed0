"""Names of registered persons become ids before a fact is kept; where a goal asks for everyone, nobody is refused."""

import pytest

from tests.spaces import a_space
from vcycle.errors import InputError
from vcycle.model.core import Goal, Person, Unit
from vcycle.model.measure import Count
from vcycle.services.log_people import about, without_names

PEOPLE = (Person(id="p1", name="Kim Öberg"), Person(id="p2", name="Alex"), Person(id="p3", name="Alex"))


def test_a_name_becomes_an_id(tmp_path):
    """However it is spelt; other labels stay, and a name that several have is refused."""
    goal = Goal(text="Ring alla", measure=Count(series=("samtal",), each="core.person"))
    space = a_space(tmp_path / "x", goal, *PEOPLE)
    assert about(space, "samtal", ("kim oberg", "svarade inte", "p2")) == ("p1", "svarade inte", "p2")
    with pytest.raises(InputError, match="2 personer heter ”Alex”"):
        about(space, "samtal", ("Alex",))
    assert about(space, "samtal", ()) == ()


def test_names_become_ids_in_every_series(tmp_path):
    """Also where nobody asks for persons, alone or in a longer label; labels that are no names stay."""
    goal = Goal(text="Synas", measure=Count(series=("insandare",), min=1))
    space = a_space(tmp_path / "x", goal, *PEOPLE)
    assert about(space, "insandare", ("Kim Öberg", "SN", "hos kim öberg", "Kims bok")) == (
        "p1",
        "SN",
        "hos p1",
        "Kims bok",
    )
    with pytest.raises(InputError, match="2 personer heter ”Alex”"):
        about(space, "insandare", ("Alex",))


def test_names_in_a_note(tmp_path):
    """Full names in a note become ids, every time, however they are spelt; a first name alone says nobody."""
    space = a_space(tmp_path / "x", *PEOPLE, Person(id="p4", name="Åsa-Lena von Björk"))
    assert without_names(space, "Kim Öberg och KIM OBERG, åsa-lena von Björk; Kim") == "p1 och p1, p4; Kim"
    assert without_names(space, "Kim Öbergs hus, Hakim Öberg, Kim Öberg2") == "p1 hus, Hakim Öberg, Kim Öberg2"
    assert without_names(space, "O\u0308berg, Kim O\u0308berg!") == "Öberg, p1!"
    assert without_names(space, "") == ""


@pytest.mark.parametrize(
    ("tags", "near"),
    [(("Kim Obreg",), "Närmast är ”Kim Öberg”"), (("p1", "Kim Obreg"), "Närmast"), (("svarade inte",), "ingen av dem")],
)
def test_who_is_nobody_is_refused(tmp_path, tags, near):
    """Where a goal asks for every person, a label that names none of them is refused with the nearest names."""
    goal = Goal(text="Ring alla", measure=Count(series=("samtal",), each="core.person"))
    space = a_space(tmp_path / "x", goal, *PEOPLE)
    with pytest.raises(InputError, match=near) as refused:
        about(space, "samtal", tags)
    assert "sätt # framför" in refused.value.hint
    assert about(space, "samtal", tags, tags)[-1] == tags[-1]


def test_associations_and_names_of_a_goal(tmp_path):
    """The same for associations, and for those that a goal names itself; what it counts by is a label."""
    units = Goal(text="Besök", measure=Count(series=("besok",), each="core.unit", only=("kort",)))
    named = Goal(text="Tidningar", measure=Count(series=("brev",), each_of=("SN", "VLT")))
    space = a_space(tmp_path / "x", units, named, Unit(id="u1", name="Solna"), *PEOPLE)
    assert about(space, "besok", ("solna", "kort")) == ("solna", "kort")
    assert about(space, "brev", ("sn",)) == ("sn",)
    for series, wrong, near in (("besok", "Sonla", "”Solna”"), ("brev", "VLTT", "”VLT”")):
        with pytest.raises(InputError, match=near):
            about(space, series, (wrong,))
