"""Where things of one ring go so that none hides another: lanes beside each other, as in a printed calendar."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from vcycle.wheel.svg_paper import Item


@dataclass(frozen=True, order=True)
class Block:
    """Items drawn as one, from `start` to `end` in days and parts of days, in the lanes `top` to `bottom`."""

    start: float
    end: float
    items: tuple[Item, ...] = field(compare=False)
    top: int = 0
    bottom: int = 0


@dataclass(frozen=True)
class Packed:
    """The blocks of a ring: those with days in `lanes` lanes from the outside, windows in `window_lanes` after them."""

    blocks: tuple[Block, ...]
    windows: tuple[Block, ...]
    lanes: int
    window_lanes: int


class Lane:
    """Blocks that do not touch each other, in order."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._starts: list[float] = []

    def hit(self, start: float, end: float) -> list[Block]:
        """The blocks with anything between two moments."""
        first = bisect_left(self._starts, start)
        first -= first > 0 and self.blocks[first - 1].end > start
        return self.blocks[first : bisect_left(self._starts, end)]

    def add(self, block: Block) -> None:
        insort(self.blocks, block)
        insort(self._starts, block.start)

    def merge(self, block: Block) -> None:
        """Add a block, made one with all that it touches."""
        while hit := self.hit(block.start, block.end):
            for other in hit:
                self._starts.pop(at := self.blocks.index(other))
                self.blocks.pop(at)
            items = tuple(item for one in sorted([*hit, block]) for item in one.items)
            block = Block(min(block.start, hit[0].start), max(block.end, hit[-1].end), items)
        self.add(block)


def pack(blocks: Sequence[Block], windows: Sequence[Block], most: int) -> Packed:
    """Blocks and windows in at most `most` lanes; where they are too many, neighbours become one.

    There is always a lane for blocks and another for windows, if there are any.
    """
    wanted, wanted_windows = len(_lanes(blocks, inf)), len(_lanes(windows, inf))
    own = min(wanted_windows, max(1, most - wanted))
    lanes = _lanes(blocks, min(wanted, max(1, most - own)))
    window_lanes = _lanes(windows, own)
    return Packed(
        tuple(_widened(lanes)),
        tuple(replace(b, top=n, bottom=n) for n, lane in enumerate(window_lanes) for b in lane.blocks),
        len(lanes),
        len(window_lanes),
    )


def _lanes(blocks: Iterable[Block], most: float) -> list[Lane]:
    lanes: list[Lane] = []
    for block in sorted(blocks):
        lane = next((lane for lane in lanes if not lane.hit(block.start, block.end)), None)
        if lane is not None:
            lane.add(block)
        elif len(lanes) < most:
            lanes.append(Lane())
            lanes[-1].add(block)
        else:
            lanes[-1].merge(block)
    return lanes


def _widened(lanes: Sequence[Lane]) -> Iterator[Block]:
    """Every block with the lanes after it that nothing else uses, so that what is alone is seen best.

    The lanes before it are never free: a block lies in the first one that has room for it.
    """
    for top, lane in enumerate(lanes):
        for block in lane.blocks:
            others = (n for n in range(top + 1, len(lanes)) if lanes[n].hit(block.start, block.end))
            yield replace(block, top=top, bottom=next(others, len(lanes)) - 1)


def room_after(blocks: Sequence[Block], block: Block, days: float) -> float:
    """Days from the end of a block until another begins in any of its lanes, or the year ends."""
    others = (b.start for b in blocks if b.start >= block.end and b.top <= block.bottom and block.top <= b.bottom)
    return min(others, default=days) - block.end
