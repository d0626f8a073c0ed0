"""A plugin that fails is named with its cause in Swedish and switched off, and the others go on."""

import time
from datetime import date

import pytest

from vcycle.hooks.host import Host
from vcycle.model.period import Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
THING = """
class Thing(Record, frozen=True):
    name: Annotated[str, field("Namn")] = ""
    day: Annotated[date | None, field("Dag")] = None

def thing(key="bad.thing", cls=Thing, **more):
    return RecordType(cls, key, "sak", "saker", **more)

"""
TYPES = THING + "@hookimpl\ndef vcycle_record_types():\n    return "
ENTRIES = "@hookimpl\ndef vcycle_entries(period):\n    return "
FINDINGS = "@hookimpl\ndef vcycle_findings():\n    return "


def works(host, context_for):
    """Whether the good plugin still answers both of its hooks."""
    entries = [entry.title for entry in host.entries(context_for, YEAR) if entry.plugin == "good"]
    findings = [finding.message for finding in host.findings(context_for) if finding.plugin == "good"]
    return entries == findings == ["Bra"]


def kept(host):
    """The record types of the bad plugin that were let in."""
    return [type_ for type_ in host.record_types() if type_.key.startswith("bad.")]


def check(host, context_for, hook, cause):
    """The bad plugin is off for that cause alone, in one line, and the good one works."""
    assert works(host, context_for)
    assert [(problem.plugin, problem.hook) for problem in host.problems] == [("bad", hook)]
    assert cause in host.problems[0].cause
    assert str(host.problems[0]).startswith(f"Tillägget ”bad” är avstängt ({hook}): ")
    assert str(host.problems[0]).isprintable()
    assert host.enabled == ("good",)


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("raise RuntimeError('trasig')", "RuntimeError: trasig"),
        ("def (:", "SyntaxError"),
        ("import finns_inte_alls", "modulen ”finns_inte_alls” finns inte"),
        ("raise SystemExit(3)", "försökte avsluta hela programmet"),
        ("raise ValueError('\\x1b[31m' + 'x' * 10_000)", "ValueError: ␛[31mxxx"),
        ("class Mute(Exception):\n    def __str__(self):\n        raise self\nraise Mute", "kan inte beskriva sig"),
        ("def again():\n    again()\nagain()", "RecursionError"),
        ("raise UserWarning", "UserWarning"),
    ],
)
def test_a_plugin_that_fails_at_import(beside_good, context_for, source, cause):
    """Whatever a module raises when it is imported must stop that plugin alone."""
    check(beside_good(source), context_for, "import", cause)


def test_a_plugin_that_is_not_installed(context_for):
    """An enabled plugin without a module must be named with the module that is missing."""
    host = Host({"bad": "vcycle_nowhere"})
    assert [str(problem) for problem in host.problems] == [
        "Tillägget ”bad” är avstängt (import): modulen ”vcycle_nowhere” finns inte; är allt installerat?"
    ]
    assert host.entries(context_for, YEAR) == []


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        ("VCYCLE_API = None", "VCYCLE_API = 1 saknas"),
        ("VCYCLE_API = 2", "skrivet för gränssnitt ”2”, men detta är 1"),
        ("VCYCLE_API = True", "skrivet för gränssnitt ”True”"),
        ("@hookimpl\ndef vcycle_entires(): ...", "ingen krok som heter ”vcycle_entires”; menade du vcycle_entries?"),
        ("def vcycle_entires(): ...", "menade du vcycle_entries?"),
        ("@hookimpl\ndef poster(): ...", "ingen krok som heter ”poster”; de som finns är vcycle_settings, "),
        ("def vcycle_entries(period): ...", "vcycle_entries saknar @hookimpl"),
        (
            "@hookimpl\ndef vcycle_entries(perod): ...",
            "vcycle_entries ber om ”perod”, som kroken inte ger; där finns context eller period",
        ),
        ("@hookimpl\ndef vcycle_entries(*, today=None): ...", "ber om ”today”"),
        ("@hookimpl\ndef vcycle_record_types(context): ...", "den tar inga argument"),
    ],
)
def test_a_module_that_is_no_plugin_of_ours(beside_good, context_for, source, cause):
    """A wrong API number, a hook nobody would call and an argument nobody gives must be refused at registration."""
    check(beside_good(source), context_for, "registrering", cause)


def test_one_module_under_two_names(plugins):
    """The second of two names for one module must be refused, and the first must stay."""
    plugins(one="")
    host = Host({"one": "vcycle_one", "two": "vcycle_one"})
    assert host.enabled == ("one",)
    assert [problem.cause for problem in host.problems] == ["modulen vcycle_one är redan påslagen som ”one”"]


ENTRY = "Entry(record='bad.x', slot='1', title='Sak', start=date(2026, 1, 1), end=date(2026, 1, 1))"


@pytest.mark.parametrize(
    ("answer", "cause"),
    [
        ("raise_('x')", "NameError"),
        ("3", "gav ”3”, inte en klass av msgspec.Struct"),
        ("int", "inte en klass av msgspec.Struct"),
        ("Odd", "Odd har fält som inte går att visa: thing: ingen fältsort passar <class 'object'>"),
        ("Bare", "Bare har fält som inte går att visa: name: saknar field(...)"),
    ],
)
def test_a_settings_hook_that_fails(beside_good, context_for, answer, cause):
    """What is no class of declared settings must keep the plugin off, with the field named."""
    source = f"""
class Odd(Struct):
    thing: Annotated[object, field("Sak")] = None

class Bare(Struct):
    name: str = ""

@hookimpl
def vcycle_settings():
    return {answer}
"""
    check(beside_good(source), context_for, "vcycle_settings", cause)


@pytest.mark.parametrize(
    ("types", "cause"),
    [
        ("[thing('good.thing')]", "posttypen ”good.thing” ska heta ”bad.” och sedan små bokstäver a-z"),
        ("[thing('thing')]", "posttypen ”thing” ska heta ”bad.”"),
        ("[thing('bad.Thing\\x1b')]", "posttypen ”bad.Thing␛” ska heta ”bad.”"),
        ("[thing(3)]", "posttypen ”3” ska heta"),
        ("[thing(), thing()]", "posttypen ”bad.thing” finns två gånger"),
        ("[thing(), thing('bad.other')]", "klassen Thing hör redan till en annan posttyp"),
        ("[thing(cls=Person)]", "klassen Person hör redan till en annan posttyp"),
        ("[thing(cls=str)]", "är ingen Record"),
        ("[thing(cls=Odd)]", "Odd har fält som inte går att visa: name: ingen fältsort passar <class 'object'>"),
        ("[thing(cls=Linked)]", "fältet name länkar till ”other.thing”"),
        ("[thing(name_field='titel')]", "namnfältet ”titel” finns inte"),
        ("[thing(marks=(Mark('dag'),))]", "märket pekar på fältet ”dag”, som inte finns"),
        ("[thing(marks=(Mark('day', end='name'),))]", "märket pekar på fältet ”name”, som inte är ett datum"),
        ("[thing(marks=(Mark('day', title='{namn}'),))]", "märkets rubrik ”{namn}” går inte att fylla"),
    ],
)
def test_a_record_type_that_cannot_be_kept(beside_good, context_for, types, cause):
    """A record type outside its own prefix, there twice, or with a field nobody can show must be refused, named."""
    more = """
class Odd(Record, frozen=True):
    name: Annotated[object, field("Namn")] = None

class Linked(Record, frozen=True):
    name: Annotated[str, field("Namn", link="other.thing")] = ""

"""
    host = beside_good(more + TYPES + types)
    check(host, context_for, "vcycle_record_types", cause)
    assert kept(host) == []


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ("title=None", "Expected `str`, got `null` - at `$.title`"),
        ("state='kanske'", "Invalid enum value 'kanske'"),
        ("start='2026-01-01'", "fel sorts värde i start"),
        ("start=datetime(2026, 1, 1)", "got `datetime`"),
        ("tags=['a']", "fel sorts värde i tags"),
        ("warn=True", "got `bool`"),
        ("place=object()", "fel sorts värde"),
        ("slot=''", "utan record eller slot"),
        ("end=None", "bara den ena av start och end"),
        ("start=None, end=None", "utan både dag och fönster"),
        ("end=date(2025, 12, 31)", "slutar före sin början"),
        ("start=None, end=None, window=(date(2026, 2, 1), date(2026, 1, 1))", "fönster slutar före sin början"),
        ("end_time=time(18)", "sluttid men ingen starttid"),
    ],
)
def test_an_entry_that_contradicts_itself(beside_good, context_for, change, cause):
    """Values of other types than declared, and days that contradict each other, must be refused."""
    values = "record='bad.x', slot='1', title='Sak', start=date(2026, 1, 1), end=date(2026, 1, 1)"
    source = ENTRIES + f"[Entry(**(dict({values}) | dict({change})))]"
    check(beside_good(source), context_for, "vcycle_entries", cause)


def test_two_entries_with_one_identity(beside_good, context_for):
    """Two entries that phones could not tell apart must be refused."""
    host = beside_good(ENTRIES + f"[{ENTRY}] * 2")
    check(host, context_for, "vcycle_entries", "två poster med samma identitet, ”bad.x.1”")


@pytest.mark.parametrize(
    ("change", "cause"), [("level='fel'", "Invalid enum value"), ("due='2026'", "RFC3339"), ("hint=3", "got `int`")]
)
def test_a_finding_of_wrong_types(beside_good, context_for, change, cause):
    """A finding with values of other types than declared must be refused."""
    host = beside_good(FINDINGS + f"[Finding(**(dict(level='info', message='Sak') | dict({change})))]")
    check(host, context_for, "vcycle_findings", cause)


SETTINGS = """
class Settings(Struct, frozen=True):
    word: Annotated[str, field("Ord", max_length=5)]
    count: Annotated[int, field("Antal", ge=1, le=9)] = 1
    limit: Annotated[int, field("Gräns", money=True)] = 0
    show: Annotated[bool, field("Visa")] = True
    day: Annotated[date | None, field("Dag")] = None
    tags: Annotated[tuple[str, ...], field("Ord")] = ()
    size: Annotated[Literal["s", "l"], field("Storlek", labels={"s": "liten", "l": "stor"})] = "s"

@hookimpl
def vcycle_settings():
    return Settings

@hookimpl
def vcycle_findings(context):
    return [Finding(level="info", message=repr(context.settings))]
"""


@pytest.mark.parametrize(
    ("table", "causes"),
    [
        ({}, ["word: måste fyllas i"]),
        ({"word": "hej", "sow": 1}, ["sow: okänd inställning; menade du ”show”?"]),
        ({"word": "hejsan", "count": 10}, ["word: får vara högst 5 tecken", "count: ska vara högst 9, inte 10"]),
        ({"word": 3, "count": "tre"}, ["word: ska vara en text inom citattecken, inte ”3”", "”tre” är inget heltal"]),
        ({"word": "a", "show": 1}, ["show: ska vara true eller false, inte ”1”"]),
        ({"word": "a", "count": True}, ["count: ska vara ett heltal, inte ”True”"]),
        ({"word": "a", "day": "2026-02-30"}, ["day: ”2026-02-30” finns inte i kalendern"]),
        ({"word": "a", "tags": [1]}, ["tags: ska vara en lista"]),
        ({"word": "a", "size": "m"}, ["size: ”m” finns inte att välja; välj liten eller stor"]),
    ],
)
def test_bad_settings_keep_a_plugin_off(beside_good, context_for, table, causes):
    """Every key of [plugin.NAME] that does not fit must be named with its reason, all at once."""
    host = beside_good("from typing import Literal\n" + SETTINGS, table)
    check(host, context_for, "vcycle_settings", "[plugin.bad] i vcycle.toml: ")
    assert all(cause in host.problems[0].cause for cause in causes)


def test_settings_for_a_plugin_without_any(beside_good, context_for):
    """A table for a plugin that declares no settings must be named, not passed over."""
    check(beside_good("", {"x": 1}), context_for, "vcycle_settings", "tillägget har inga inställningar")


def test_a_failing_validation_never_stops_a_save(beside_good, context_for):
    """A record's types are checked already: when its plugin's own validation fails, the record counts as right."""
    host = beside_good(TYPES + "[thing(validate=lambda record: {'name': 1 / 0})]")
    (type_,) = kept(host)
    assert type_.problems(type_.cls(name="x")) == {}
    assert type_.problems(type_.cls(name="x")) == {}
    check(host, context_for, "validate för bad.thing", "ZeroDivisionError")


def test_a_validation_that_gives_no_sentences(beside_good, context_for):
    """A validation must give sentences by field; anything else is its plugin's fault."""
    host = beside_good(TYPES + "[thing(validate=lambda record: {'name': 3})]")
    (type_,) = kept(host)
    assert type_.problems(type_.cls(name="x")) == {}
    check(host, context_for, "validate för bad.thing", "gav inte {fält: mening}")


def test_time_is_charged_to_the_plugin_that_used_it(plugins, context_for):
    """Time spent in one plugin must be charged to it, also when another plugin waited for it meanwhile."""
    host = plugins(
        slow="import time\n@hookimpl\ndef vcycle_entries():\n    time.sleep(0.05)",
        waits="@hookimpl\ndef vcycle_findings(context):\n    context.entries(None)",
    )

    def all_entries(plugin):
        from msgspec.structs import replace

        return replace(context_for(plugin), entries=lambda _period: host.entries(context_for, YEAR))

    start = time.perf_counter()
    host.findings(all_entries)
    spent = time.perf_counter() - start
    assert host.problems == []
    assert host.seconds["slow"] >= 0.05
    assert host.seconds["waits"] < sum(host.seconds.values()) - 0.05
    assert spent >= 0.05


def test_the_traceback_is_kept_for_the_author(beside_good):
    """Whoever writes a plugin must find the line that failed."""
    host = beside_good("x = 1\ny = x / 0")
    assert "vcycle_bad.py" in host.problems[0].traceback
    assert "ZeroDivisionError" in host.problems[0].traceback


def test_what_a_plugin_prints_never_reaches_stdout(plugins, capsys):
    """A plugin that prints, at import or in a hook, must not come into the JSON that a command writes."""
    plugins(loud="print('IMPORT')\n@hookimpl\ndef vcycle_record_types():\n    print('HOOK')\n    return []\n")
    host = Host({"loud": "vcycle_loud"})
    host.record_types()
    out, err = capsys.readouterr()
    assert out == ""
    assert "IMPORT" in err
    assert host.problems == []
