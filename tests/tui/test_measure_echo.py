"""A form says back how a measure was understood, and what it says now, while it is written."""

from datetime import date

from tests.spaces import a_space
from vcycle.model.core import Goal, Log, Series
from vcycle.model.fields import describe
from vcycle.tui.register.notes import Notes

MEASURE = next(spec for spec in describe(Goal) if spec.name == "measure")


def test_a_measure_is_said_back_with_its_reading(tmp_path):
    """Other words than ours are echoed; a name that nothing has is told; what is no measure is a fault and no echo."""
    space = a_space(tmp_path / "x", Series(key="brev"), Log(series="brev", day=date(2026, 2, 1)))
    notes = Notes(space)
    assert notes.echo(MEASURE, "minst 2 brev per verksamhetsår").startswith("1 av 2 brev i år")
    assert notes.echo(MEASURE, "minst två brev om året").startswith("minst 2 brev per verksamhetsår. 1 av 2 brev i år")
    assert "serien ”bref” finns inte; menade du ”brev”?" in notes.echo(MEASURE, "minst 2 bref per termin")
    assert notes.echo(MEASURE, "ofta") == ""
    assert "går inte att läsa" in notes.problem(MEASURE, "ofta")
