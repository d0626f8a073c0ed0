"""Names of persons become ids before a fact is kept, where a goal asks for every one of them, and only there."""

import pytest

from tests.spaces import a_space
from vcycle.errors import InputError
from vcycle.model.core import Goal, Person
from vcycle.model.measure import Count
from vcycle.services.log_people import about

PEOPLE = (Person(id="p1", name="Kim Öberg"), Person(id="p2", name="Alex"), Person(id="p3", name="Alex"))


def test_a_name_becomes_an_id(tmp_path):
    """However it is spelt; other labels stay, and a name that several have is refused."""
    goal = Goal(text="Ring alla", measure=Count(series=("samtal",), each="core.person"))
    space = a_space(tmp_path / "x", goal, *PEOPLE)
    assert about(space, "samtal", ("kim oberg", "svarade inte", "p2")) == ("p1", "svarade inte", "p2")
    with pytest.raises(InputError, match="2 personer heter ”Alex”"):
        about(space, "samtal", ("Alex",))
    assert about(space, "samtal", ()) == ()


def test_labels_of_other_series_are_left_alone(tmp_path):
    """Where nobody asks for persons a label that happens to be a name is a label."""
    goal = Goal(text="Synas", measure=Count(series=("insandare",), min=1))
    space = a_space(tmp_path / "x", goal, *PEOPLE)
    assert about(space, "insandare", ("Kim Öberg", "Alex")) == ("Kim Öberg", "Alex")
