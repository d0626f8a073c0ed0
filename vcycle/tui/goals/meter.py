"""A bar of a value against its target, readable without colour. Pure."""

from __future__ import annotations

from fractions import Fraction

from vcycle.model.measure import Number

FULL, REST = "▰", "▱"
TARGET, FORECAST = "│", "◆"
LEAST = 3
"""Columns below which a bar says nothing."""


def meter(value: Number, target: Number, forecast: Number | None, width: int) -> str:
    """A bar of exactly `width` columns whose last is the sign of the target; empty below `LEAST`.

    It is full only when the target is reached. Where it is going if it goes on at this rate is marked by `FORECAST`:
    in the part that is missing, or in the place of the target when that would be reached.
    """
    if width < LEAST:
        return ""
    room = width - 1
    done = filled(value, target, room)
    if done == room or forecast is None:
        return FULL * done + REST * (room - done) + TARGET
    if forecast >= target:
        return FULL * done + REST * (room - done) + FORECAST
    at = filled(forecast, target, room)
    rest = [FORECAST if cell == at else REST for cell in range(done, room)]
    return FULL * done + "".join(rest) + TARGET


def filled(value: Number, target: Number, room: int) -> int:
    """How many of `room` cells are filled: all of them only at the target, one as soon as there is anything."""
    if value >= target:
        return room
    if value <= 0 or target <= 0:
        return 0
    return min(room - 1, max(1, int(Fraction(value) / Fraction(target) * room)))
