"""The shipped plans against the texts they are made from: nothing is made up, nothing is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from vcycle.paths import shipped
from vcycle.services.plans.file import find_plan, read_plan
from vcycle.services.plans.format import Plan

TEXTS = Path(__file__).parents[1] / "fixtures" / "plans"
PLANS = ("solna-2020", "ostergotland-2017", "vanersborg-2022", "jamtland-2022", "vast-2022")
# The words by which a plan promises something. A sentence of running text with one of them is a commitment; bullets
# always are one.
COMMITS = re.compile(
    r"\b(ska|skall|måste|kommer|behöver|bör|sträva|eftersträva|målet|målsättning|fokus|fokuserar)\b", re.IGNORECASE
)
# Two plans also promise in the present tense: what "hålls" or "beslutas" will be so this year, what has "stor vikt" or
# what members "uppmanas" to do is meant to be done.
IN_THE_PRESENT = {
    "vanersborg-2022": re.compile(
        r"\b(vill|eftersträvar|hoppas|ambition|målsättningen|uppgift|ansvar|krävs|viktigt att|fortsätter|uppmuntras"
        r"|skickar|läggs|hålls|mailas|protokollförs|publiceras|beslutas|rapporterar|öppna möten)\b",
        re.IGNORECASE,
    ),
    "jamtland-2022": re.compile(
        r"\b(viktigt|viktiga|vikt|uppmanas|bistå|tar hjälp|utvecklar|ingår)\b",
        re.IGNORECASE,
    ),
}
BULLET = re.compile(r"(?:- (?:\d+\) )?|[●■] )")


@cache
def plan(name: str) -> Plan:
    return read_plan(find_plan(name))


@cache
def lines(name: str) -> list[str]:
    return (TEXTS / f"{name}.txt").read_text("utf-8").split("\n")


def quotes(name: str) -> list[tuple[int, str]]:
    """(line, quote) of every entry of the plan and of every sentence it leaves out."""
    found = plan(name)
    return [(e.line, e.quote) for e in (*found.roles, *found.goals, *found.activities, *found.omitted)]


def passages(name: str) -> Iterator[tuple[int, str]]:
    """(first line, text) of every bullet and paragraph, with the line breaks that fall inside it.

    An empty line, the next bullet and a heading that is an area end a passage.
    """
    headings = {area.line for area in plan(name).areas}
    start, held = 0, list[str]()
    for number, line in enumerate((*lines(name), ""), 1):
        if held and (not line.strip() or BULLET.match(line) or number - 1 in headings):
            yield start, "\n".join(held)
            held = []
        if line.strip():
            start = start if held else number
            held.append(line)


def parts(start: int, text: str) -> dict[int, str]:
    """What of a text that begins on line `start` stands on each line."""
    return dict(enumerate(text.split("\n"), start))


@cache
def bullets(name: str) -> list[dict[int, str]]:
    return [parts(start, BULLET.sub("", text, count=1)) for start, text in passages(name) if BULLET.match(text)]


@cache
def promises(name: str) -> list[dict[int, str]]:
    """Every sentence of running text that promises something, also one that goes over several lines."""
    found = []
    for start, text in passages(name):
        sentences = [] if BULLET.match(text) else re.split(r"(?<=[.!?])(?=\s+[A-ZÅÄÖ])", text)
        for sentence in sentences:
            plain = " ".join(sentence.split())
            if COMMITS.search(plain) or (name in IN_THE_PRESENT and IN_THE_PRESENT[name].search(plain)):
                found.append(parts(start, sentence))
            start += sentence.count("\n")
    return found


@pytest.mark.parametrize("name", PLANS)
def test_every_quote_stands_verbatim_at_its_line(name):
    """A quote is what the plan says, where it says it."""
    text = lines(name)
    wrong = [(line, quote) for line, quote in quotes(name) if not quote or quote not in text[line - 1]]
    assert wrong == []


@pytest.mark.parametrize("name", PLANS)
def test_every_commitment_is_quoted_or_left_out_with_a_reason(name):
    """No bullet and no promise of the text is forgotten."""
    covered = quotes(name)
    missed = [
        commitment
        for commitment in (*bullets(name), *promises(name))
        if not any(quote in commitment.get(line, "") for line, quote in covered)
    ]
    assert missed == []


def test_the_texts_hold_as_many_commitments_as_were_counted_by_hand():
    """The search for commitments finds what a reader finds: a pattern that finds nothing would cover everything."""
    counted = {name: (len(bullets(name)), len(promises(name))) for name in PLANS}
    assert counted == {
        "solna-2020": (104, 23),
        "ostergotland-2017": (0, 40),
        "vanersborg-2022": (87, 46),
        "jamtland-2022": (6, 46),
        "vast-2022": (20, 1),
    }


@pytest.mark.parametrize("name", PLANS)
def test_every_heading_that_is_an_area_stands_at_its_line(name):
    """Areas are the plan's own headings, and those that are not name no line."""
    text = lines(name)
    assert [(a.line, a.name) for a in plan(name).areas if a.line and text[a.line - 1].strip("#* ") != a.name] == []
    ours = {"jamtland-2022": 1, "vast-2022": 5}
    assert sum(not area.line for area in plan(name).areas) == ours.get(name, 0)


@pytest.mark.parametrize("name", PLANS)
def test_reasons_for_leaving_out_are_specific(name):
    """Each omission says why in its own words, and an entry that stands elsewhere is named by a line that has one."""
    reasons = [omission.reason for omission in plan(name).omitted]
    assert len(set(reasons)) == len(reasons)
    assert min(map(len, reasons)) >= 40
    with_entry = {entry.line for entry in (*plan(name).goals, *plan(name).activities)}
    for omission in plan(name).omitted:
        named = {
            int(line)
            for part in re.findall(r"rad ([\d, och–-]+)", omission.reason)
            for line in re.findall(r"\d+", part)
        }
        assert named <= with_entry, omission.reason


# Two capitalised words in a row that name no person.
NO_PERSON = {
    "Aqua Blå", "Arrangera Vänsterpizza", "Exempelstad Pride", "Feministiskt Perspektiv", "Från Folkets",
    "Föreningen Exempelstad", "Google Drive", "Jämtland Härjedalen", "Jämtlands Län", "Med Miljöpartiets",
    "Region Östergötland", "Röd Lördag", "Ung Vänster", "Uppdatera Ansvarsområden", "Uppdatera Zetkin",
    "Verksamhetsplan Vänsterpartiet", "Vänsterns Studentförbund", "Vänsterpartiet Jämtlands", "Vänsterpartiet Malmö",
    "Vänsterpartiet Solna", "Vänsterpartiet Sundbyberg", "Vänsterpartiet Vänersborg", "Vänsterpartiet Väst",
    "Vänsterpartiet Östergötland", "Vänsterpartiet Östergötlands", "Västra Götaland", "Zetkin Aktiviteter",
    "Zetkin Foundation",
}  # fmt: skip
FILES = sorted([*shipped("plans").glob("*"), *shipped("demo").glob("*"), *TEXTS.glob("*")])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_person_is_named(path):
    """Neither the data nor the texts hold a first name with a surname."""
    pairs = re.findall(r"\b[A-ZÅÄÖÜ][a-zåäöüé]+ [A-ZÅÄÖÜ][a-zåäöüé]+\b", path.read_text("utf-8"))
    assert set(pairs) - NO_PERSON == set()


def test_the_people_of_the_text_are_left_out():
    """The fixture keeps the lines of the text and none of its four names, and no quote reaches into one."""
    assert "\n".join(lines("ostergotland-2017")).count("[namn]") == 4
    assert not any("[namn]" in quote for _, quote in quotes("ostergotland-2017"))
