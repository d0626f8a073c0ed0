"""Impossible and contradictory measures are refused with Swedish sentences, and measures survive being written."""

import msgspec
import pytest

from vcycle.model.measure import MEASURE_TYPES, After, Count, Level, Measure, OfWhich, Share, State, Unset
from vcycle.model.period import Years
from vcycle.rules.measures.faults import faults, roles_of, series_of

ONE = ("mote",)
GOOD = (
    Count(series=ONE, min=3, per="term"),
    Count(series=ONE, min=2, max=2),
    Count(series=ONE, about=6, tolerance="1/4"),
    Count(series=ONE, about=1, per="month", longest_gap="3/2"),
    Count(series=ONE, average="4", per="month"),
    Count(series=ONE, average=4, per="month"),
    Count(series=ONE, min=2, of_which=OfWhich(tag="budget", min=1)),
    Count(series=ONE, min=1, without=("syninge",)),
    Count(series=ONE, each="core.unit"),
    Count(series=ONE, each="role:ledamot", min=2),
    Count(series=ONE, each="series:utgava"),
    Count(series=ONE, each_count=12_000),
    Count(series=ONE, each_of=("a", "b"), rotation=True, per="month"),
    Count(series=ONE, distinct=("weekday", "place"), min_distinct=3, max_share="1/2"),
    Share(series=ONE, who="women", min="1/2"),
    Share(series=ONE, who="women", about="50 %", tolerance="0,1", each="occurrence"),
    Share(series=ONE, tag="hybrid", min="1/3"),
    Share(series=ONE, of=("inbjuden",), min="1"),
    Level(metric="medlemmar", min=570, at="12-31"),
    Level(metric="medlemmar", growth=15, baseline=87),
    Level(metric="medlemmar", direction="up"),
    Level(metric="aktiva", share_of="medlemmar", share="35/100"),
    Level(metric="bidrag", sum=True, max="50 000 kr", money=True, per="calendar_year"),
    Level(metric="kostnad", sum=True, equals="finansiering", money=True),
    State(role="studieansvarig", holders_min=2, by="05-01"),
    State(done="styrdokument"),
    State(fresh="hemsida", max_age="30d"),
    State(after=After(series="traff", of="valrörelse")),
    Unset(series=ONE, when="valår"),
)


@pytest.mark.parametrize("measure", GOOD, ids=str)
def test_possible_measures_have_no_faults(measure):
    """What a plan may say is not refused."""
    assert faults(measure, years=Years()) == []


@pytest.mark.parametrize("measure", GOOD, ids=str)
def test_measures_are_read_back_as_they_were(measure):
    """JSON and plain values hold all of a measure, its kind included."""
    assert msgspec.json.decode(msgspec.json.encode(measure), type=Measure) == measure
    assert msgspec.convert(msgspec.to_builtins(measure), Measure) == measure


def test_every_kind_is_tried():
    """The examples above leave out no kind of measure."""
    assert {type(measure) for measure in GOOD} == set(MEASURE_TYPES)


def test_a_float_is_refused_when_a_file_is_read():
    """A float would make 110 too little for ten percent more than 100."""
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"kind": "share", "series": ["x"], "who": "women", "min": 0.5}, Measure)


BAD = (
    (Count(series=ONE, min=4, max=3), "minst 4 är mer än högst 3"),
    (Count(series=ONE), "det saknas ett tal"),
    (Count(series=(), min=1), "det saknas en serie"),
    (Count(series=("",), min=1), "det saknas en serie"),
    (Count(series=ONE, min=0), "min: ska vara minst 1, inte ”0”"),
    (Count(series=ONE, min=1, per="fortnight"), "perioden ”fortnight” finns inte; välj week, month"),
    (Count(series=ONE, min=1, about=2), "min och max går inte ihop med about"),
    (Count(series=ONE, about=2, average=2, per="month"), "välj ett av about, average"),
    (Count(series=ONE, average=4), "ett genomsnitt räknas per week"),
    (Count(series=ONE, average=0.5, per="month"), "average: ”0.5” är inget exakt tal"),
    (Count(series=ONE, average="4 1/2", per="month"), "är inget tal"),
    (Count(series=ONE, average="1/0", per="month"), "delar med noll"),
    (Count(series=ONE, average="0", per="month"), "0 är inget mål"),
    (Count(series=ONE, about=6, tolerance="5/4"), "en andel är högst 1"),
    (Count(series=ONE, about=6, tolerance="1"), "godtas vad som helst"),
    (Share(series=ONE, who="women", about="1/2", tolerance="1/2"), "godtas vad som helst"),
    (Share(series=ONE, who="women", about="1/2", tolerance="3/4"), "godtas vad som helst"),
    (Share(series=ONE, who="women", about="1/2", tolerance=1), "godtas vad som helst"),
    (Count(series=ONE, about=2, longest_gap="3/2"), "longest_gap hör till about = 1"),
    (Count(series=ONE, min=1, only=("a",), without=("a",)), "”a” är både krävd och utesluten"),
    (Count(series=ONE, max=2, of_which=OfWhich(tag="b", min=3)), "varav minst 3 är mer än högst 2"),
    (Count(series=ONE, min=2, without=("b",), of_which=OfWhich(tag="b")), "är utesluten men ska ändå räknas"),
    (Count(series=ONE, each="core.area"), "each är core.unit, core.person"),
    (Count(series=ONE, each="role:"), "each är core.unit, core.person"),
    (Count(series=ONE, each="core.unit", each_count=4), "välj ett av each, each_count"),
    (Count(series=ONE, each_count=0), "each_count: ska vara minst 1"),
    (Count(series=ONE, each_of=("a", "a")), "står två gånger"),
    (Count(series=ONE, rotation=True, min=1), "rotation behöver each"),
    (Count(series=ONE, each="core.unit", rotation=True), "rotation går per week, month eller term"),
    (Count(series=ONE, each_count=9, per="month"), "each_count räknas per activity_year eller mandate"),
    (Count(series=ONE, each="core.unit", max=3), "max går inte ihop med each"),
    (Count(series=ONE, distinct=("weekday",)), "variation behöver min_distinct eller max_share"),
    (Count(series=ONE, distinct=("weekday",), min_distinct=8), "bara 7 veckodagar"),
    (Count(series=ONE, distinct=("weekday",), max_share="1/10"), "med 7 veckodagar"),
    (Count(series=ONE, min=1, max_share="1/2"), "behöver distinct"),
    (Share(series=ONE, who="women", min="3/2"), "en andel är högst 1"),
    (Share(series=ONE, who="women", min=0.5), "är inget exakt tal"),
    (Share(series=ONE, who="women"), "antingen min eller about"),
    (Share(series=ONE, who="women", min="1/2", about="1/2"), "välj min eller about"),
    (Share(series=ONE, who="women", tag="x", min="1/2"), "välj who eller tag"),
    (Share(series=ONE, min="1/2"), "skriv who, tag eller of"),
    (Share(series=ONE, who="women", min="1/2", each="occurrence", per="term"), "välj per eller each"),
    (Level(metric="m", growth=15, baseline=0), "från 0 går det inte att räkna procent"),
    (Level(metric="m", growth=0), "minst 1 procent"),
    (Level(metric="m", min=5, baseline=4), "hör till growth"),
    (Level(metric="m"), "det saknas ett mål"),
    (Level(metric="", min=5), "det saknas ett mått"),
    (Level(metric="m", min=5, direction="up"), "välj ett av min/max, direction"),
    (Level(metric="m", direction="up", per="mandate"), "går inte per mandate"),
    (Level(metric="m", min=6, max=5), "minst 6 är mer än högst 5"),
    (Level(metric="m", min=-1), "är negativt"),
    (Level(metric="m", min="x" * 10_000), "är inget tal"),
    (Level(metric="m", max=50_000, money=True, sum=True), "skriv beloppet som text"),
    (Level(metric="m", share_of="n"), "share_of och share hör ihop"),
    (Level(metric="m", share_of="m", share="1/2"), "alltid hela sig självt"),
    (Level(metric="m", share_of="n", share="101/100"), "en andel är högst 1"),
    (Level(metric="m", equals="m", sum=True), "alltid lika med sig själv"),
    (Level(metric="m", min=5, at="02-30"), "02-30 finns inte i kalendern"),
    (Level(metric="m", min=5, at="2017-02-29"), "2017-02-29 finns inte i kalendern"),
    (Level(metric="m", min=5, at="i höst"), "är ingen dag"),
    (Level(metric="m", sum=True, growth=5), "inte med growth"),
    (Level(metric="m", min=5, per="week"), "en nivå eller summa gäller per"),
    (State(), "välj ett av role, done, fresh och after"),
    (State(role="r", done="d"), "inte role och done"),
    (State(role="r", holders_min=0), "holders_min ska vara minst 1"),
    (State(fresh="s"), "fresh och max_age hör ihop"),
    (State(fresh="s", max_age="en månad"), "är ingen tid"),
    (State(after=After(series="a", of="a")), "kan inte ligga efter sig själv"),
    (State(fresh="s", max_age="3d", by="05-01"), "by hör till role och done"),
    (Unset(series=()), "det saknas en serie"),
)


@pytest.mark.parametrize(("measure", "sentence"), BAD, ids=[sentence for _, sentence in BAD])
def test_impossible_measures_are_refused(measure, sentence):
    """The fault is named in a sentence that says what to do."""
    assert any(sentence in fault for fault in faults(measure)), faults(measure)


UNITS = {"mote": "number", "medlemmar": "number", "balans": "kronor"}


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        (Level(metric="balans", min=570), "”balans” räknas i kronor; skriv beloppet med kr"),
        (Level(metric="balans", direction="up"), "”balans” räknas i kronor"),
        (Level(metric="medlemmar", min="500 kr", money=True), "”medlemmar” räknas i antal, inte i kronor"),
        (Level(metric="balans", equals="medlemmar", sum=True, money=True), "”medlemmar” räknas i antal"),
        (Level(metric="balans", share_of="medlemmar", share="1/2"), "ingen del av det andra"),
        (Count(series=("mote", "balans"), min=3), "”balans” räknas i kronor och är inga gånger"),
        (Share(series=("mote",), of=("balans",), min="1/2"), "ingen del av det andra"),
    ],
    ids=str,
)
def test_kronor_are_not_numbers(measure, sentence):
    """A bound in another unit than its series is refused when the unit is known, and only then."""
    [fault] = faults(measure, units=UNITS)
    assert sentence in fault
    assert faults(measure, units={}) == []


@pytest.mark.parametrize(
    "measure",
    [
        Level(metric="balans", min="500 kr", money=True),
        Level(metric="medlemmar", growth=15),
        Level(metric="mote", share_of="medlemmar", share="1/2"),
        Count(series=("balans",), each_of=("Norr", "Söder")),
        Share(series=("mote",), who="women", of=("balans",), min="1/2"),
        Share(series=ONE, who="women", about="1/2", tolerance="2/5"),
        Level(metric="okant", min="500 kr", money=True),
    ],
    ids=str,
)
def test_the_same_unit_is_no_fault(measure):
    """What is asked for in the unit of its series, or of one that nobody has declared, can be read."""
    assert faults(measure, units=UNITS) == []


def test_unknown_names_are_refused_with_what_was_meant():
    """A series, role or window that nobody knows is named, with the nearest that somebody does."""
    assert faults(Count(series=("medlemsmoten",), min=1), known_series={"medlemsmote"}) == [
        "serien ”medlemsmoten” finns inte; menade du ”medlemsmote”?"
    ]
    assert "rollen ”kassor” finns inte" in faults(State(role="kassor"), known_roles=())[0]
    assert "menade du ”valår”?" in faults(Unset(series=ONE, when="valar"), years=Years())[0]
    assert "inga terminer" in faults(Count(series=ONE, min=1, per="term"), years=Years(terms={}))[0]


def test_a_measure_says_what_it_reads():
    """Every series and role that a measure names is listed, days and windows are not."""
    assert series_of(State(after=After(series="traff", of="valdag"))) == ["traff", "valdag"]
    assert series_of(State(after=After(series="traff", of="valrörelse"))) == ["traff"]
    assert series_of(State(after=After(series="traff", of="09-11"))) == ["traff"]
    assert series_of(Count(series=("brev",), each="series:mote")) == ["brev", "mote"]
    assert series_of(Share(series=("a",), of=("b",), min="1/2")) == ["a", "b"]
    assert series_of(Level(metric="a", share_of="b", share="1/2")) == ["a", "b"]
    assert roles_of(Count(series=("a",), each="role:r")) == ["r"]
    assert roles_of(State(role="r")) == ["r"]
