"""Goals as other programs read them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from vcycle.model.core import Area
from vcycle.model.values import format_measure
from vcycle.services.goals import Standing
from vcycle.services.workspace import Workspace


def goal_json(space: Workspace, standing: Standing) -> dict[str, Any]:
    """A goal in the shape that other programs rely on; a number that is not whole is a fraction, "11/3"."""
    goal, reading = standing
    names = {area.id: area.name for area in space.store.find(Area)}
    areas = [names[area] for area in goal.areas if area in names]
    return {
        "id": goal.id,
        "text": goal.text,
        "quote": goal.quote or None,
        "source": goal.source or None,
        "area": areas[0] if areas else None,
        "state": reading.state,
        "plan_state": reading.plan_state,
        "value": _number(reading.value),
        "target": _number(reading.target),
        "reason": reading.reason,
        "areas": areas,
        "measure": format_measure(goal.measure) if goal.measure is not None else None,
        "unit": reading.unit or None,
        "low": _number(reading.low),
        "high": _number(reading.high),
        "forecast": _number(reading.forecast),
        "pace": _number(reading.pace),
        "pace_per": reading.pace_per or None,
        "evidence": list(reading.evidence),
        "left": list(reading.left),
    }


def _number(number: int | Fraction | None) -> int | str | None:
    if number is None or isinstance(number, int):
        return number
    return number.numerator if number.denominator == 1 else f"{number.numerator}/{number.denominator}"
