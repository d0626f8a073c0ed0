"""Measures as data: a rule that reads facts and gives a reading. How one is worked out lies in `vcycle.rules.measures`.

In TOML a measure is a table with `kind`. Where a field is a tuple of names the table may hold one name alone. A measure
holds no year: it is read for an activity year, and a new year is a new reading. Two measures may watch one series.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from vcycle.model.period import Period

Per = Literal["week", "month", "term", "calendar_year", "activity_year", "mandate"]
"""What is counted apart. A week, month, term or calendar year belongs to the activity year that holds its middle."""

Quantity = int | str
"""A whole number, or a fraction as text: "1/2", "35/100", "35 %", "0,5". Never a float: 1.10 * 100 is not 110.

Where the measure says `money` it is an amount with its unit, "50 000 kr", so that nobody takes kronor for öre.
"""


class OfWhich(Struct, frozen=True, forbid_unknown_fields=True):
    """Of those counted at least `min` have this tag: "minst två kampanjer, varav den ena är budgetkampanj"."""

    tag: str
    min: int = 1


class After(Struct, frozen=True, forbid_unknown_fields=True):
    """Every occurrence of `series` lies after `of`: a named window ("valrörelse"), a day "MM-DD", or another series."""

    series: str
    of: str


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, tag_field="kind"):
    """What every measure may say.

    `when` names a window outside which it does not apply ("valår", "valrörelse", "under hösten"). `noun` is what is
    counted, in the plural, for its sentence ("medlemsmöten"); without it the name of the series is used when it is
    known. `only` keeps facts with one of these tags, `without` leaves out facts with one of these.
    """

    when: str = ""
    noun: str = ""
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


class Count(Rule, frozen=True, kw_only=True, tag="count"):
    """How many times: the amounts of the facts of one or several series, in each `per` of the activity year.

    Bounds: `min`, `max`, both, or `about` with a `tolerance` that is a share of it. `min` equal to `max` is "exactly",
    and more is then a mild note. `about = 1` is watched by its longest gap instead, `longest_gap` times the period
    ("3/2" unless said), so that 31 January and 1 March are no miss. `average` is a mean per `per` over the whole
    activity year, first part of a month counted by its days. `of_which` adds a minimum for one tag.

    Coverage: every one of `each` at least `min` (1 unless said) in `per`. `each` is "core.unit", "core.person",
    "role:KEY" for who holds a role, or "series:NAME" for every held occurrence of a series; `each_of` names them
    instead, and `each_count` is how many there are when nothing else is known (households). A fact is about whom its
    tags name. A fact belongs to an occurrence when its own `ref` hangs on it, or else when it lies from that day until
    the next one; `only` and `without` then choose among the occurrences (ordinary meetings). `rotation` asks for one of
    them per `per`, and for all before anyone comes again.

    Variety: over `distinct` ("weekday", "place", or the prefix of a tag such as "område:Dalbobergen") at least
    `min_distinct` different ones, none of them more than `max_share` of all; two occurrences at least to judge by.
    """

    series: tuple[str, ...]
    per: Per = "activity_year"
    min: int | None = None
    max: int | None = None
    about: int | None = None
    tolerance: Quantity = "1/4"
    longest_gap: Quantity | None = None
    average: Quantity | None = None
    of_which: OfWhich | None = None
    each: str = ""
    each_of: tuple[str, ...] = ()
    each_count: int | None = None
    rotation: bool = False
    distinct: tuple[str, ...] = ()
    min_distinct: int | None = None
    max_share: Quantity | None = None

    @property
    def covers(self) -> bool:
        """Whether it asks for every one of something."""
        return bool(self.each or self.each_of) or self.each_count is not None


class Share(Rule, frozen=True, kw_only=True, tag="share"):
    """A part of a whole: `min`, or `about` give or take `tolerance`.

    The part is the people `who` among those counted, or the amounts with `tag`, or (with `of` alone) all amounts of the
    series; the whole is the same without the restriction, of the series `of` when it is given. It is asked of each
    `per` as a whole, or with `each = "occurrence"` of every held occurrence by itself. `of` then names the occurrences,
    which `only` and `without` choose among: one that nobody measured is undecided, so that it never counts as kept.
    People of unknown gender make it an interval.
    """

    series: tuple[str, ...]
    who: Literal["", "women", "men", "others"] = ""
    tag: str = ""
    of: tuple[str, ...] = ()
    min: Quantity | None = None
    about: Quantity | None = None
    tolerance: Quantity = "1/10"
    per: Per = "activity_year"
    each: Literal["", "occurrence"] = ""


class Level(Rule, frozen=True, kw_only=True, tag="level"):
    """How much: the latest reading of `metric`, or with `sum` the sum of its amounts.

    One of: `min` and/or `max`; `growth` in whole percent from `baseline` (a number; without one the last reading on or
    before the year's first day); `direction` against the year before, over the same part of it; `share` of the reading
    of `share_of`; `equals`, a series whose sum must be the same. `at` is the day it is read, "MM-DD" or "YYYY-MM-DD",
    otherwise the last day of `per`; `reached = "any"` is content with having been there once. A `money` level is in
    öre. A fact tagged "uppgift saknas" has an unknown amount.
    """

    metric: str
    min: Quantity | None = None
    max: Quantity | None = None
    growth: int | None = None
    baseline: int | None = None
    direction: Literal["", "up", "down"] = ""
    share_of: str = ""
    share: Quantity | None = None
    sum: bool = False
    equals: str = ""
    at: str = ""
    reached: Literal["end", "any"] = "end"
    per: Per = "activity_year"
    money: bool = False


class State(Rule, frozen=True, kw_only=True, tag="state"):
    """How things are. One of four.

    `role`: the role with that key has at least `holders_min` holders. `done`: the series has been held once. `fresh`:
    its latest is no older than `max_age` ("30d", "2w", "3m", "1y"). `after`: it lies after something else. `by`, a day
    "MM-DD" or "YYYY-MM-DD", is the last day for a role or for something done; otherwise the last day of the year.
    """

    role: str = ""
    holders_min: int = 1
    done: str = ""
    fresh: str = ""
    max_age: str = ""
    after: After | None = None
    by: str = ""


class Unset(Rule, frozen=True, kw_only=True, tag="unset"):
    """The board has not set a number: counted and shown, never called fulfilled or missed."""

    series: tuple[str, ...]


Measure = Count | Share | Level | State | Unset
MEASURE_TYPES = (Count, Share, Level, State, Unset)

UNKNOWN_AMOUNT = "uppgift saknas"
"""The tag of a fact whose amount nobody knows: a proposal without a cost."""

MeasureState = Literal["fulfilled", "missed", "open", "undecided"]
"""Open: the period is not over and it can still be reached. Undecided: data is missing, or no number is set.

What holds now is fulfilled, even where it may be lost again (a share, a frame); what is read on a day is open until it.
"""

Number = int | Fraction
Unit = Literal["", "öre", "share", "periods"]


class Bucket(Struct, frozen=True, kw_only=True):
    """One period of a reading: what was held in it and what is planned besides, and its own state.

    Undecided where a period is not judged by itself: a month below the year's mean is no miss.
    """

    period: Period
    label: str
    held: int
    planned: int
    state: MeasureState
    plan_state: MeasureState


class Reading(Struct, frozen=True, kw_only=True):
    """What a measure says on a day, in the activity year or the part of it (`period`) that it speaks of.

    `state` is about what was held, `plan_state` about that and what is planned besides: fulfilled in the plan alone is
    "uppfyllt enligt plan". `reason` is one Swedish sentence with the numbers. `value` against `target` is in `unit`: a
    plain number, öre, a share (a Fraction, 1 is all), or how many periods were reached. `low` and `high` are the worst
    and the best case where something is unknown. `forecast` is the value at the end if it goes on at this rate (a mean
    stays what it is), `pace` what is needed per `pace_per` from now on, and `trend` where that stands against the plan
    of an even year. `buckets` are its periods, `evidence` the refs of the facts that were counted, `left` whom it has
    not reached yet: names, or ids of persons. `applies` is False where there is nothing to judge: outside its window,
    or without people.
    """

    state: MeasureState
    plan_state: MeasureState
    reason: str
    value: Number | None = None
    target: Number | None = None
    unit: Unit = ""
    low: Fraction | None = None
    high: Fraction | None = None
    forecast: Fraction | None = None
    pace: Fraction | None = None
    pace_per: Per | Literal[""] = ""
    trend: Literal["", "ahead", "even", "behind"] = ""
    period: Period | None = None
    buckets: tuple[Bucket, ...] = ()
    evidence: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    applies: bool = True
