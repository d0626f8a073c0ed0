"""The shipped plans against the texts they are made from: nothing is made up, nothing is forgotten."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from vcycle.paths import shipped
from vcycle.services.plans.file import find_plan, read_plan
from vcycle.services.plans.format import Plan

TEXTS = Path(__file__).parents[1] / "fixtures" / "plans"
PLANS = ("solna-2020", "ostergotland-2017")
# The words by which a plan promises something. A sentence of running text with one of them is a commitment; bullets
# always are one.
COMMITS = re.compile(
    r"\b(ska|skall|måste|kommer|behöver|bör|sträva|eftersträva|målet|målsättning|fokus|fokuserar)\b", re.IGNORECASE
)
BULLET = re.compile(r"- (?:\d+\) )?")


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


def commitments(name: str) -> list[tuple[int, str]]:
    """(line, text) of every bullet, and of every sentence that promises something."""
    found = []
    for number, line in enumerate(lines(name), 1):
        if BULLET.match(line):
            found.append((number, BULLET.sub("", line, count=1)))
            continue
        sentences = re.split(r"(?<=[.!?]) +(?=[A-ZÅÄÖ])", line)
        found += [(number, sentence) for sentence in sentences if COMMITS.search(sentence)]
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
        (number, sentence)
        for number, sentence in commitments(name)
        if not any(line == number and quote in sentence for line, quote in covered)
    ]
    assert missed == []


def test_the_texts_hold_as_many_commitments_as_were_counted_by_hand():
    """The search for commitments finds what a reader finds: a pattern that finds nothing would cover everything."""
    assert sum(bool(BULLET.match(line)) for line in lines("solna-2020")) == 104
    assert len(commitments("solna-2020")) == 104 + 23
    assert len(commitments("ostergotland-2017")) == 40


@pytest.mark.parametrize("name", PLANS)
def test_every_heading_that_is_an_area_stands_at_its_line(name):
    """Areas are the plan's own headings."""
    text = lines(name)
    assert [(a.line, a.name) for a in plan(name).areas if text[a.line - 1] != a.name] == []


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
    "Arrangera Vänsterpizza", "Exempelstad Pride", "Från Folkets", "Föreningen Exempelstad", "Med Miljöpartiets",
    "Region Östergötland", "Ung Vänster", "Uppdatera Ansvarsområden", "Uppdatera Zetkin",
    "Verksamhetsplan Vänsterpartiet", "Vänsterns Studentförbund", "Vänsterpartiet Malmö", "Vänsterpartiet Solna",
    "Vänsterpartiet Sundbyberg", "Vänsterpartiet Östergötland", "Vänsterpartiet Östergötlands",
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
