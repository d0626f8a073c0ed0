"""Measures for property tests: every kind and every field, what contradicts itself included."""

from __future__ import annotations

from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st
from msgspec import NODEFAULT
from msgspec.structs import fields

from vcycle.model.measure import MEASURE_TYPES, After, Measure, OfWhich, Quantity
from vcycle.model.text import normal
from vcycle.model.values import MOST

texts = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=12).map(normal),
    st.sampled_from(("medlemsmote", "medlemmar", "a och b", "x, märkt y", "} = {", '’"\\\x7f', "per termin", "totalt")),
)
keys = st.sampled_from(("medlemsmote", "insandare", "a-b", "medlemmar", "studieansvarig"))
quantities = st.one_of(
    st.integers(0, MOST), st.sampled_from(("1/2", "1/3", "35 %", "0,5", "50 000 kr", "3,67", "4", "1")), texts
)
days = st.sampled_from(("12-31", "2017-12-31", "05-01", "13-99", ""))
_OF: dict[Any, st.SearchStrategy[Any]] = {
    str: st.one_of(keys, days, texts),
    bool: st.booleans(),
    int: st.integers(-5, 1000),
    tuple[str, ...]: st.one_of(st.tuples(keys), st.lists(st.one_of(keys, texts), max_size=3).map(tuple)),
    OfWhich: st.builds(OfWhich, tag=st.one_of(keys, texts), min=st.integers(0, 9)),
    After: st.builds(After, series=st.one_of(keys, texts), of=st.one_of(keys, days, texts)),
    Quantity: quantities,
}


def _values(hint: Any) -> st.SearchStrategy[Any]:
    if hint in _OF:
        return _OF[hint]
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    parts = [part for part in get_args(hint) if part is not type(None)]
    return quantities if set(parts) == {int, str} else _values(parts[0])


@st.composite
def _of_kind(draw: st.DrawFn, cls: type[Any]) -> Any:
    """A measure with what it must have and some of the rest: words can say those that have little."""
    given = {}
    for field in fields(cls):
        if field.default is NODEFAULT or draw(st.integers(0, 5)) == 0:
            given[field.name] = draw(_values(field.type))
    return cls(**given)


every_measure: st.SearchStrategy[Measure] = st.one_of(*(_of_kind(cls) for cls in MEASURE_TYPES))
