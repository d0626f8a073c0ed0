"""Values of every kind of field, built from its declaration: all that the field accepts, in the form `parse` gives."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from tests.measure_strategies import every_measure
from tests.schedule_strategies import every_kind
from tests.unit.rules.test_measure_faults import GOOD
from vcycle.model.fields import FieldSpec, Kind
from vcycle.model.records import Record, RecordType
from vcycle.model.text import normal
from vcycle.model.values import MOST, parse_tags

any_text = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=30),
    st.text(st.sampled_from("'=+-@\t\r\n;,\" aå\u00a0\x1b[/]\u202e"), max_size=12),
    st.sampled_from(("", "=1+1", "'=x", "''@a", "-5", "+46 70", 'a"b', "a;b", "1,5", "ja", "’", "\ufeffx", "[/red]")),
)
whole = st.integers(-MOST, MOST)


def texts_of(spec: FieldSpec) -> st.SearchStrategy[str]:
    long = spec.kind is Kind.LONG_TEXT
    return any_text.map(lambda text: normal(text) if long else normal(text.strip()))


KINDS: dict[Kind, Any] = {
    Kind.TEXT: texts_of,
    Kind.LONG_TEXT: texts_of,
    Kind.INTEGER: lambda spec: st.integers(spec.hints.limits.ge or -MOST, spec.hints.limits.le or MOST),
    Kind.NUMBER: lambda _spec: st.decimals(-MOST, MOST, allow_nan=False, places=3).map(Decimal),
    Kind.MONEY: lambda _spec: whole,
    Kind.FLAG: lambda _spec: st.booleans(),
    Kind.DATE: lambda _spec: st.dates(),
    Kind.TIME: lambda _spec: st.times().map(lambda value: value.replace(microsecond=0)),
    Kind.CHOICE: lambda spec: st.sampled_from(spec.choices),
    Kind.TAGS: lambda _spec: any_text.map(parse_tags),
    Kind.LINK: lambda _spec: st.text("0123456789abcdefghjkmnpqrstvwxyz", min_size=1, max_size=16),
    Kind.LINKS: lambda _spec: st.lists(st.text("0123456789abcdef", min_size=1), max_size=3).map(parse_tags_of),
    Kind.SCHEDULE: lambda _spec: every_kind,
    Kind.MEASURE: lambda _spec: every_measure,
}


def parse_tags_of(ids: list[str]) -> tuple[str, ...]:
    return parse_tags(",".join(ids))


def accepts(spec: FieldSpec, value: Any) -> bool:
    try:
        spec.check(value)
    except ValueError:
        return False
    return True


def values_of(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """What a field may hold, none at all included where that is allowed."""
    values = KINDS[spec.kind](spec).filter(lambda value: accepts(spec, value))
    return st.none() | values if spec.optional else values


def _savable(spec: FieldSpec) -> st.SearchStrategy[Any]:
    """What a field of a saved record may hold: most measures made at random contradict themselves."""
    return st.none() | st.sampled_from(GOOD) if spec.kind is Kind.MEASURE else values_of(spec)


@st.composite
def records_of(draw, kind: RecordType) -> Record:
    """Records without links, such as could be saved: what contradicts itself across fields is left out."""
    links = (Kind.LINK, Kind.LINKS)
    values = {spec.name: draw(_savable(spec)) for spec in kind.fields if spec.kind not in links}
    record = kind.cls(**values)
    assume(not kind.problems(record))
    return record
