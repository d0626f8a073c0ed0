"""Colours as triples for people and as packed integers for the hot loops."""

from __future__ import annotations

from functools import lru_cache

RGB = tuple[int, int, int]

SHARES = 16
"""Blends are made in sixteenths: finer is not seen, coarser steps meet the caches more often."""


def mix(under: RGB, over: RGB, weight: float) -> RGB:
    """`under` with `over` laid on it; weight 0 gives `under`, 1 gives `over`."""
    r, g, b = (round(u + (o - u) * weight) for u, o in zip(under, over, strict=True))
    return r, g, b


def pack(colour: RGB) -> int:
    """The colour as 0xRRGGBB."""
    return colour[0] << 16 | colour[1] << 8 | colour[2]


def unpack(packed: int) -> RGB:
    """The triple of 0xRRGGBB."""
    return packed >> 16, packed >> 8 & 255, packed & 255


@lru_cache(maxsize=1 << 16)
def blend(under: int, over: int, shares: int) -> int:
    """Packed `under` with `shares` sixteenths of packed `over` in it."""
    rest = SHARES - shares
    r = ((under >> 16) * rest + (over >> 16) * shares + 8) >> 4
    g = ((under >> 8 & 255) * rest + (over >> 8 & 255) * shares + 8) >> 4
    b = ((under & 255) * rest + (over & 255) * shares + 8) >> 4
    return r << 16 | g << 8 | b
