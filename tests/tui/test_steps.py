"""Moving, ticking off, cancelling, undoing: what is asked, what is saved, and what is never lost."""

from __future__ import annotations

from datetime import date, timedelta

from textual.widgets import Input

from tests.tui.conftest import messages, shown, titled, wheel
from vcycle.model.core import Activity, Change
from vcycle.services import moving
from vcycle.services.demo import make_demo
from vcycle.services.workspace import open_workspace
from vcycle.tui.app import VcycleApp
from vcycle.tui.keys import with_keys
from vcycle.tui.step_dialog import BREAKS, MEANWHILE, StepDialog


async def write(pilot, text):
    """Replace what stands in the dialog's field."""
    pilot.app.screen.query_one(Input).value = text
    await pilot.pause()


async def test_a_move_shows_everything_that_follows_before_it_is_saved(space):
    """Everything that hangs on the entry is shown with its new day, and nothing is saved before Enter."""
    meeting = titled(space, "Medlemsmöte", 4)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = wheel(pilot)
        screen.walk.to(meeting)
        before = space.store.token
        await pilot.press("m")
        await write(pilot, "2026-04-22")
        text = shown(pilot)
        assert "ons 1 april → ons 22 april Medlemsmöte" in text
        assert "ons 18 mars → ons 8 april  Kallelse till medlemsmötet" in text
        assert space.store.token == before
        await pilot.press("enter")
        assert space.store.get(Change, meeting.id).day == date(2026, 4, 22)
        [notice] = [e for e in space.entries(space.this_year) if e.anchor == meeting.id and "Kallelse" in e.title]
        assert notice.start == date(2026, 4, 8)


async def test_the_mark_follows_the_entry_to_its_new_place(space):
    """After a move the same entry is marked, in its new month, in list and wheel."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = wheel(pilot)
        key = screen.walk.key
        await pilot.press("m")
        await write(pilot, "14 maj")
        await pilot.press("enter")
        await pilot.pause()
        assert screen.walk.key == key
        assert screen.walk.chosen.start == date(2026, 5, 14)
        assert screen.walk.part == 4
        assert screen.view._selection.key == key
        assert " 14 ▌→ Initiativskrivande" in shown(pilot)
        assert messages(pilot) == [
            "Flyttade Initiativskrivande med kommunala gruppen, vår till 2026-05-14. Ångra med u."
        ]


async def test_the_mark_follows_into_another_year(space):
    """An entry that is moved past the end of the year takes the screen along."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        screen = wheel(pilot)
        key = screen.walk.key
        await pilot.press("m")
        await write(pilot, "2027-01-08")
        await pilot.press("enter")
        await pilot.pause()
        assert (screen.walk.page.year, screen.walk.key) == (2027, key)
        assert shown(pilot).startswith(" 2027 ")


async def test_a_move_into_another_year_shows_the_years(space):
    """Where days before and after lie in different years, both are written out."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await write(pilot, "2027-01-08")
        assert "fre 6 mars 2026 → fre 8 jan 2027 Initiativskrivande" in shown(pilot)


async def test_undo_and_redo_go_back_and_forth(space):
    """u and ^Z take the last step back, r and ^Y do it again, and each says what it did."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        walk = wheel(pilot).walk
        for undo, redo in (("u", "r"), ("ctrl+z", "ctrl+y")):
            await pilot.press("m")
            await write(pilot, "2026-03-20")
            await pilot.press("enter", undo)
            assert walk.chosen.start == date(2026, 3, 6)
            assert messages(pilot)[-1].startswith("Ångrade: Flyttade Initiativskrivande")
            await pilot.press(redo)
            assert walk.chosen.start == date(2026, 3, 20)
            assert messages(pilot)[-1].startswith("Gjorde om: Flyttade Initiativskrivande")
            await pilot.press(undo)


async def test_nothing_to_redo_is_said(space):
    """A step back or forth that does not exist is a sentence, not an error."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("r")
        assert messages(pilot) == ["Det finns inget att göra om."]


async def test_escape_changes_nothing(space):
    """Whatever was written, Escape leaves everything as it was."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        before = space.store.token
        for key in ("m", "d", "c"):
            await pilot.press(key)
            await write(pilot, "2026-05-05")
            await pilot.press("escape")
            assert len(pilot.app.screen_stack) == 1
        assert space.store.token == before


async def test_what_is_no_date_is_refused_in_a_sentence(space):
    """Enter on something that is no date, on nothing, or on the day it has, saves nothing and stays."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        before = space.store.token
        await pilot.press("m")
        for text, sentence in (("hej", "är inget datum"), ("2026-02-30", "finns inte"), ("", "Skriv den nya dagen")):
            await write(pilot, text)
            await pilot.press("enter")
            assert isinstance(pilot.app.screen, StepDialog)
            assert sentence in shown(pilot)
        await write(pilot, "2026-03-06")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, StepDialog)
        assert space.store.token == before


async def test_a_hard_date_is_broken_only_on_a_second_enter(tmp_path):
    """The first Enter says that a date would be broken; another text asks anew; the second Enter in a row saves."""
    space = make_demo(tmp_path / "exempel", today=date(2026, 1, 10))
    notice = titled(space, "Kallelse till årsmötet", 2)
    assert notice.hard
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.to(notice)
        await pilot.press("m")
        await write(pilot, "2026-02-20")
        await pilot.press("enter")
        assert with_keys(pilot.app.screen, BREAKS) in shown(pilot)
        words = " ".join(shown(pilot).replace("\n", " ").split())
        assert "Kallelse till årsmötet: sista dag är 2026-02-13" in words
        await write(pilot, "2026-02-21")
        assert with_keys(pilot.app.screen, BREAKS) not in shown(pilot)
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, StepDialog)
        await pilot.press("enter")
        assert space.store.get(Change, notice.id).day == date(2026, 2, 21)


async def test_done_keeps_its_note(space):
    """d ticks the marked entry off, with a note or without one."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        first = wheel(pilot).walk.chosen
        await pilot.press("d")
        await write(pilot, "Bra uppslutning [/red]")
        await pilot.press("enter", "tab")
        second = wheel(pilot).walk.chosen
        await pilot.press("d", "enter")
        assert second != first
        assert space.store.get(Change, first.id).note == "Bra uppslutning [/red]"
        assert space.store.get(Change, second.id).held


async def test_cancelling_needs_a_reason(space):
    """c asks why; without an answer nothing is cancelled."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        entry = wheel(pilot).walk.chosen
        await pilot.press("c", "enter")
        assert isinstance(pilot.app.screen, StepDialog)
        assert "Skriv varför" in shown(pilot)
        await write(pilot, "Snöstorm")
        await pilot.press("enter")
        change = space.store.get(Change, entry.id)
        assert (change.cancelled, change.reason) == (True, "Snöstorm")
        assert wheel(pilot).walk.chosen.state == "cancelled"


async def test_what_was_held_cannot_be_cancelled(space):
    """A step that the rules refuse is a sentence in the dialog, and Enter does nothing."""
    held = next(e for e in space.entries(space.this_year) if e.state == "held")
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.to(held)
        await pilot.press("c")
        await write(pilot, "Nej")
        await pilot.press("enter")
        assert "är redan genomfört" in shown(pilot)
        assert not space.store.get(Change, held.id).cancelled


async def test_the_entry_dialog_leads_on(space):
    """Enter shows an entry, and m in there asks where to move it."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert "fredag 6 mars 2026, v. 10, kl. 18:00–20:00" in shown(pilot)
        await pilot.press("m")
        await pilot.pause()
        assert isinstance(pilot.app.screen, StepDialog)
        await pilot.press("escape", "enter", "enter")
        assert len(pilot.app.screen_stack) == 1


async def test_without_a_marked_entry_there_is_a_word_about_it(space):
    """Where the ring has nothing in the month, m and Enter say so."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.key = None
        await pilot.press("m", "enter")
        assert len(pilot.app.screen_stack) == 1
        assert all("Tab går till nästa" in message for message in messages(pilot))


# Two windows


def elsewhere(space):
    """Another window on the same association."""
    return open_workspace(space.folder, today=space.today, who="Johan")


async def test_a_change_in_another_window_shows_within_a_second(space):
    """What another process saves is drawn here without a key being pressed, with the mark still on the entry."""
    other = elsewhere(space)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        entry = wheel(pilot).walk.chosen
        moving.save(other, moving.move(other, entry, date(2026, 4, 9)))
        await pilot.pause(1)
        assert wheel(pilot).walk.chosen.start == date(2026, 4, 9)
        assert "  9 ▌→ Initiativskrivande" in shown(pilot)


async def test_a_save_over_somebody_elses_is_asked_about_and_nothing_is_lost(space):
    """When another window saves while a dialog is open, Enter shows what holds now; the next Enter saves."""
    other = elsewhere(space)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        entry = wheel(pilot).walk.chosen
        await pilot.press("m")
        await write(pilot, "2026-03-20")
        moving.save(other, moving.move(other, entry, date(2026, 4, 9)))
        await pilot.press("enter")
        assert MEANWHILE[:30] in shown(pilot)
        assert "tors 9 april → fre 20 mars" in shown(pilot)
        assert pilot.app.screen.query_one(Input).value == "2026-03-20"
        assert other.store.get(Change, entry.id).day == date(2026, 4, 9)
        await pilot.press("enter")
        assert other.store.get(Change, entry.id).day == date(2026, 3, 20)
        assert [line.who for line in other.store.history(2)] == ["Siri", "Johan"]


async def test_an_entry_that_somebody_removed_is_no_crash(space):
    """When the activity behind the marked entry goes, the mark goes on to something that exists."""
    other = elsewhere(space)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        gone = wheel(pilot).walk.chosen
        with other.store.transaction("Tog bort") as transaction:
            transaction.remove(Activity, gone.record)
        await pilot.pause(1)
        walk = wheel(pilot).walk
        assert gone.id not in {e.id for e in walk.page.entries}
        assert walk.key is None or walk.chosen is not None


async def test_an_open_dialog_outlives_its_entry(space):
    """Moving an entry whose activity was removed meanwhile says so or saves; it never crashes."""
    other = elsewhere(space)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        gone = wheel(pilot).walk.chosen
        await pilot.press("m")
        await write(pilot, "2026-03-20")
        with other.store.transaction("Tog bort") as transaction:
            transaction.remove(Activity, gone.record)
        await pilot.press("enter")
        assert "Tillfället finns inte längre" in shown(pilot)
        assert [change for change in space.store.find(Change) if change.day == date(2026, 3, 20)] == []
        await pilot.press("escape", "right")
        assert len(pilot.app.screen_stack) == 1


async def test_a_data_file_that_breaks_is_said_and_the_year_stays(space):
    """When the file turns unreadable, every key says so in a sentence; when it is back, everything works again."""
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        walk = wheel(pilot).walk
        path = space.folder / "vcycle.json"
        kept = path.read_bytes()
        path.write_text("{ trasig", encoding="utf-8")
        await pilot.pause(1)
        assert "vcycle.json" in messages(pilot)[0]
        await pilot.press("right", "pagedown", "home", "u", "r", "enter")
        assert (walk.page.year, walk.part) == (2026, 3)
        await pilot.press("m")
        await write(pilot, "2026-04-24")
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, StepDialog)
        assert pilot.app.screen.query_one(Input).value == "2026-04-24"
        path.write_bytes(kept)
        await pilot.press("enter", "enter")
        assert space.store.get(Change, walk.key).day == date(2026, 4, 24)


async def test_a_day_is_said_as_people_say_it_and_said_back_whole(space):
    """The move dialog takes a day in words, counted from the entry or another one, and shows which day it is."""
    meeting = titled(space, "Medlemsmöte", 4)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.to(meeting)
        await pilot.press("m")
        await write(pilot, "tre veckor senare")
        assert "onsdag 22 april 2026 (2026-04-22), v. 17" in shown(pilot)
        await write(pilot, "sista to i april")
        assert "torsdag 30 april 2026 (2026-04-30), v. 18" in shown(pilot)
        await write(pilot, "snart")
        assert "”snart” är inget datum; skriv till exempel 14 mars, på tors" in shown(pilot)


async def test_a_day_is_stepped_to(space):
    """Ctrl with an arrow steps by days from what is written, and +1 and a weekday count from the entry's own day."""
    meeting = titled(space, "Medlemsmöte", 4)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.to(meeting)
        await pilot.press("m", "ctrl+right", "ctrl+right", "ctrl+left")
        field = pilot.app.screen.query_one(Input)
        assert field.value == str(meeting.start + timedelta(days=1))
        assert "^←^→ en dag" in shown(pilot)
        await pilot.press(*"+2", "ctrl+right")
        assert field.value == str(meeting.start + timedelta(days=3))
        await write(pilot, "")
        assert "Skriv den nya dagen, till exempel +1, tisdag" in shown(pilot)
        await pilot.press(*"tors", "enter")
        same_week = meeting.start + timedelta(days=3 - meeting.start.weekday())
        assert space.store.get(Change, meeting.id).day == same_week


async def test_how_many_moved_is_told(space):
    """What was moved or cancelled with something is counted in the message."""
    meeting = titled(space, "Medlemsmöte", 4)
    others = moving.move(space, meeting, date(2026, 4, 16)).others
    assert others > 0
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.to(meeting)
        await pilot.press("m")
        await write(pilot, "2026-04-16")
        await pilot.press("enter")
        assert messages(pilot)[-1] == f"Flyttade Medlemsmöte till 2026-04-16, och {others} till. Ångra med u."
        await pilot.press("c", *"Snö", "enter")
        assert f"Ställde in Medlemsmöte, och {others} till." in messages(pilot)[-1]


async def test_what_is_ticked_off_does_not_look_moved(space):
    """A done entry is shown on its day with its sign and word; one that lies ahead is remarked on."""
    meeting = titled(space, "Medlemsmöte", 4)
    async with VcycleApp(space).run_test(size=(80, 24)) as pilot:
        wheel(pilot).walk.to(meeting)
        await pilot.press("d")
        text = shown(pilot)
        assert "Får vara tomt." in text
        assert "✓ genomfört" in text
        assert " → " not in text
        assert "veckor framåt" in text
