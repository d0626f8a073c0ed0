"""What no single key of a chain file shows: references, circles, days in the wrong order, rules without a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from vcycle.model.core import CORE_TYPES, TIERS, Activity
from vcycle.model.schedule import Offset
from vcycle.model.text import quoted, slug
from vcycle.model.values import did_you_mean
from vcycle.rules.circles import loops
from vcycle.rules.schedule_faults import faults as schedule_faults
from vcycle.services.chains.order import Way, overtakes, pairs, round_trip
from vcycle.services.plans.toml_faults import Faults
from vcycle.services.plans.toml_lines import KeyPath

Values = dict[str, Any]
Place = Callable[[int], KeyPath]
"""Where the step with that number stands in the file."""
Rooted = tuple[str | None, Way]
"""What a step is counted from in the end, and how it is reached from there; None for what is counted from nothing."""
NOWHERE: Rooted = (None, ())
_ACTIVITY = next(kind for kind in CORE_TYPES if kind.cls is Activity)
NEVER_LATER = "en sista dag får flyttas tidigare vid helg, aldrig senare: before eller keep"
_RECORDED = ("title", "stop", "paragraph", "source", "description")


def check_chain(values: Values, stem: str, faults: Faults) -> None:
    """Add to `faults` all that is wrong between the values that could be read; `stem` is the file's name."""
    for key in ("name", "series"):
        _check_key(values.get(key), (key,), faults)
    if values.get("name", stem) != stem:
        faults.add(("name",), f"ska vara som filens namn, ”{stem}”, inte {quoted(values['name'])}")
    if not values.get("title", "x").strip():
        faults.add(("title",), "får inte vara tom")
    steps = values.get("steps", [])
    if check_steps(steps, lambda number: ("steps", number), faults):
        numbers = {step["key"]: number for number, step in enumerate(steps)}
        by_key = {step["key"]: step for step in steps}
        ways: dict[str, Rooted] = {key: ("", way_of(key, by_key)) for key in by_key}
        check_order(by_key, ways, lambda key: ("steps", numbers[key]), faults)


def check_steps(steps: Sequence[Values], place: Place, faults: Faults) -> bool:
    """Whether the steps of one chain are right but for their order; `place` says where each stands."""
    before = len(faults)
    first: dict[str, int] = {}
    for number, step in enumerate(steps):
        path = place(number)
        _check_key(step.get("key"), (*path, "key"), faults)
        if "key" in step and first.setdefault(step["key"], number) != number:
            faults.add((*path, "key"), f"{quoted(step['key'])} står redan som steg {first[step['key']] + 1}")
        _check_step(step, path, faults)
    _check_links(steps, first, place, faults)
    return len(faults) == before and all("key" in step for step in steps)


def _check_key(key: str | None, path: KeyPath, faults: Faults) -> None:
    if key is not None and (not key or slug(key) != key):
        faults.add(path, f"{quoted(key)} ska vara små bokstäver a-z, siffror och bindestreck")


def _check_step(step: Values, path: KeyPath, faults: Faults) -> None:
    if not step.get("title", "").strip():
        faults.add((*path, "title"), "nyckeln saknas" if "title" not in step else "får inte vara tom")
    for sentence in schedule_faults(offset_of(step, "x")):
        faults.add((*path, "after" if step.get("after") else "before"), sentence)
    if step.get("weekend") == "after" and (step.get("hard") or step.get("stop")):
        faults.add((*path, "weekend"), NEVER_LATER)
    if step.get("stop") and not step.get("level"):
        faults.add((*path, "level"), "en stoppdag behöver level: local, district eller national")
    basis = step.get("basis", "default")
    if basis != "default" and not step.get("source"):
        faults.add((*path, "source"), "vad andra har skrivit eller gjort behöver en källa; annars är det default")
    if basis == "rule" and not step.get("checked"):
        faults.add((*path, "checked"), "en regel behöver dagen då källan senast lästes")
    if step.get("title", "").strip():
        record = Activity(**{name: step[name] for name in _RECORDED if name in step})
        for name, sentence in _ACTIVITY.problems(record).items():
            faults.add((*path, name), sentence)


def _check_links(steps: Sequence[Values], known: Mapping[str, int], place: Place, faults: Faults) -> None:
    for number, step in enumerate(steps):
        for name, keys in (("of", (step["of"],) if step.get("of") else ()), ("follows", step.get("follows", ()))):
            for key in keys:
                if key not in known:
                    tip = did_you_mean(key, known)
                    faults.add((*place(number), name), f"kedjan har inget steg som heter {quoted(key)}{tip}")
    for name in ("of", "follows"):
        links = {step["key"]: _linked(step, name) for step in steps if "key" in step}
        for loop in loops(links):
            faults.add((*place(known[loop[0]]), name), f"stegen går i en cirkel: {round_trip(loop)}")


def _linked(step: Values, name: str) -> tuple[str, ...]:
    return tuple(step.get("follows", ())) if name == "follows" else (step["of"],) if step.get("of") else ()


def check_order(
    steps: Mapping[str, Values], ways: Mapping[str, Rooted], place: Callable[[str], KeyPath], faults: Faults
) -> None:
    """Steps, by key, that come after what they must not come after; those with different roots are not compared."""
    for earlier, later, why in pairs(steps):
        (root, way), (other_root, other_way) = ways.get(earlier, NOWHERE), ways.get(later, NOWHERE)
        day = overtakes(way, other_way) if root == other_root is not None else None
        if day is None:
            continue
        one, other = steps[earlier], steps[later]
        example = f"till exempel när det som allt räknas från ligger {day}"
        if why == "stop":
            levels = f"{TIERS[one['level']]} före {TIERS[other['level']]}"
            wrong = f"{quoted(one['title'])} hamnar efter {quoted(other['title'])}; {quoted(one['stop'])} går {levels}"
            faults.add((*place(earlier), "stop"), f"{wrong}, {example}")
        else:
            wrong = f"{quoted(other['title'])} hamnar före {quoted(one['title'])}, som det ska följa på"
            faults.add((*place(later), "follows"), f"{wrong}, {example}")


def offset_of(step: Mapping[str, Any], series: str) -> Offset:
    """The schedule of a step that hangs on `series`."""
    names = ("before", "after", "weekend", "hard")
    return Offset((series,), **{name: step[name] for name in names if name in step})


def way_of(key: str, steps: Mapping[str, Values]) -> Way:
    """How the step is reached from the anchor; the steps must not go in a circle."""
    step = steps[key]
    own = offset_of(step, "x")
    return (*way_of(step["of"], steps), own) if step.get("of") else (own,)
