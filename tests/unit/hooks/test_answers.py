"""What plugins answer is held to what the rest of the program takes for granted."""

from datetime import date

import pytest

from vcycle.config import Settings
from vcycle.errors import InputError, NotFound, PluginError
from vcycle.model.core import Activity
from vcycle.model.period import Period
from vcycle.model.schedule import Yearly
from vcycle.services.workspace import create_workspace

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
HEAD = """
from datetime import timezone

class Thing(Record, frozen=True):
    name: Annotated[str, field("Namn")] = ""

class Foreign(Record, frozen=True):
    name: Annotated[str, field("Namn")] = ""

class Evil(Exception):
    def __str__(self):
        raise SystemExit

class Refusal(InputError):
    exit_code = 99
    def __str__(self):
        raise RuntimeError("elak")

@hookimpl
def vcycle_record_types():
    return [RecordType(Thing, "bad.thing", "sak", "saker")]
"""


def problem(host):
    (found,) = host.problems
    assert found.plugin == "bad"
    assert host.enabled == ("good",)
    return found.cause


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ("record='ett'", "vars record är ”ett”; den ska börja med ”bad.” eller vara id på en egen post"),
        ("record='good.x'", "vars record är ”good.x”"),
        ("start=date(1, 1, 1)", "Entry med en dag utanför kalendern, 0001-01-01, i start"),
        ("end=date(9999, 12, 31)", "Entry med en dag utanför kalendern, 9999-12-31, i end"),
        ("start_time=time(18, tzinfo=timezone.utc)", "Entry med ett klockslag med tidszon i start_time"),
        ("warn=10**30", "Entry med ett för stort tal i warn"),
        ("tags=('x' * 100_001,)", "Entry med en text på över 100000 tecken i tags"),
        ("window=(date(2026, 1, 1), date(9999, 1, 1))", "en dag utanför kalendern, 9999-01-01, i window"),
    ],
)
def test_an_entry_that_others_could_not_bear(beside_good, context_for, change, cause):
    """Days without neighbours, times of other zones, numbers without end and another's identity must be refused."""
    values = "record='bad.x', slot='1', title='Sak', start=date(2026, 1, 1), end=date(2026, 1, 1)"
    source = f"@hookimpl\ndef vcycle_entries():\n    return [Entry(**(dict({values}) | dict({change})))]\n"
    host = beside_good(HEAD.partition("@hookimpl")[0] + source)
    assert [entry.plugin for entry in host.entries(context_for, YEAR)] == ["good"]
    assert cause in problem(host)


def test_an_entry_may_come_from_a_record_of_its_own_plugin(tmp_path, plugins):
    """An entry made from one of the plugin's records carries that record's id; one of another's is refused."""
    source = """
        class Thing(Record, frozen=True):
            name: Annotated[str, field("Namn")] = ""

        class Settings(Struct):
            cls: Annotated[Literal["own", "core"], field("Vems")] = "own"

        @hookimpl
        def vcycle_settings():
            return Settings

        @hookimpl
        def vcycle_record_types():
            return [RecordType(Thing, "mine.thing", "sak", "saker")]

        @hookimpl
        def vcycle_entries(context, period):
            for record in context.store.find(Thing if context.settings.cls == "own" else Activity):
                yield Entry(record=record.id, slot="1", title="Sak", start=period.start, end=period.start)
    """
    plugins(mine="from typing import Literal\n" + source.replace("\n        ", "\n"))
    for whose, refused in (("own", 0), ("core", 1)):
        settings = Settings(plugins={"mine": "vcycle_mine"}, plugin_settings={"mine": {"cls": whose}})
        space = create_workspace(tmp_path / whose, settings, today=date(2026, 3, 8))
        (thing,) = space.host.record_types()
        with space.store.transaction("Två") as change:
            change.put(thing.cls(name="x"))
            change.put(Activity(title="Sak"))
        assert len(space.entries(YEAR)) == 1 - refused
        assert len(space.host.problems) == refused


@pytest.mark.parametrize(
    ("expression", "cause"),
    [
        ("Section(title='T', header=('a', 'b'), rows=(('1',),))", "gav avsnittet ”T” med olika många celler"),
        ("Section(title='T', rows=(('1',), ('1', '2')))", "gav avsnittet ”T” med olika många celler"),
        ("Section(title='T', rows=((1,),))", "Expected `str`, got `int`"),
        ("Section(title='T', rows=[('1',)])", "fel sorts värde i rows"),
        ("Section(title='T', rows=(('x' * 100_001,),))", "en text på över 100000 tecken i rows"),
    ],
)
def test_a_table_that_is_none(beside_good, context_for, expression, cause):
    """Rows of different lengths could be drawn by nobody."""
    host = beside_good(f"{HEAD}@hookimpl\ndef vcycle_sections():\n    return [{expression}]\n")
    assert [section.plugin for section in host.sections(context_for, YEAR)] == ["good"]
    assert cause in problem(host)


@pytest.mark.parametrize(
    ("change", "cause"),
    [
        ("women=-1", "gav ett faktum i serien ”s” med färre än inga personer"),
        ("amount=10**30", "ett för stort tal"),
        ("day=date(9999, 12, 31)", "en dag utanför kalendern"),
        ("planned=1", "Expected `bool`"),
    ],
)
def test_a_fact_that_cannot_be_counted(beside_good, context_for, change, cause):
    """Numbers that no sum could hold, and fewer than no people, must be refused."""
    values = "series='s', day=date(2026, 1, 1)"
    host = beside_good(
        f"{HEAD}@hookimpl\ndef vcycle_facts():\n    return [Fact(**(dict({values}) | dict({change})))]\n"
    )
    assert [fact.plugin for fact in host.facts(context_for, YEAR)] == ["good"]
    assert cause in problem(host)


@pytest.mark.parametrize(
    ("expression", "cause"),
    [
        ("Activity(id='x', title='T')", "vars id ska börja med ”bad-” och sakna punkt"),
        ("Activity(id='bad-x.y', title='T')", "vars id ska börja med ”bad-” och sakna punkt"),
        ("Activity(id='bad-x', title='T', schedule=Yearly(3))", "gav Yearly med fel sorts värde"),
        ("Activity(id='bad-x', title='T', schedule='varje år')", "fel sorts värde"),
        ("Activity(id='bad-x', title='T'), Activity(id='bad-x', title='U')", "samma identitet, ”bad-x”"),
    ],
)
def test_a_rule_that_could_not_be_followed(beside_good, context_for, expression, cause):
    """Rules without an identity of their own, and schedules that are none, must be refused."""
    host = beside_good(f"{HEAD}@hookimpl\ndef vcycle_activities():\n    return [{expression}]\n")
    assert list(host.activities(context_for)) == ["good-x"]
    assert cause in problem(host)


def test_hook_activities_become_entries_like_any_other(tmp_path, plugins):
    """A rule that a plugin brings must be in the year, and an impossible one must be named without a crash."""
    plugins(
        mine="""
        @hookimpl
        def vcycle_activities(context):
            yield Activity(id="mine-x", title="Räkna", schedule=Yearly("05-01"))
            yield Activity(id="mine-y", title="Aldrig", schedule=Recur("FREQ=ALDRIG"))
        """
    )
    settings = Settings(plugins={"mine": "vcycle_mine"})
    space = create_workspace(tmp_path / "space", settings, today=date(2026, 3, 8))
    assert [(entry.title, entry.start) for entry in space.entries(YEAR)] == [("Räkna", date(2026, 5, 1))]
    assert space.host.problems == []


def test_hook_facts_and_sections_are_stamped_and_kept_to_the_period(plugins, context_for):
    """Facts outside the period must be left out, and nobody can give facts in another's name."""
    host = plugins(
        mine="""
        @hookimpl
        def vcycle_facts(period):
            for year in (2025, 2026, 2027):
                yield Fact(series="s", day=date(year, 5, 1), plugin="core")

        @hookimpl
        def vcycle_sections(context, period):
            return [Section(title=f"{period.start}", plugin="core")]
        """
    )
    assert [(fact.day.year, fact.plugin) for fact in host.facts(context_for, YEAR)] == [(2026, "mine")]
    assert [(s.title, s.plugin) for s in host.sections(context_for, YEAR)] == [("2026-01-01", "mine")]


def test_hook_sections_may_have_tables_of_any_even_shape(plugins, context_for):
    """A section with text alone, with a header alone and with rows alone is right."""
    shapes = "Section(title='a'), Section(title='b', header=('x',)), Section(title='c', rows=(('1', '2'), ('3', '4')))"
    host = plugins(mine=f"@hookimpl\ndef vcycle_sections():\n    return [{shapes}]\n")
    assert [section.title for section in host.sections(context_for, YEAR)] == ["a", "b", "c"]


# Commands

COMMAND = """
def run(context, arguments):
    {body}

@hookimpl
def vcycle_commands():
    return [Command(name="go", label="Gå", run=run)]
"""


def asked(host, context_for):
    (command,) = host.commands("bad")
    return host.ask("bad", command, context_for("bad"), None)


@pytest.mark.parametrize(
    ("body", "cause"),
    [
        ("raise ValueError('trasig')", "ValueError: trasig"),
        ("raise SystemExit(0)", "försökte avsluta hela programmet"),
        ("raise Evil", "Evil: (felet kan inte beskriva sig)"),
        ("raise VcycleError('trasig')", "trasig"),
        ("return None", "gav NoneType, inte Answer"),
        ("return 'text'", "gav str, inte Answer"),
        ("yield Answer()", "gav generator, inte Answer"),
        ("return Answer(sections=[Section(title='T')])", "sections, put eller remove inte är en tupel"),
        ("return Answer(sections=(3,))", "gav int, inte Section"),
        ("return Answer(sections=(Section(title=3),))", "Expected `str`, got `int`"),
        ("return Answer(put=('text',), label='L')", "ville spara str, som inte är någon av tilläggets"),
        ("return Answer(put=(Foreign(name='x'),), label='L')", "ville spara Foreign"),
        ("return Answer(put=(Thing(name=3),), label='L')", "Thing med fel sorts värde"),
        ("return Answer(put=(Person(name=None),), label='L')", "Person med fel sorts värde"),
        ("return Answer(put=(Thing(name='x'),))", "utan att säga vad det ska heta i historiken"),
        ("return Answer(label=3)", "Expected `str`, got `int`"),
    ],
)
def test_a_command_that_fails(beside_good, context_for, body, cause):
    """A command that raises, or answers what could not be shown or saved, must end with its plugin named."""
    host = beside_good(HEAD + COMMAND.format(body=body))
    with pytest.raises(PluginError, match="Tillägget ”bad” är avstängt \\(kommandot go\\)") as caught:
        asked(host, context_for)
    assert caught.value.exit_code == 5
    assert cause in problem(host)


@pytest.mark.parametrize(
    ("body", "kind", "said"),
    [
        ("raise InputError('Nej.', problems=['a', 'b'], hint='Gör så.')", InputError, "Nej.\n  a\n  b"),
        ("raise NotFound('Finns \\x1b[31minte.')", NotFound, "Finns ␛[31minte."),
        ("raise Refusal('Nej.', problems=['a'])", InputError, "Nej.\n  a"),
        ("raise InputError('Nej.', problems=[3])", InputError, "Nej.\n  3"),
    ],
)
def test_hook_commands_may_refuse_what_the_user_asked_for(beside_good, context_for, body, kind, said):
    """What a command refuses is the user's to mend: the plugin stays on, and its words are made safe to show."""
    host = beside_good(HEAD + COMMAND.format(body=body))
    with pytest.raises(kind) as caught:
        asked(host, context_for)
    assert type(caught.value) is kind
    assert str(caught.value) == said
    assert host.problems == []


def test_a_refusal_that_cannot_be_told_is_the_plugins_fault(beside_good, context_for):
    """A refusal that fails when it is read must not come out of the guard."""
    host = beside_good(HEAD + COMMAND.format(body="raise InputError('Nej.', problems=[Evil()])"))
    with pytest.raises(PluginError):
        asked(host, context_for)
    assert "försökte avsluta hela programmet" in problem(host)


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        ("name='Gå', label='Gå', run=print", "kommandot ”Gå” ska heta något med små bokstäver"),
        ("name=3, label='Gå', run=print", "ett kommando har fel sorts värde"),
        ("name='go', label='G\\x1b', run=print", "kommandot go: ”G␛” ska vara en rad"),
        ("name='go', label='Gå', run=print, help='a\\nb'", "kommandot go: ”a b” ska vara en rad"),
        ("name='go', label=' ', run=print", "saknar run eller label"),
        ("name='go', label='Gå', run=3", "saknar run eller label"),
        ("name='go', label='Gå', run=print, positional=('x',)", "x finns inte bland argumenten"),
        ("name='go', label='Gå', run=print, positional=['x']", "ett värde av typen list"),
        ("name='go', label='Gå', run=print, arguments=3", "inte en klass av msgspec.Struct"),
        ("name='go', label='Gå', run=print, arguments=Bare", "saknar field(...)"),
        ("name='go', label='Gå', run=print, arguments=Taken", "betyder något annat på kommandoraden"),
        ("name='go', label='Gå', run=print), Command(name='go', label='Gå', run=print", "finns två gånger"),
    ],
)
def test_a_command_that_could_not_be_called(beside_good, arguments, cause):
    """Names, words and arguments that the command line and the interface could not show must be refused."""
    classes = (
        "class Bare(Struct):\n    x: str = ''\n\nclass Taken(Struct):\n    json: Annotated[str, field('J')] = ''\n\n"
    )
    source = f"{classes}@hookimpl\ndef vcycle_commands():\n    return [Command({arguments})]\n"
    host = beside_good(HEAD + source)
    assert host.commands("bad") == ()
    assert [command.name for command in host.commands("good")] == ["say"]
    assert cause in problem(host)


@pytest.mark.parametrize(
    ("arguments", "cause"),
    [
        ("name='x', label='\\x1b', factory='m:C'", "skärmen x: ”␛” ska vara en rad"),
        ("name='x', label='', factory='m:C'", "skärmen x saknar label"),
        ("name='x', label='X', factory='m'", "en factory som inte är ”modul:namn”"),
        ("name='X', label='X', factory='m:C'", "skärmen ”X” ska heta något"),
        ("name='x', label='X', factory=print", "fel sorts värde"),
    ],
)
def test_hook_screens_that_could_not_be_opened_are_refused(beside_good, arguments, cause):
    """A screen needs a name, words for people and a place to be found."""
    host = beside_good(f"{HEAD}@hookimpl\ndef vcycle_screens():\n    return [ScreenType({arguments})]\n")
    assert host.screens("bad") == ()
    assert [screen.name for screen in host.screens("good")] == ["show"]
    assert cause in problem(host)


def test_a_plugin_that_has_failed_is_not_asked_again(plugins, context_for):
    """Switched off by one hook, a plugin must not be called for another."""
    host = plugins(
        bad="""
        @hookimpl
        def vcycle_entries():
            raise ValueError("trasig")

        @hookimpl
        def vcycle_findings():
            raise ValueError("frågad igen")
        """,
        good="@hookimpl\ndef vcycle_findings(context):\n    return [Finding(level='info', message='Bra')]",
    )
    assert host.entries(context_for, YEAR) == []
    assert [finding.plugin for finding in host.findings(context_for)] == ["good"]
    assert [found.hook for found in host.problems] == ["vcycle_entries"]


@pytest.mark.parametrize(
    "change",
    [
        "context.years.terms.clear()",
        "context.years.windows.update(x=('01-01', '02-01'))",
        "context.years.starts[2026] = context.today",
        "context.today = None",
        "context.settings = None",
        "context.years.start = '02-01'",
        "context.store.find(Activity)[0].title = 'Kapad'",
    ],
)
def test_what_a_plugin_is_given_it_cannot_change(tmp_path, plugins, change):
    """A plugin that tries to change what it was given must fail, and nobody else must notice."""
    plugins(bad=f"@hookimpl\ndef vcycle_findings(context):\n    {change}\n    return []\n", good="")
    settings = Settings(plugins={"bad": "vcycle_bad"})
    space = create_workspace(tmp_path / "space", settings, today=date(2026, 3, 8))
    with space.store.transaction("En") as transaction:
        transaction.put(Activity(title="Sak"))
    terms = dict(space.years.terms)
    assert space.host.findings(space.context) == []
    assert [(found.plugin, found.hook) for found in space.host.problems] == [("bad", "vcycle_findings")]
    assert (space.years.terms, space.years.windows, space.years.starts) == (terms, {}, {})
    assert space.store.find(Activity)[0].title == "Sak"


def test_the_lists_that_a_plugin_is_given_are_its_own(tmp_path, plugins):
    """Whoever empties or sorts a list that it was given must not empty it for others."""
    given = "context.store.find(Activity), context.entries(YEAR), context.facts(YEAR)"
    body = f"for given in ({given}):\n        given.clear()"
    year = "YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))\n"
    plugins(bad=f"{year}@hookimpl\ndef vcycle_findings(context):\n    {body}\n    return []\n")
    settings = Settings(plugins={"bad": "vcycle_bad"})
    space = create_workspace(tmp_path / "space", settings, today=date(2026, 3, 8))
    with space.store.transaction("En") as transaction:
        transaction.put(Activity(title="Sak", schedule=Yearly("05-01"), series="sak"))
    before = (space.store.find(Activity), space.entries(YEAR), space.facts(YEAR))
    assert all(before)
    space.host.findings(space.context)
    assert space.host.problems == []
    assert (space.store.find(Activity), space.entries(YEAR), space.facts(YEAR)) == before
