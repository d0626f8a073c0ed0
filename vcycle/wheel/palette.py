"""The colours of the wheel on a dark and on a light background."""

from __future__ import annotations

from dataclasses import dataclass, replace

from vcycle.wheel.colour import RGB, mix


@dataclass(frozen=True)
class Palette:
    """All colours that the wheel needs beside those of the tracks and segments themselves.

    `tracks` are defaults for the tracks in ring order, told apart by people with any common
    colour blindness too. `seasons` are the colours of January to December; every other month
    stands in the band with the first or the second weight of `band`.
    """

    background: RGB
    core: RGB
    text: RGB
    dim: RGB
    title: RGB
    today: RGB
    selected: RGB
    on_selected: RGB
    week: RGB
    band: tuple[float, float]
    tracks: tuple[RGB, ...]
    seasons: tuple[RGB, ...]
    base: RGB | None = None
    """What empty rings are made of instead of their own colour, where dark colours cannot be shown."""
    paler: float = 0.6
    """What is left of a colour each time that there are more tracks than colours."""

    def track(self, index: int) -> RGB:
        """The colour of a ring; beyond the last one they begin anew, paler each time."""
        again, place = divmod(index, len(self.tracks))
        return mix(self.tracks[place], self.text, 1 - self.paler**again)


DARK = Palette(
    background=(20, 22, 30),
    core=(28, 30, 38),
    text=(222, 226, 240),
    dim=(146, 150, 172),
    title=(255, 255, 255),
    today=(255, 244, 214),
    selected=(255, 255, 255),
    on_selected=(20, 22, 30),
    week=(200, 204, 222),
    band=(0.42, 0.52),
    tracks=(
        (101, 183, 253),
        (195, 233, 96),
        (230, 76, 128),
        (225, 153, 65),
        (155, 100, 241),
        (96, 252, 219),
    ),
    seasons=(
        (110, 150, 222),
        (92, 150, 206),
        (82, 174, 174),
        (78, 172, 128),
        (112, 184, 106),
        (150, 178, 84),
        (204, 186, 78),
        (206, 160, 70),
        (212, 130, 72),
        (204, 96, 82),
        (204, 108, 186),
        (136, 112, 204),
    ),
)

LIGHT = Palette(
    background=(250, 250, 247),
    core=(241, 241, 237),
    text=(40, 42, 54),
    dim=(104, 108, 124),
    title=(10, 12, 20),
    today=(104, 44, 0),
    selected=(16, 18, 28),
    on_selected=(255, 255, 255),
    week=(90, 94, 110),
    band=(0.52, 0.64),
    tracks=(
        (30, 113, 225),
        (66, 110, 9),
        (220, 35, 95),
        (193, 137, 0),
        (108, 30, 164),
        (0, 178, 167),
    ),
    seasons=(
        (62, 104, 190),
        (44, 110, 178),
        (22, 128, 130),
        (24, 126, 80),
        (60, 130, 50),
        (100, 124, 24),
        (146, 124, 0),
        (160, 108, 10),
        (176, 88, 24),
        (172, 58, 48),
        (164, 60, 146),
        (96, 72, 172),
    ),
)

DARK_256 = replace(
    DARK, background=(0, 0, 0), core=(18, 18, 18), week=(210, 210, 210), band=(0.68, 0.8), base=(210, 210, 210)
)
LIGHT_256 = replace(
    LIGHT, background=(255, 255, 255), core=(238, 238, 238), week=(90, 90, 90), band=(0.68, 0.8), base=(90, 90, 90)
)
"""For terminals with 256 colours, which have many greys and hardly any dark or pale colours."""

_ANSI = {
    "black": (0, 0, 0),
    "grey": (85, 85, 85),
    "silver": (170, 170, 170),
    "white": (255, 255, 255),
}

DARK_16 = Palette(
    background=_ANSI["black"],
    core=_ANSI["black"],
    text=_ANSI["white"],
    dim=_ANSI["silver"],
    title=_ANSI["white"],
    today=_ANSI["white"],
    selected=_ANSI["white"],
    on_selected=_ANSI["black"],
    week=_ANSI["silver"],
    band=(1.0, 1.0),
    tracks=((85, 85, 255), (85, 255, 85), (255, 85, 85), (255, 255, 85), (255, 85, 255), (85, 255, 255)),
    seasons=(_ANSI["silver"],) * 12,
    paler=1.0,
)
"""The bright ones of the sixteen colours of old terminals, exactly: whatever rounds to sixteen finds them unchanged."""

LIGHT_16 = replace(
    DARK_16,
    background=_ANSI["white"],
    core=_ANSI["white"],
    text=_ANSI["black"],
    dim=_ANSI["grey"],
    title=_ANSI["black"],
    today=_ANSI["black"],
    selected=_ANSI["black"],
    on_selected=_ANSI["white"],
    week=_ANSI["grey"],
    tracks=((0, 0, 170), (0, 170, 0), (170, 0, 0), (170, 85, 0), (170, 0, 170), (0, 170, 170)),
    seasons=(_ANSI["grey"],) * 12,
)
"""The dark ones of the sixteen, on white."""
