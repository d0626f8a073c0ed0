"""Where something is from, as people say it."""

from __future__ import annotations

import re

_PLAN_LINE = re.compile(r"([a-zåäö0-9-]+) rad (\d+(?:\N{EN DASH}\d+)?)")


def source_words(source: str) -> str:
    """ "Planens rad 125 (vanersborg-2022)" from what a plan's import notes; else "Källa: ..."."""
    if match := _PLAN_LINE.fullmatch(source):
        return f"Planens rad {match[2]} ({match[1]})"
    return f"Källa: {source}"
