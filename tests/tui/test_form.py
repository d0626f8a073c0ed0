"""Forms: a control for each kind of field, faults at their fields, one save, and nothing lost by a stray key."""

from __future__ import annotations

import re
import shutil
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from textual.app import App

from tests.everything_plugin import Everything
from tests.spaces import LAST_THURSDAY, a_space, put
from tests.tui.conftest import messages, shown
from vcycle.model.core import Activity, Area, Holder, Person, Role, Unit
from vcycle.model.fields import Kind, describe
from vcycle.model.records import Record
from vcycle.services.records.input import draft
from vcycle.services.workspace import Workspace, open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.register.conflict import Versions
from vcycle.tui.register.controls import Choice, Line, LinkLine, Paragraphs
from vcycle.tui.register.form import Form, first_texts
from vcycle.tui.register.notes import Notes
from vcycle.tui.register.questions import KeysDialog, Unsaved
from vcycle.tui.register.record_form import RecordForm

TODAY = date(2026, 3, 4)


FILLED = Everything(
    id="e",
    name="Namn",
    text="rad ett\nrad två",
    count=3,
    share=Decimal("2.5"),
    fee=450_050,
    open=False,
    day=date(2026, 5, 1),
    hour=time(18, 30),
    sort="b",
    tags=("ett", "två"),
    role="r1",
    people=("p1", "p2"),
    rule=LAST_THURSDAY,
    secret="hemligt",
)


@pytest.fixture
def space(tmp_path) -> Workspace:
    """Roles, people and an activity to link to and to change."""
    return a_space(
        tmp_path / "liten",
        Role(id="r1", name="Kassör"),
        Role(id="r2", name="Kampanjansvarig"),
        Role(id="r3", name="Ordförande"),
        Person(id="p1", name="Åsa Ek"),
        Person(id="p2", name="Bo Ek"),
        Area(id="a1", name="Möten"),
        Activity(id="akt", title="Boksamtal", schedule=LAST_THURSDAY, series="bok", plan_item="plan-7", areas=("a1",)),
        FILLED,
        today=TODAY,
        plugins={"everything": "tests.everything_plugin"},
    )


@pytest.fixture
def demo(demo_folder, tmp_path) -> Workspace:
    """The filled example, with every bundled plugin that it switches on."""
    return open_workspace(Path(shutil.copytree(demo_folder, tmp_path / "exempel")), today=TODAY, who="Siri")


class Alone(App[None]):
    """A form by itself, as a command's arguments are asked for."""

    CSS_PATH = "../../vcycle/tui/app.tcss"

    def __init__(self, space: Workspace, **texts: str) -> None:
        super().__init__()
        self.space = space
        self.texts = texts
        self.submitted = 0

    def compose(self):
        specs = describe(Everything)
        self.form = Form(specs, {**first_texts(specs), **self.texts}, Notes(self.space))
        yield self.form

    def on_form_submitted(self) -> None:
        self.submitted += 1


def editing(space: Workspace, cls: type[Record], record_id: str | None = None) -> RecordForm:
    record = space.store.get(cls, record_id) if record_id else None
    return RecordForm(space, space.registry.of(cls), record)


async def opened(pilot, form: RecordForm) -> RecordForm:
    """The form over the wheel; what it gives is kept in `pilot.app.given`."""
    pilot.app.given = []
    pilot.app.push_screen(form, pilot.app.given.append)
    await pilot.pause()
    return form


def write(form: RecordForm, name: str, text: str) -> None:
    """Put a text where somebody would have typed it."""
    control = form.form.rows[name].control
    if isinstance(control, Choice):
        control.at = control.words.index(text)
    elif isinstance(control, Paragraphs):
        control.text = text
    else:
        control.value = text


async def test_every_kind_has_its_control_and_hidden_fields_have_none(space):
    """Controls follow from the declaration alone; defaults are filled in, and nothing counts as changed."""
    async with Alone(space).run_test(size=(80, 40)) as pilot:
        form = pilot.app.form
        kinds = {row.spec.kind: type(row.control) for row in form.rows.values()}
        assert kinds[Kind.LONG_TEXT] is Paragraphs
        assert kinds[Kind.FLAG] is kinds[Kind.CHOICE] is Choice
        assert kinds[Kind.LINK] is kinds[Kind.LINKS] is LinkLine
        assert {kinds[k] for k in (Kind.TEXT, Kind.INTEGER, Kind.MONEY, Kind.DATE, Kind.TAGS, Kind.SCHEDULE)} == {Line}
        assert "secret" not in form.rows
        assert (form.texts["count"], form.texts["open"], form.texts["sort"]) == ("1", "ja", "")
        assert form.changed == {}


async def test_what_a_form_gives_is_what_the_fields_read(space):
    """Texts in, texts out: every value comes back through its field as it was."""
    texts = {spec.name: spec.format(getattr(FILLED, spec.name)) for spec in describe(Everything)}
    async with Alone(space, **texts).run_test(size=(80, 40)) as pilot:
        given = pilot.app.form.texts
        for spec in describe(Everything):
            if not spec.hints.hidden:
                assert spec.parse(given[spec.name]) == getattr(FILLED, spec.name), spec.name


async def test_choices_take_arrows_letters_and_clicks(space):
    """← → and space step round, a letter goes to its word, and a click chooses."""
    async with Alone(space).run_test(size=(80, 40)) as pilot:
        row = pilot.app.form.rows["sort"]
        row.control.focus()
        await pilot.press("l")
        assert row.text == "liten"
        await pilot.press("left")
        assert row.text == "stor"
        await pilot.press("space", "right", "space")
        assert row.text == "stor"
        await pilot.click(Choice, offset=(10, 0))
        assert pilot.app.form.rows["open"].text == "nej"
        await pilot.press("j")
        assert pilot.app.form.changed == {"sort": "stor"}


async def test_days_are_echoed_with_weekday_and_week(space):
    """What is written as a day is said back in full, a red day by its name; half a day says nothing yet."""
    async with Alone(space).run_test(size=(80, 40)) as pilot:
        pilot.app.form.rows["day"].control.focus()
        await pilot.press(*"1 maj 202")
        assert "fredag" not in shown(pilot)
        await pilot.press("6")
        assert "fredag 1 maj 2026 (2026-05-01), v. 18, första maj" in shown(pilot)


async def test_rules_are_echoed_with_their_next_days(space):
    """A rule shows its next days, also one that hangs on a series; in our own words when they differ."""
    async with Alone(space).run_test(size=(100, 50)) as pilot:
        control = pilot.app.form.rows["rule"].control
        control.value = "sista torsdagen i varje månad"
        await pilot.pause()
        text = shown(pilot)
        assert "sista torsdagen varje månad. Närmast tors 26 mars, tors 30 april, tors 28 maj." in text
        control.value = "en vecka före varje bok"
        await pilot.pause()
        assert "Närmast tors 19 mars, tors 23 april, tors 21 maj." in shown(pilot)
        control.value = "under våren"
        await pilot.pause()
        assert "Utan bestämd dag; närmast någon gång 2026-03-01 till 2026-05-31." in shown(pilot)


async def test_links_are_chosen_by_typing_a_name(space):
    """What fits is offered while typing; ↓ takes the first, then the next, and a whole name is left alone."""
    async with Alone(space).run_test(size=(80, 40)) as pilot:
        row = pilot.app.form.rows["role"]
        row.control.focus()
        await pilot.press("k", "a")
        assert "↓ Kampanjansvarig · Kassör" in shown(pilot)
        await pilot.press("down", "down")
        assert row.text == "Kassör"
        await pilot.press("up")
        assert row.text == "Kampanjansvarig"
        await pilot.press("tab", "shift+tab", "down")
        assert row.text == "Kampanjansvarig"
        assert pilot.app.form.rows["people"].control.has_focus


async def test_what_is_not_there_yet_is_made_on_the_way(space):
    """A name that nothing has says where it is missing; Ctrl+N opens its form, begun, and the new one is linked."""
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        form = await opened(pilot, editing(space, Holder))
        form.form.rows["person"].control.focus()
        await pilot.press(*"Cilla Ny")
        assert "Finns inte bland personer. ^N: ny person." in shown(pilot)
        await pilot.press("ctrl+n")
        await pilot.pause()
        assert pilot.app.screen is not form
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert pilot.app.screen is form
        assert form.form.texts["person"] == "Cilla Ny"
        assert "Cilla Ny" in [person.name for person in space.store.find(Person)]
        await pilot.press("shift+tab", "ctrl+n", "escape")
        assert form.form.texts["person"] == "Cilla Ny"


async def test_the_others_of_several_links_stay_when_one_is_made(space):
    """After a comma the new one is added to those that are written."""
    async with Alone(space).run_test(size=(80, 40)) as pilot:
        row = pilot.app.form.rows["people"]
        row.control.focus()
        await pilot.press("b", "down", "comma", *" Dan Ny", "ctrl+n")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert row.text == "Bo Ek, Dan Ny"


async def test_several_links_are_chosen_one_after_the_other(space):
    """After a comma the next name is offered, whatever its rings and dots."""
    async with Alone(space).run_test(size=(80, 40)) as pilot:
        row = pilot.app.form.rows["people"]
        row.control.focus()
        await pilot.press("b", "down", "comma", *"asa", "down")
        assert row.text == "Bo Ek, Åsa Ek"


async def test_enter_goes_on_and_submits_in_the_last_field(space):
    """Enter leads from field to field; in the last it says that the form is filled in."""
    async with Alone(space).run_test(size=(80, 40)) as pilot:
        await pilot.press("enter")
        assert pilot.app.form.rows["text"].control.has_focus
        pilot.app.form.rows["rule"].control.focus()
        await pilot.press("enter")
        assert pilot.app.submitted == 1


async def test_undo_in_a_field_is_the_fields_own(space):
    """Ctrl+Z takes back letters and leaves the workspace alone."""
    before = space.store.token
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, editing(space, Person, "p1"))
        await pilot.press("x", "y", "ctrl+z", "ctrl+z", "ctrl+z")
        assert form.form.texts["name"] == "Åsa Ek"
    assert space.store.token == before


async def test_typing_replaces_what_stood_in_a_field(space):
    """What stands in a field is marked on arrival: typing replaces it, an arrow or End goes into it to change it."""
    async with Alone(space, count="1", name="Sundsgatan").run_test(size=(80, 40)) as pilot:
        rows = pilot.app.form.rows
        await pilot.press(*"Biblioteket")
        assert rows["name"].text == "Biblioteket"
        rows["count"].control.focus()
        await pilot.press("2")
        assert rows["count"].text == "2"
        rows["name"].control.focus()
        await pilot.press("right", *" 1")
        assert rows["name"].text == "Biblioteket 1"
        await pilot.press("shift+tab", "tab", "x", "ctrl+z")
        assert rows["name"].text == "Biblioteket 1"


async def test_all_faults_are_shown_at_once(space):
    """Saving shows every fault at its field, goes to the first, and saves nothing; mended faults go away."""
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        form = await opened(pilot, editing(space, Activity))
        before = space.store.token
        write(form, "schedule", "då och då")
        write(form, "start_time", "25:00")
        await pilot.press("ctrl+s")
        text = shown(pilot)
        assert text.count("! ") == 3
        assert "! måste fyllas i" in text
        assert "3 fält behöver rättas." in text
        assert form.form.rows["title"].control.has_focus
        assert space.store.token == before
        await pilot.press("M")
        assert shown(pilot).count("! ") == 2


async def test_a_fault_is_shown_when_its_field_is_left(space):
    """A wrong text is told once somebody goes on, and not while it is being written."""
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        form = await opened(pilot, editing(space, Person))
        form.form.rows["member_since"].control.focus()
        await pilot.press(*"2026-13-01")
        assert "! " not in shown(pilot)
        await pilot.press("shift+tab")
        assert "! ”2026-13-01” finns inte i kalendern" in shown(pilot)


async def test_faults_between_fields_are_shown_too(space):
    """What no field can tell by itself stands at the field that the rule names."""
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        form = await opened(pilot, editing(space, Holder))
        for name, text in {"role": "Kassör", "person": "Bo Ek", "since": "2026-03-01", "until": "2026-02-01"}.items():
            write(form, name, text)
        await pilot.press("ctrl+s")
        assert form.form.rows["until"].problem == "ligger före första dagen"
        write(form, "until", "")
        await pilot.press("ctrl+s")
        [saved] = space.store.find(Holder)
        assert (saved.role, saved.person) == ("r1", "p2")


async def test_a_change_is_one_step_and_keeps_what_is_hidden(space):
    """What was not touched, and what no form shows, stays; the history has one line with the command line's words."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, editing(space, Activity, "akt"))
        write(form, "place", "Biblioteket")
        write(form, "exported", "nej")
        await pilot.press("ctrl+s")
        [saved] = pilot.app.given
    activity = space.store.get(Activity, "akt")
    assert activity == saved
    assert (activity.place, activity.exported, activity.plan_item, activity.areas) == (
        "Biblioteket",
        False,
        "plan-7",
        ("a1",),
    )
    assert space.store.history()[0].label == "Ändrade aktivitet ”Boksamtal”"
    space.store.undo()
    assert space.store.get(Activity, "akt").place == ""


async def test_names_of_people_stay_out_of_the_history(space):
    """A person's form labels its step without the name."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, editing(space, Person))
        await pilot.press(*"Cilla", "ctrl+s")
        assert pilot.app.given[0].name == "Cilla"
    assert space.store.history()[0].label == "Lade till person"


async def test_saving_nothing_leaves_no_trace(space):
    """A form that was only looked at closes without a step in the history."""
    before = space.store.token
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, editing(space, Activity, "akt"))
        await pilot.press("ctrl+s")
        assert pilot.app.given == [None]
    assert space.store.token == before


async def test_escape_asks_before_anything_is_lost(space):
    """With something written Escape asks: write on, save, or throw away; with nothing written it leaves."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, editing(space, Person, "p1"))
        await pilot.press("!", "escape")
        assert isinstance(pilot.app.screen, Unsaved)
        assert "Inte sparat än: Namn." in shown(pilot)
        await pilot.press("escape")
        assert pilot.app.screen is form
        await pilot.press("escape", "x")
        assert pilot.app.given == [None]
        assert space.store.get(Person, "p1").name == "Åsa Ek"
        await opened(pilot, editing(space, Person, "p1"))
        await pilot.press("end", "!", "escape", "enter")
        assert space.store.get(Person, "p1").name == "Åsa Ek!"
        await opened(pilot, editing(space, Person, "p1"))
        await pilot.press("escape")
        assert pilot.app.given == [None]


async def in_conflict(pilot, space, **theirs):
    """The form with a place that was written, saved after Siri saved the same record."""
    form = await opened(pilot, editing(space, Activity, "akt"))
    write(form, "place", "Biblioteket")
    other = open_workspace(space.folder, today=TODAY, who="Siri")
    put(other, _changed(other.store.get(Activity, "akt"), **theirs))
    await pilot.press("ctrl+s")
    await pilot.pause()
    return form


@pytest.mark.parametrize(
    ("keys", "place"), [([], "Biblioteket"), (["right"], "Torget"), (["right", "left"], "Biblioteket")]
)
async def test_a_conflict_shows_both_versions_and_keeps_the_chosen(space, keys, place):
    """Where both wrote, both texts are shown and one is chosen; what only one wrote is kept; it is one step to undo."""
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        await in_conflict(pilot, space, place="Torget", description="Ta med fika")
        text = shown(pilot)
        assert "Siri har sparat det här medan du skrev" in text
        assert re.search(r"Plats\s+● du +Biblioteket\s+○ Siri +Torget", text)
        assert "Siri har också ändrat det här, som följer med:" in text
        assert "Beskrivning: Ta med fika" in text
        assert space.store.get(Activity, "akt").place == "Torget"
        await pilot.press(*keys, "enter")
        await pilot.pause()
    saved = space.store.get(Activity, "akt")
    assert (saved.place, saved.description) == (place, "Ta med fika")


async def test_a_version_is_chosen_with_the_mouse(space):
    """A click on the other's text keeps that."""
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        await in_conflict(pilot, space, place="Torget")
        await pilot.click(Versions, offset=(10, 2))
        await pilot.press("enter")
        await pilot.pause()
    assert space.store.get(Activity, "akt").place == "Torget"


async def test_changes_of_other_fields_need_no_choice(space):
    """When each wrote in another field, both changes are named and saved with one Enter."""
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        await in_conflict(pilot, space, description="Ta med fika")
        assert "Ni har ändrat olika saker; allt kan sparas." in shown(pilot)
        await pilot.press("enter")
        await pilot.pause()
    saved = space.store.get(Activity, "akt")
    assert (saved.place, saved.description) == ("Biblioteket", "Ta med fika")


async def test_somebody_who_writes_on_after_a_conflict_loses_nothing(space):
    """Escape goes back to the form: my text stands, theirs is told beside it, and nothing is saved until ^S."""
    async with VcycleApp(space).run_test(size=(80, 30)) as pilot:
        form = await in_conflict(pilot, space, place="Torget", description="Ta med fika")
        await pilot.press("escape")
        await pilot.pause()
        assert pilot.app.screen is form
        assert "Siri har sparat ”Torget”" in shown(pilot)
        assert (form.form.texts["place"], form.form.texts["description"]) == ("Biblioteket", "Ta med fika")
        assert space.store.get(Activity, "akt").place == "Torget"
        await pilot.press("ctrl+s")
    assert space.store.get(Activity, "akt").place == "Biblioteket"


async def test_what_another_removed_can_be_saved_again(space):
    """Somebody threw the record away meanwhile: that is said, and saving once more brings it back whole."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, editing(space, Activity, "akt"))
        write(form, "place", "Biblioteket")
        other = open_workspace(space.folder, today=TODAY)
        with other.store.transaction("Tog bort") as transaction:
            transaction.remove(Activity, "akt")
        await pilot.press("ctrl+s")
        assert "Någon har tagit bort posten medan du skrev." in shown(pilot)
        await pilot.press("ctrl+s")
    saved = space.store.get(Activity, "akt")
    assert (saved.place, saved.plan_item) == ("Biblioteket", "plan-7")


async def test_what_cannot_be_shown_is_kept_unless_it_is_changed(space):
    """Control characters are shown as signs, and a form that changes something else leaves them as they were."""
    put(space, Unit(id="u", name="rad\x1b[31m", email="a\u202eb"))
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, editing(space, Unit, "u"))
        assert "rad␛[31m" in shown(pilot)
        write(form, "kind", "distrikt")
        await pilot.press("ctrl+s")
    saved = space.store.get(Unit, "u")
    assert (saved.name, saved.email, saved.kind) == ("rad\x1b[31m", "a\u202eb", "district")


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (44, 20)])
async def test_the_form_looks_as_it_should(space, matches, size):
    """The whole form, dense where it must be, roomy where it can, labels above their fields where it is narrow."""
    async with VcycleApp(space).run_test(size=size) as pilot:
        await opened(pilot, editing(space, Everything, "e"))
        matches(shown(pilot), f"form-{size[0]}x{size[1]}")


async def test_every_kind_is_saved_from_its_control(space):
    """What each control says ends up in the record, and only that: a new record filled in by hand equals another."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        form = await opened(pilot, editing(space, Everything))
        texts = editing(space, Everything, "e").notes.directory.text
        for spec in describe(Everything):
            if not spec.hints.hidden:
                write(form, spec.name, texts(spec, getattr(FILLED, spec.name)))
        await pilot.press("ctrl+s")
        [saved] = pilot.app.given
    for spec in describe(Everything):
        wanted = "x" if spec.hints.hidden else getattr(FILLED, spec.name)
        assert getattr(saved, spec.name) == wanted, spec.name


async def test_help_says_what_the_keys_do(space):
    """F1 explains the form and its keys, also from within a field."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await opened(pilot, editing(space, Person))
        await pilot.press("f1")
        assert isinstance(pilot.app.screen, KeysDialog)
        assert "spara allt på en gång" in shown(pilot)


async def test_a_record_behind_an_entry_is_opened_from_it(space):
    """o in an entry's dialog opens the activity, and the year shows what was changed."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("tab", "enter", "o")
        await pilot.pause()
        form = pilot.app.screen
        assert isinstance(form, RecordForm)
        assert form.base.id == "akt"
        write(form, "title", "Lässtund")
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "Lässtund" in shown(pilot)
        assert messages(pilot)[-1] == "Sparat. Ångra med u."


def _changed(record, **news):
    from msgspec.structs import replace

    return replace(record, **news)


async def test_looking_at_a_record_changes_nothing(tmp_path):
    """Whatever a record holds, its form says that nothing is changed, and its texts make the same record."""
    texts = ("rad\r\nvagn", "\ttabb\n\n", "\x1b[31m", "a\u202eb", "家" * 50, "[/red]", "x" * 5_000, "e\u0301", " ")
    units = [Unit(name=f"n{n}", email=text[:100].replace("\r\n", "").strip()) for n, text in enumerate(texts)]
    roles = [Role(name=f"r{n}", description=text, quote=text) for n, text in enumerate(texts)]
    space = a_space(tmp_path / "lömsk", *(u for u in units if "\n" not in u.email), *roles, today=TODAY)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        for cls in (Unit, Role):
            for record in space.store.find(cls):
                form = await opened(pilot, RecordForm(space, space.registry.of(cls), record))
                assert form.form.changed == {}
                made = draft(form.kind, form.form.texts, form.notes.directory, record)
                assert made.record == record
                form.dismiss(None)
                await pilot.pause()


async def test_every_shipped_type_opens_empty_and_filled(demo):
    """Each listed type has a form that can be opened, looked at and left, new or with any of its records."""
    async with VcycleApp(demo).run_test(size=(80, 24)) as pilot:
        for kind in [kind for kind in demo.registry if kind.listed]:
            for record in [None, *demo.store.find(kind.cls)[:3]]:
                form = await opened(pilot, RecordForm(demo, kind, record))
                assert form.form.changed == {}
                await pilot.press("escape")
                assert len(pilot.app.screen_stack) == 1
