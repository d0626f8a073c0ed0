"""What a chain file holds: these declarations are the format, and docs/chains.md explains it.

A field without a default is a key that the file must have.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from vcycle.model.schedule import Weekend

FORMAT = 1

Tier = Literal["local", "district", "national"]
Basis = Literal["rule", "practice", "default"]


class ChainStep(Struct, frozen=True):
    """One step. It is counted from the anchor, or from the step that `of` names.

    `basis` is "rule" for what statutes, a law or an authority say and somebody has read there, "practice" for what
    another association did, "default" for an assumption: the last two are shown with "kontrollera stadgarna".
    """

    key: str
    title: str = ""
    before: str = ""
    after: str = ""
    of: str = ""
    follows: tuple[str, ...] = ()
    hard: bool = False
    weekend: Weekend = "keep"
    level: Tier | None = None
    stop: str = ""
    responsible: str = ""
    paragraph: str = ""
    basis: Basis = "default"
    source: str = ""
    checked: date | None = None
    description: str = ""


class Chain(Struct, frozen=True):
    """A whole chain file, checked. `series` is what the steps hang on unless told otherwise."""

    format: int
    name: str
    title: str
    series: str
    description: str = ""
    steps: tuple[ChainStep, ...] = ()
