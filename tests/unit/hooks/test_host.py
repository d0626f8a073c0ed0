"""What the host gives when plugins work."""

import subprocess
import sys
from datetime import date

from vcycle.hooks.host import Host
from vcycle.model.period import Period

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def test_no_plugins_cost_nothing(context_for):
    """Without plugins everything must be empty, and pluggy must not even be imported."""
    host = Host({})
    assert (host.enabled, host.record_types(), host.problems, host.seconds) == ((), (), [], {})
    assert host.entries(context_for, YEAR) == host.findings(context_for) == []
    code = "import sys; from vcycle.hooks.host import Host; Host({}); print('pluggy' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, capture_output=True)
    assert run.stdout.split() == [b"False"]


def test_hook_findings_come_in_the_order_of_the_settings(plugins, context_for):
    """The order in which plugins were enabled must decide, not pluggy's last-in-first-out."""
    finding = "@hookimpl\ndef vcycle_findings():\n    return [Finding(level='info', message='Sak')]"
    host = plugins(b=finding, a=finding, c="", d=finding)
    assert host.enabled == ("b", "a", "c", "d")
    assert [found.plugin for found in host.findings(context_for)] == ["b", "a", "d"]


def test_hook_entries_carry_their_own_plugin_and_type(plugins, context_for):
    """A plugin must not pass its entries off as another's: name and type are stamped by the host."""
    host = plugins(
        mine="""
        @hookimpl
        def vcycle_entries(context, period):
            for slot, type_ in enumerate(["core.activity", "mine.thing", "minework.thing"]):
                yield Entry(record="mine.x", slot=str(slot), title="Sak", plugin="core", type=type_,
                            window=(period.start, period.end))
        """
    )
    entries = host.entries(context_for, YEAR)
    assert [(entry.plugin, entry.type) for entry in entries] == [
        ("mine", "mine.entry"),
        ("mine", "mine.thing"),
        ("mine", "mine.entry"),
    ]
    assert host.problems == []


def test_only_entries_of_the_period_are_given(plugins, context_for):
    """What a plugin gives beyond the period must be left out, on either side and for windows too."""
    host = plugins(
        mine="""
        @hookimpl
        def vcycle_entries():
            for year in range(2024, 2029):
                yield Entry(record="mine.x", slot=str(year), title="Sak", start=date(year, 1, 1), end=date(year, 1, 1))
                yield Entry(record="mine.w", slot=str(year), title="Sak", window=(date(year, 1, 1), date(year, 2, 1)))
        """
    )
    assert [entry.id for entry in host.entries(context_for, YEAR)] == ["mine.x.2026", "mine.w.2026"]


def test_hook_settings_reach_the_plugin_as_its_own_class(plugins):
    """A table must become an instance of the declared class: defaults filled in, text read as in a form."""
    host = plugins(
        {"mine": {"word": "hej", "limit": 99.5, "day": "8 mars 2026", "tags": ["a"], "show": "nej"}},
        mine="""
        class Settings(Struct, frozen=True):
            word: Annotated[str, field("Ord")]
            limit: Annotated[int, field("Gräns", money=True)] = 0
            day: Annotated[date | None, field("Dag")] = None
            tags: Annotated[tuple[str, ...], field("Ord")] = ()
            show: Annotated[bool, field("Visa")] = True
            count: Annotated[int, field("Antal")] = 3

        @hookimpl
        def vcycle_settings():
            return Settings
        """,
        other="",
    )
    settings = host.settings("mine")
    assert host.problems == []
    assert (settings.word, settings.limit, settings.day) == ("hej", 9950, date(2026, 3, 8))
    assert (settings.tags, settings.show, settings.count) == (("a",), False, 3)
    assert host.settings("other") is None


def test_hook_record_types_keep_their_validation(plugins):
    """The plugin's own validation must decide about its records."""
    host = plugins(
        mine="""
        class Thing(Record, frozen=True):
            name: Annotated[str, field("Namn")] = ""

        @hookimpl
        def vcycle_record_types():
            return [RecordType(Thing, "mine.thing", "sak", "saker", validate=lambda t: {"name": f"{t.name} är fel"})]
        """
    )
    (type_,) = host.record_types()
    assert type_.problems(type_.cls(name="x")) == {"name": "x är fel"}
    assert host.enabled == ("mine",)


def test_an_argument_with_a_default_is_given_too(plugins, context_for):
    """A hook that gives its argument a default must still get the real one."""
    host = plugins(
        mine="""
        @hookimpl
        def vcycle_findings(context=None):
            return [Finding(level="info", message=f"{context.today}")]
        """
    )
    assert [found.message for found in host.findings(context_for)] == ["2026-03-08"]
