"""A chain's steps for reading: in order, with their days for one anchor, and how sure we are of each."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from vcycle.model.core import BASES
from vcycle.model.wording.words import amount_words
from vcycle.services.chains.checks import way_of
from vcycle.services.chains.format import Chain, ChainStep
from vcycle.services.chains.order import follow

UNSURE = "kontrollera stadgarna"
_TRIED = date(2025, 6, 15)
"""The anchor's day that steps are put in order by when none is given."""


class StepRow(Struct, frozen=True):
    """One step: `when` from what it is counted, `day` for the anchor's day if there is one, `grounds` how we know."""

    step: ChainStep
    when: str
    day: date | None
    grounds: str


def rows(chain: Chain, anchor: date | None) -> list[StepRow]:
    """The steps of a chain in the order of their days."""
    values = {step.key: asdict(step) for step in chain.steps}
    titles = {step.key: step.title for step in chain.steps}
    days = {key: follow(way_of(key, values), anchor or _TRIED) for key in values}
    ordered = sorted(chain.steps, key=lambda step: days[step.key])
    return [StepRow(s, _when(s, titles), days[s.key] if anchor else None, grounds(**_known(s))) for s in ordered]


def _when(step: ChainStep, titles: dict[str, str]) -> str:
    target = f" ”{titles[step.of]}”" if step.of else ""
    if step.before or step.after:
        side = "före" if step.before else "efter"
        return f"{amount_words(step.before or step.after)} {side}{target}"
    return f"samma dag{' som' if target else ''}{target}"


def _known(step: ChainStep) -> dict[str, Any]:
    return {"basis": step.basis, "paragraph": step.paragraph, "source": step.source, "checked": step.checked}


def grounds(*, basis: str | None, paragraph: str, source: str, checked: date | None) -> str:
    """How we know of a day: "§ 54 (stadgar, lag eller myndighet), https://… (läst 2026-11-20)".

    What is no rule that somebody has read is always to be compared with the statutes.
    """
    said = BASES[basis or "default"]
    first = f"{paragraph} ({said})" if paragraph else said[0].upper() + said[1:]
    where = f", {source}" if source else ""
    read = f" (läst {checked})" if checked else ""
    return f"{first}{where}{read}{'' if basis == 'rule' else f': {UNSURE}'}."
