"""What somebody does in the first quarter of an hour, in tmux, with nothing but the keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from icalendar import Calendar

from tests.acceptance.tmux import Tmux

TODAY = "2026-08-20"
GOAL = "Hålla medlemsmöten minst tre gånger per termin"


@pytest.fixture
def screen(tmp_path) -> Iterator[Tmux]:
    """vcycle for the first time, in an empty home."""
    started = Tmux("--data", str(tmp_path / "forening"), "--today", TODAY, home=tmp_path)
    yield started
    started.close()


def test_the_first_quarter_of_an_hour(screen, tmp_path):
    """From Solna's plan to a calendar file: move a meeting, hold it with 14, see the goal change, take it all back."""
    screen.wait("Välkommen till vcycle", "solna-2020")
    screen.press("Tab", "Tab")
    screen.write("14 mars")
    screen.wait("söndag 14 mars 2027 (2027-03-14)")
    screen.press("Tab")
    screen.write("Solna")
    screen.wait("Solna i mappen")
    screen.press("C-s")
    screen.wait("2026  Solna", "◂ i dag", "saker att göra")

    # find September's member meeting, and give it a day
    screen.press("/")
    screen.wait("Sök")
    screen.write("medlemsmöte 1")
    screen.wait("▸ Medlemsmöte 1, höstterminen")
    screen.press("Enter")
    screen.wait("Läge        utan dag")
    screen.press("m")
    screen.wait("Välj dag för Medlemsmöte 1")
    screen.write("9 sep")
    screen.wait("utan dag → ons 9 sep Medlemsmöte 1, höstterminen", "3 tillfällen ändras")
    screen.press("Enter")
    screen.wait(" 9 ▌Medlemsmöte 1, höstterm")
    # move it, with all that follows
    screen.press("m")
    screen.wait("Flytta Medlemsmöte 1")
    screen.press("C-u")
    screen.write("torsdag")
    screen.wait("ons 9 sep → tors 10 sep Träff för nya medlemmar")
    screen.press("Enter")
    screen.wait("10 ▌Medlemsmöte 1, höstterm")
    # it is held, and fourteen came
    screen.press("d")
    screen.wait("Bocka av Medlemsmöte 1")
    screen.write("14")
    screen.wait("14 personer")
    screen.press("Enter")
    screen.wait("10 ▌✓ Medlemsmöte 1, höstte")
    # the goal has changed
    screen.press("2")
    screen.wait("Mål › 2026")
    screen.press("/")
    screen.write("medlemsmöten")
    screen.wait(GOAL[:40], "1 av 3 medlemsmöten")
    # all of it is taken back
    screen.press("Escape")
    screen.wait_until(lambda text: "1 av 80 mål" not in text)
    screen.press("u", "u")
    screen.wait("Ångrade: Flyttade Medlemsmöte 1, höstterminen till 2026-09-10")
    screen.press("u")
    screen.wait("Ångrade: Flyttade Medlemsmöte 1, höstterminen till 2026-09-09")
    screen.press("1")
    screen.wait("2026  Solna")
    # and the calendar is written
    screen.press("C-p")
    screen.wait("Vad vill du göra?")
    screen.write("telefon")
    screen.wait("▸ Skriv kalenderfil till telefonen")
    screen.press("Enter")
    screen.wait("Skriv kalenderfilen för 2026", "kalender-2026.ics")
    screen.press("Enter")
    screen.wait("Skicka filen till telefonen")
    screen.press("C-q")
    screen.wait_for_the_end()
    titles = [
        str(e["SUMMARY"]) for e in Calendar.from_ical((tmp_path / "kalender-2026.ics").read_bytes()).walk("VEVENT")
    ]
    assert "Vänsterpizza" in titles
    assert not any(title.startswith("Medlemsmöte 1") for title in titles)
