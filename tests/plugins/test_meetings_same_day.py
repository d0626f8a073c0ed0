"""Two meetings on one day: neither is picked for somebody, and each can be named."""

from datetime import time

import pytest

from tests.meeting_board import a_board, meeting
from vcycle.errors import InputError
from vcycle_meetings.which import sought


def refused(space, text):
    with pytest.raises(InputError, match="Flera möten") as refusal:
        sought(space.context("meetings"), text)
    return str(refusal.value)


def found(space, text):
    occasion = sought(space.context("meetings"), text)
    return occasion.record.id


@pytest.mark.parametrize("text", ["", "nästa", "Styrelsemöte", "16/9", "Styrelsemöte 2026-09-16"])
def test_none_of_two_on_a_day_is_picked(tmp_path, text):
    """Two board meetings on the next day are told apart by their hours, and those are understood."""
    space = a_board(
        tmp_path, meeting("2026-09-16", id="a", starts=time(17)), meeting("2026-09-16", id="b", starts=time(19, 30))
    )
    assert "styrelsemöte 16/9 kl 17.00 och styrelsemöte 16/9 kl 19.30" in refused(space, text)
    assert found(space, "styrelsemöte 16/9 kl 17.00") == "a"
    assert found(space, "styrelsemöte kl. 19:30") == "b"


def test_two_at_the_same_hour_are_told_apart_by_what_they_are_kept_as(tmp_path):
    """Where not even the hours differ, the id is said, and understood."""
    space = a_board(tmp_path, meeting("2026-09-16", id="a"), meeting("2026-09-16", id="b"))
    assert "a (styrelsemöte 16/9) och b (styrelsemöte 16/9)" in refused(space, "Styrelsemöte")
    assert found(space, "b") == "b"


def test_two_kinds_on_a_day_are_told_apart_by_kind(tmp_path):
    """The next meeting is none of two, and either is found by its kind."""
    space = a_board(tmp_path, meeting("2026-09-16", id="a"), meeting("2026-09-16", "Medlemsmöte", id="b"))
    assert "medlemsmöte 16/9 och styrelsemöte 16/9" in refused(space, "")
    assert found(space, "medlemsmöte") == "b"


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("Extra medlemsmöte", "x"),
        ("extra", "x"),
        ("Medlemsmöte", "m"),
        ("Medlemsmöte i april", "april"),
        ("april", "april"),
    ],
)
def test_a_kind_of_several_words_is_found_by_them(tmp_path, text, id_):
    """An extra member meeting is not what "Medlemsmöte" means, and a kind may have a month in its name."""
    space = a_board(
        tmp_path,
        meeting("2026-09-01", "Extra medlemsmöte", id="x"),
        meeting("2026-09-17", "Medlemsmöte", id="m"),
        meeting("2026-10-01", "Medlemsmöte i april", id="april"),
    )
    assert found(space, text) == id_
