"""Measures in words: whatever a measure says is read back, and what people write is understood or refused."""

import pytest
from hypothesis import given

from tests.field_strategies import any_text
from tests.measure_strategies import every_measure
from tests.unit.rules.test_measure_faults import GOOD
from vcycle.model.measure import After, Count, Level, OfWhich, Share, State, Unset
from vcycle.model.wording.measure_toml import format_table
from vcycle.model.wording.measures import format_measure, parse_measure

SAID = [
    ("minst 3 medlemsmote per termin", Count(series=("medlemsmote",), min=3, per="term")),
    ("minst 3 medlemsmote (medlemsmöten) per termin",
     Count(series=("medlemsmote",), min=3, per="term", noun="medlemsmöten")),
    ("exakt 2 traff per verksamhetsår", Count(series=("traff",), min=2, max=2)),
    ("3–4 konferens per verksamhetsår", Count(series=("konferens",), min=3, max=4)),
    ("högst 2 utskick per vecka", Count(series=("utskick",), max=2, per="week")),
    ("cirka 6 nyhetsbrev per verksamhetsår", Count(series=("nyhetsbrev",), about=6)),
    ("cirka 6 nyhetsbrev per kalenderår, plus minus 1/10",
     Count(series=("nyhetsbrev",), about=6, tolerance="1/10", per="calendar_year")),
    ("i genomsnitt 4 insandare per månad", Count(series=("insandare",), average=4, per="month")),
    ("i genomsnitt 3,5 insandare och artikel per månad",
     Count(series=("insandare", "artikel"), average="3,5", per="month")),
    ("minst 2 kampanj per verksamhetsår, varav minst 1 märkt budget",
     Count(series=("kampanj",), min=2, of_which=OfWhich(tag="budget"))),
    ("minst 1 social per verksamhetsår, inte märkt syninge", Count(series=("social",), min=1, without=("syninge",))),
    ("minst 1 besok per mandatperiod, märkt a, b, bara valår",
     Count(series=("besok",), min=1, per="mandate", only=("a", "b"), when="valår")),
    ("varje förening får minst 1 besok per verksamhetsår", Count(series=("besok",), each="core.unit", min=1)),
    ("varje medlem får samtal per verksamhetsår", Count(series=("samtal",), each="core.person")),
    ("var och en med rollen ledamot får minst 2 besok per termin",
     Count(series=("besok",), each="role:ledamot", min=2, per="term")),
    ("varje tillfälle av utgava får minst 1 artikel per verksamhetsår",
     Count(series=("artikel",), each="series:utgava", min=1)),
    ("var och en av Norr, Söder och Öster får minst 1 utskick per verksamhetsår",
     Count(series=("utskick",), each_of=("Norr", "Söder", "Öster"), min=1)),
    ("alla 12000 får minst 1 utskick per verksamhetsår", Count(series=("utskick",), each_count=12_000, min=1)),
    ("minst hälften kvinnor av forelasare", Share(series=("forelasare",), who="women", min="1/2")),
    ("cirka hälften män av talartid, vid varje tillfälle",
     Share(series=("talartid",), who="men", about="1/2", each="occurrence")),
    ("minst 50 % annat kön av forelasare per termin",
     Share(series=("forelasare",), who="others", min="50 %", per="term")),
    ("minst en tredjedel märkta hybrid av mote", Share(series=("mote",), tag="hybrid", min="1/3")),
    ("+15 % medlemmar från 87", Level(metric="medlemmar", growth=15, baseline=87)),
    ("+10 % medlemmar", Level(metric="medlemmar", growth=10)),
    ("minst 570 medlemmar", Level(metric="medlemmar", min=570)),
    ("minst 570 medlemmar, någon gång under året", Level(metric="medlemmar", min=570, reached="any")),
    ("minst 570 medlemmar, avläst 31 december 2017", Level(metric="medlemmar", min=570, at="2017-12-31")),
    ("minst 100 000 kr balans, avläst 31 december", Level(metric="balans", min="100 000 kr", money=True, at="12-31")),
    ("högst 50 000 kr bidrag totalt per kalenderår",
     Level(metric="bidrag", max="50 000 kr", money=True, sum=True, per="calendar_year")),
    ("minst 35 % aktiva av medlemmar", Level(metric="aktiva", share_of="medlemmar", share="35 %")),
    ("fler inlagg totalt än förra året", Level(metric="inlagg", direction="up", sum=True)),
    ("färre resor än förra året", Level(metric="resor", direction="down")),
    ("samma summa kostnad som finansiering, i kronor",
     Level(metric="kostnad", sum=True, equals="finansiering", money=True)),
    ("rollen studieansvarig är tillsatt", State(role="studieansvarig")),
    ("rollen studieansvarig är tillsatt, senast 1 maj", State(role="studieansvarig", by="05-01")),
    ("minst 2 har rollen internfeminist", State(role="internfeminist", holders_min=2)),
    ("styrdokument är klart", State(done="styrdokument")),
    ("hemsida är inte äldre än 30 dagar", State(fresh="hemsida", max_age="30d")),
    ("hemsida är inte äldre än ett år", State(fresh="hemsida", max_age="1y")),
    ("hosttraff ligger efter valrörelse", State(after=After(series="hosttraff", of="valrörelse"))),
    ("utan siffra: rundringning", Unset(series=("rundringning",))),
    ("utan siffra: rundringning (rundringningar), bara valår",
     Unset(series=("rundringning",), noun="rundringningar", when="valår")),
]  # fmt: skip
ALSO = [
    ("Minst tre medlemsmöten per termin.", "minst 3 medlemsmote per termin"),
    ("minst en gång styrelsemöte i månaden", "minst 1 styrelsemote per månad"),
    ("minst tre gånger medlemsmöte per termin", "minst 3 medlemsmote per termin"),
    ("ca 6 nyhetsbrev om året", "cirka 6 nyhetsbrev per verksamhetsår"),
    ("3 till 4 årsmöten per år", "3–4 arsmote per verksamhetsår"),
    ("minst 3 och högst 4 träffar under året", "3–4 traff per verksamhetsår"),
    ("i snitt fyra insandare varje månad", "i genomsnitt 4 insandare per månad"),
    ("öka medlemmar med 15 % från 87", "+15 % medlemmar från 87"),
    ("+ 15% Medlemmar", "+15 % medlemmar"),
    ("minst 1 200 medlemmar", "minst 1200 medlemmar"),
    ("minst 50\u00a0000 kronor bidrag totalt", "minst 50 000 kr bidrag totalt"),
    ("minst hälften kvinnor bland forelasare", "minst hälften kvinnor av forelasare"),
    ("mer inlagg totalt än året före", "fler inlagg totalt än förra året"),
    ("hemsida aldrig äldre än 4 veckor", "hemsida är inte äldre än fyra veckor"),
    ("styrdokument ska vara klart, senast 2020-05-01", "styrdokument är klart, senast 1 maj 2020"),
    ('{ kind = "count", series = "x", min = 3 }', "minst 3 x per verksamhetsår"),
    ('{"kind":"unset","series":["a=b"]}', '{ kind = "unset", series = "a=b" }'),
    ('{ kind = "level", metric = "x", min = 3, at = 2017-12-31 }', "minst 3 x, avläst 31 december 2017"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "measure"), SAID, ids=[words for words, _ in SAID])
def test_common_measures_are_said_in_words(words, measure):
    """What plans say most is said back in words, and those words are read as just that."""
    assert format_measure(measure) == words
    assert parse_measure(words) == measure


@pytest.mark.parametrize(("written", "echo"), ALSO)
def test_other_ways_of_writing(written, echo):
    """People write the same in several ways; the echo is one."""
    assert format_measure(parse_measure(written)) == echo


@given(every_measure)
def test_every_measure_is_read_back(measure):
    """Whatever a measure holds, its text means exactly that measure, and so does its table."""
    assert parse_measure(format_measure(measure)) == measure
    assert parse_measure(format_table(measure)) == measure


@pytest.mark.parametrize("measure", GOOD, ids=str)
def test_possible_measures_are_read_back(measure):
    """Every measure that a plan may hold is its own text's meaning."""
    assert parse_measure(format_measure(measure)) == measure


@given(any_text)
def test_any_text_is_read_or_refused(text):
    """A text is a measure or is refused with a sentence; nothing else happens."""
    try:
        measure = parse_measure(text)
    except ValueError:
        with pytest.raises(ValueError, match=r"\w"):
            parse_measure(text)
    else:
        assert parse_measure(format_measure(measure)) == measure


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("ofta", "går inte att läsa som ett mått; skriv till exempel ”minst 3 medlemsmote per termin”"),
        ("", "går inte att läsa"),
        ("x" * 10_000, "går inte att läsa"),
        ("minst 3 x per termin, senast 1 maj", "går inte att säga om ett sådant mått"),
        ("{", "är ingen tabell"),
        ("{}", "kind är count, share, level, state eller unset"),
        ("{ kind = 1 }", "kind är count"),
        ('{ kind = "count" }', "series saknas"),
        ('{ kind = "count", series = "x", mni = 3 }', "mni finns inte; menade du ”min”?"),
        ('{ kind = "count", series = "x", min = "tre" }', "min har ett värde av fel slag"),
        ('{ kind = "share", series = "x", min = 0.5 }', "min har ett värde av fel slag"),
        ('{ kind = "count", series = "x", of_which = { tga = "y" } }', "of_which.tga finns inte"),
        ('{ kind = "count", series = "x", of_which = {} }', "of_which.tag saknas"),
        ('{ kind = "count", series = "x" }\nb = 3', "är ingen tabell"),
        ("{" * 5000, "är ingen tabell"),
    ],
)
def test_what_is_no_measure(text, sentence):
    """What cannot be read is refused with a sentence that says what to write, or what is wrong."""
    with pytest.raises(ValueError, match=r"\w") as refused:
        parse_measure(text)
    assert sentence in str(refused.value)
    assert len(str(refused.value)) < 300
