"""What a plugin declares wrongly is refused at registration with type and field named, before anything relies on it."""

import pytest

HEAD = """
import msgspec
from decimal import Decimal
from typing import Literal

class Thing(Record, frozen=True):
    name: Annotated[str, field("Namn")] = ""
    day: Annotated[date | None, field("Dag")] = None
    at: Annotated[time | None, field("Klockan")] = None
    other: Annotated[str, field("Annan", link="bad.thing")] = ""

def thing(cls=Thing, key="bad.thing", singular="sak", plural="saker", **more):
    return RecordType(cls, key, singular, plural, **more)

class Text(str):
    def format(self, **words):
        raise RuntimeError("elak")
"""


def refused(beside_good, source, hook):
    """The cause for which the bad plugin was kept off."""
    host = beside_good(HEAD + source)
    assert [(problem.plugin, problem.hook) for problem in host.problems] == [("bad", hook)]
    assert host.enabled == ("good",)
    assert str(host.problems[0]).isprintable()
    return host.problems[0].cause


def with_type(expression, classes=""):
    return f"{classes}\n@hookimpl\ndef vcycle_record_types():\n    return [{expression}]\n"


@pytest.mark.parametrize(
    ("expression", "cause"),
    [
        ("thing(singular=None)", "posttypen bad.thing har fel sorts värde: Expected `str`, got `null`"),
        ("thing(plural=3)", "Expected `str`, got `int`"),
        ("thing(plural=Text('x'))", "har ett värde av typen Text"),
        ("thing(singular=' ')", "singular och plural ska säga vad en och flera heter"),
        ("thing(singular='Person ')", "”Person ” är redan core.person; välj ett annat ord"),
        ("thing(plural='aktiviteter')", "”aktiviteter” är redan core.activity"),
        ("thing(key='bad.person')", "”person” är redan core.person"),
        ("thing(name_field=['name'])", "Expected `str`, got `array`"),
        ("thing(singular='sa\\x1b[31mk')", "”sa␛[31mk” ska vara en rad på högst 200 tecken, utan styrtecken"),
        ("thing(plural='sak\\ner')", "ska vara en rad"),
        ("thing(plural='s' * 201)", "ska vara en rad"),
        ("thing(listed='ja')", "Expected `bool`, got `str`"),
        ("thing(store='../annan')", "store är ett namn med små bokstäver a-z, ingen sökväg"),
        ("thing(validate=3)", "validate ska vara en funktion"),
        ("thing(migrations=3)", "migrations en tupel av funktioner"),
        ("thing(migrations=('x',))", "migrations en tupel av funktioner"),
        ("thing(marks=None)", "marks ska vara en tupel av Mark"),
        ("thing(marks=[Mark('day')])", "marks ska vara en tupel av Mark"),
        ("thing(marks=('day',))", "marks ska vara en tupel av Mark"),
        ("thing(marks=(Mark('day', warn='7'),))", "posttypen bad.thing gav Mark med fel sorts värde: Expected `int`"),
        ("thing(marks=(Mark('day', exported=None),))", "Expected `bool`, got `null`"),
        ("thing(marks=(Mark('day', title=3),))", "Expected `str`, got `int`"),
        ("thing(marks=(Mark('day', title=Text('x')),))", "gav Mark med ett värde av typen Text i title"),
        ("thing(marks=(Mark('day', title='{name:>99999999999}'),))", "går inte att fylla"),
        ("thing(marks=(Mark('day', title='{name.__class__}'),))", "går inte att fylla"),
        ("thing(marks=(Mark('day', title='{name!r}'),))", "går inte att fylla"),
        ("thing(marks=(Mark('day', title='{name'),))", "går inte att fylla"),
        ("thing(marks=(Mark('day', starts='day'),))", "fältet ”day”, som inte är ett klockslag"),
        ("thing(marks=(Mark('day', place='at'),))", "fältet ”at”, som inte är en text"),
        ("thing(marks=(Mark('day', tags=('name',)),))", "fältet ”name”, som inte är etiketter"),
        ("thing(expires=3)", "expires ska vara en Expiry"),
        ("thing(expires=Expiry('nope', 30))", "”nope” att räkna utgången från finns inte eller är inget datum"),
        ("thing(expires=Expiry('name', 30))", "”name” att räkna utgången från finns inte eller är inget datum"),
        ("thing(expires=Expiry('other.nope', 30))", "”other.nope” att räkna utgången från"),
        ("thing(expires=Expiry('name.day', 30))", "”name.day” att räkna utgången från"),
        ("thing(expires=Expiry('day', -1))", "”day” att räkna utgången från"),
        ("thing(expires=Expiry('day', '30'))", "Expected `int`, got `str`"),
    ],
)
def test_a_record_type_that_says_it_wrongly(beside_good, expression, cause):
    """Words that are no texts, functions that are none and marks that point nowhere must be named."""
    assert cause in refused(beside_good, with_type(expression), "vcycle_record_types")


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("data: Annotated[str, field('Data')] = ''", "fältet data har ett namn som betyder något annat"),
        ("today: Annotated[str, field('I dag')] = ''", "fältet today har ett namn som betyder något annat"),
        ("revision: Annotated[int, field('Revision')] = 0", "fältet revision har ett namn som varje post redan"),
        ("id: Annotated[str, field('Nummer')] = ''", "fältet id har ett namn som varje post redan använder"),
        ("x: Annotated[str, field('')] = ''", "fältet x saknar etikett"),
        ("x: Annotated[str, field('X\\n')] = ''", "fältet x: ”X ” ska vara en rad"),
        ("x: Annotated[str, field('X', help='a\\u202eb')] = ''", "fältet x: ”a\ufffdb” ska vara en rad"),
        ("x: Annotated[Literal['a'], field('X', labels={'a': '\\x07'})] = 'a'", "fältet x: ”␇” ska vara en rad"),
        ("x: Annotated[str, field(None)] = ''", "fältet x Hints med fel sorts värde"),
        ("x: Annotated[str, field('X', min_length='3')] = ''", "Limits med fel sorts värde"),
        ("x: Annotated[str, field('X')] = 3", "fältet x: standardvärdet är av fel sort, ”int”"),
        ("x: Annotated[str, field('X')] = Text('x')", "fältet x: standardvärdet är av fel sort, ”Text”"),
        ("x: Annotated[date, field('X')] = None", "standardvärdet är av fel sort, ”NoneType”"),
        ("x: Annotated[Literal['a'], field('X')] = 'b'", "standardvärdet är av fel sort"),
        ("x: Annotated[tuple[str, ...], field('X')] = ('a', 3)", "standardvärdet är en tupel av annat än texter"),
        (
            "x: Annotated[tuple[str, ...], field('X')] = msgspec.field(default_factory=lambda: ('a',))",
            "standardvärdet är av fel sort, ”Factory”",
        ),
        ("x: str = ''", "Odd har fält som inte går att visa: x: saknar field(...)"),
        ("x: Annotated[dict, field('X')] = {}", "ingen fältsort passar"),
        ("def __post_init__(self): raise RuntimeError", "klassen har ett eget __post_init__; kontroller skrivs"),
        ("def __eq__(self, other): return 1 / 0", "klassen har ett eget __eq__"),
        ("def __getattribute__(self, name): return 1 / 0", "klassen har ett eget __getattribute__"),
    ],
)
def test_a_class_that_the_store_could_not_trust(beside_good, body, cause):
    """Field names that are taken, defaults that are no values, and methods that the store would run must be named."""
    cls = f"class Odd(Record, frozen=True):\n    name: Annotated[str, field('Namn')] = ''\n    {body}\n"
    assert cause in refused(beside_good, with_type("thing(Odd)", cls), "vcycle_record_types")


@pytest.mark.parametrize("option", ["frozen=False", "array_like=True", "tag='x'", "rename='upper'", "eq=False"])
def test_a_class_that_is_kept_otherwise(beside_good, option):
    """A class that changes, or is written in another shape than other records, must be refused."""
    frozen = "" if "frozen" in option else "frozen=True, "
    cls = f"class Odd(Record, {frozen}{option}):\n    name: Annotated[str, field('Namn')] = ''\n"
    cause = refused(beside_good, with_type("thing(Odd)", cls), "vcycle_record_types")
    assert "frozen" in cause


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("x: Annotated[int, field('X')] = 'tre'", "Settings: fältet x: standardvärdet är av fel sort"),
        ("x: Annotated[int, field(3)] = 3", "fältet x Hints med fel sorts värde"),
        ("def __post_init__(self): raise RuntimeError('trasig')", "RuntimeError: trasig"),
    ],
)
def test_settings_that_say_it_wrongly(beside_good, body, cause):
    """The plugin's own settings are declared as strictly as its records."""
    source = f"class Settings(Struct):\n    {body}\n\n@hookimpl\ndef vcycle_settings():\n    return Settings\n"
    assert cause in refused(beside_good, source, "vcycle_settings")


EVERYTHING_ALLOWED = """
class Whole(Record, frozen=True):
    kind: Annotated[Literal["a", "b"], field("Slag", labels={"a": "stor", "b": "liten"})] = "a"
    day: Annotated[date | None, field("Dag")] = None
    share: Annotated[Decimal, field("Andel", ge=0, le=1)] = Decimal("0.5")
    rule: Annotated[Schedule | None, field("Regel")] = Yearly("05-01")
    tags: Annotated[tuple[str, ...], field("Etiketter")] = ("a",)
    other: Annotated[str, field("Annan", link="bad.whole")] = ""

    @property
    def both(self):
        return f"{self.kind} {self.day}"

@hookimpl
def vcycle_record_types():
    return [RecordType(
        Whole, "bad.whole", "hel", "hela", name_field="kind day", expires=Expiry("other.day", 30),
        marks=(Mark("day", title="{kind}: {name}", tags=("tags", "kind"), warn=7),),
        validate=lambda whole: {}, migrations=(lambda document: document,),
    )]
"""


def test_what_is_right_is_let_in(plugins):
    """Nothing that a plugin may declare is refused by the checks above."""
    host = plugins(bad=HEAD + EVERYTHING_ALLOWED)
    assert host.problems == []
    assert [type_.key for type_ in host.record_types()] == ["bad.whole"]
