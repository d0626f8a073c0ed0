"""What needs attention now, worst first: one Swedish sentence each, and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import starmap

from msgspec.structs import replace

from vcycle.model.core import Activity, Goal, Holder, Role, Series
from vcycle.model.derived import LEVELS, Entry, Finding
from vcycle.model.period import Period
from vcycle.model.schedule import Offset
from vcycle.model.text import printable, quoted
from vcycle.model.values import listed
from vcycle.rules.schedule_faults import faults
from vcycle.services import hanging
from vcycle.services.findings_chains import out_of_order, ways_out
from vcycle.services.marks import series_of
from vcycle.services.moving import last_day
from vcycle.services.references import handle, short_names
from vcycle.services.workspace import Workspace

OUTER_DATE = "datum/"
"""What `plan_item` of an activity begins with that was made of an outer date; its key follows."""
OF_CHAIN = "kedja-"
"""What `plan_item` of an activity begins with that is a step of an added chain."""
WINDOW_WARNING = timedelta(days=30)
SELDOM = timedelta(days=4 * 366)
"""How far something may lie that hardly ever happens, such as an election, and that others hang on."""
LOOK_BACK = timedelta(days=60)
EXPECTED = ("planned", "moved")
NAMED = 2
"""How many of what waits to be ticked are named."""
MANY_ROLES = 3
"""So many roles that nobody has are told one by one; of more, so many are named on one line."""
FAR = timedelta(days=366)
"""How far ahead something may lie that a step before it is late for, and how late that step may be."""


def findings(space: Workspace) -> list[Finding]:
    """Everything that needs attention, worst first, then by day."""
    entries = _asked_about(space, space.entries(Period(space.today - FAR, space.today + FAR)))
    recent = [entry for entry in entries if entry.due is not None and entry.due >= space.today - LOOK_BACK]
    names = short_names(space.sources, entries)
    late = list(_late(space, entries, names))
    found = [
        *_stored(space),
        *(_of_plugin(finding, space) for finding in _broken_rules(space)),
        *_windows(space, recent, names),
        *late,
        *_left_behind(space, entries, names),
        *out_of_order(space, entries, names),
        *_outer_dates(space),
        *_coming(space, recent),
        *_unticked(space, recent, names, {finding.ref for finding in late}),
        *_roles(space),
        *_goals(space),
        *space.host.findings(space.context),
        *_plugins(space),  # last: whoever fails while finding is found too
    ]
    return sorted(found, key=lambda f: (LEVELS.index(f.level), f.due or date.max, f.message))


def _asked_about(space: Workspace, entries: list[Entry]) -> list[Entry]:
    """The entries from the first day that is asked about, and the steps before it that what lies after it waits for."""
    by_id = {entry.id: entry for entry in entries}

    def is_asked_for(entry: Entry) -> bool:
        due = entry.end or entry.due
        if due is not None and due >= space.years.asked_from:
            return True
        anchor = by_id.get(entry.anchor)
        return anchor is not None and is_asked_for(anchor)

    return [entry for entry in entries if is_asked_for(entry)]


def _stored(space: Workspace) -> Iterator[Finding]:
    """Damage in the history, until somebody has seen to the copy that was kept of it."""
    hint = "Se ”vcycle doctor”. När du inte behöver kopian i backups längre, ta bort den, så tystnar varningen."
    for warning in space.store.warnings():
        yield Finding(level="warning", message=warning, hint=hint)


def _plugins(space: Workspace) -> Iterator[Finding]:
    for problem in space.host.problems:
        yield Finding(
            level="error",
            message=f"Tillägget {problem.plugin} är avstängt den här gången: {problem.cause}",
            hint=f"Stäng av det med ”vcycle plugins disable {problem.plugin}” eller uppdatera det.",
            plugin=problem.plugin,
        )


def _broken_rules(space: Workspace) -> Iterator[Finding]:
    """Activities that hang on something that does not exist, or on themselves, or whose rule is impossible."""
    hanging_on = space.sources.derived
    waiting: Counter[str] = Counter()
    for activity, missing in _missing(space, hanging_on):
        if activity.plan_item.startswith(OF_CHAIN):
            waiting.update(missing)
        else:
            yield _finding("error", activity, f"hänger på serien {listed(map(quoted, missing))}, som inte finns")
    yield from starmap(_without_anchor, waiting.items())
    for activity in space.sources.activities.values():
        if activity.schedule is not None and (wrong := faults(activity.schedule, years=space.years)):
            yield _finding("error", activity, f"har en regel utan datum: {'; '.join(map(printable, wrong))}")
    ways = hanging.circles(hanging_on)
    for activity in hanging.circular(hanging_on):
        loop = next((loop for loop in ways if activity in loop), [])
        if not loop:
            yield _finding("error", activity, "hänger på något som hänger på sig själv, och får inga datum")
            continue
        way = f": {' → '.join(quoted(a.title, 30) for a in (*loop, loop[0]))}" if len(loop) > 1 else ""
        yield _finding("error", activity, f"hänger på sig själv, direkt eller genom andra, och får inga datum{way}")


def _missing(space: Workspace, hanging_on: Sequence[Activity]) -> Iterator[tuple[Activity, list[str]]]:
    """What hangs on series that neither activities, marked dates, plugins nor what is logged have."""
    own = {a.series for a in space.sources.activities.values()} | {series.key for series in space.store.find(Series)}
    wanted = {name for activity in hanging_on for name in _series(activity)} - own
    if not wanted:
        return
    own |= {series_of(type_, mark) for type_ in space.registry for mark in type_.marks}
    for days in (FAR.days, SELDOM.days):  # the far look only for what the near one has not found
        if wanted - own:
            own |= {entry.series for entry in space.entries(space.this_year.widened(days))}
    own |= {log.series for log in space.sources.logs.values()}
    for activity in hanging_on:
        if activity.id in space.sources.brought:
            continue  # a plugin's steps wait for what nobody has entered yet
        if missing := [name for name in _series(activity) if name not in own]:
            yield activity, missing


def _without_anchor(series: str, count: int) -> Finding:
    """One line for all steps of a chain that was added before what it hangs on."""
    steps = "Ett steg" if count == 1 else f"{count} steg"
    return Finding(
        level="warning",
        message=f"{steps} i en kedja hänger på serien {quoted(series)}, som inte finns än.",
        hint=f"Lägg till det med ”vcycle record add aktivitet --title … --series {series} --schedule ÅÅÅÅ-MM-DD”.",
    )


def _series(activity: Activity) -> tuple[str, ...]:
    return activity.schedule.series if isinstance(activity.schedule, Offset) else ()


def _finding(level: str, activity: Activity, what: str) -> Finding:
    return Finding(
        level="error" if level == "error" else "warning",
        message=f"{quoted(activity.title)} {what}.",
        hint=f"Ändra med ”vcycle record set core.activity {activity.id} --schedule …”.",
        ref=activity.id,
    )


def _of_plugin(finding: Finding, space: Workspace) -> Finding:
    """A finding about a rule that a plugin brought: nobody but its author can mend it."""
    if finding.ref not in space.sources.brought:
        return finding
    plugin = finding.ref.partition("-")[0]
    hint = f"Regeln kommer från tillägget {plugin}; uppdatera det, eller stäng av det."
    return replace(finding, hint=hint, plugin=plugin)


def _windows(space: Workspace, entries: list[Entry], names: Mapping[str, str]) -> Iterator[Finding]:
    """Undated entries whose window runs out or has run out."""
    by_id = {entry.id: entry for entry in entries}
    for entry in entries:
        if entry.state != "undated" or entry.window is None:
            continue
        last = entry.window[1]
        title = quoted(entry.title)
        hint = f"Välj en dag med ”vcycle move {handle(_undated_root(entry, by_id).id, names)} ÅÅÅÅ-MM-DD”."
        if last < space.today:
            message = f"{title} skulle ha skett senast {last} men har fått ingen dag."
            yield Finding(level="warning", message=message, hint=hint, due=last, ref=entry.id)
        elif last - space.today <= WINDOW_WARNING and entry.window[0] <= space.today:
            days = (last - space.today).days
            message = f"{title} har ingen dag än; {_days(days)} kvar till {last}."
            yield Finding(level="info", message=message, hint=hint, due=last, ref=entry.id)


def _undated_root(entry: Entry, by_id: Mapping[str, Entry]) -> Entry:
    """What needs a day for `entry` to get one: itself, or the undated thing that it hangs on."""
    while (anchor := by_id.get(entry.anchor)) is not None and anchor.state == "undated":
        entry = anchor
    return entry


def _late(space: Workspace, entries: list[Entry], names: Mapping[str, str]) -> Iterator[Finding]:
    """What should have been done before something that is still to come."""
    by_id = {entry.id: entry for entry in entries}
    others = ways_out(space, entries)
    for entry in entries:
        anchor = by_id.get(entry.anchor)
        if anchor is None or anchor.start is None or entry.start is None:
            continue
        if entry.state not in EXPECTED or anchor.state not in EXPECTED:
            continue
        if entry.start < space.today <= anchor.start and entry.start < anchor.start:
            days = (space.today - entry.start).days
            message = f"{quoted(entry.title)} inför {quoted(anchor.title)} {anchor.start} är {_days(days)} sen."
            hint = f"Bocka av med ”vcycle done {handle(entry.id, names)}” när det är gjort."
            hint += f" {others[entry.id]}" if entry.id in others else ""
            yield Finding(level="warning", message=message, hint=hint, due=entry.start, ref=entry.id)


def _left_behind(space: Workspace, entries: list[Entry], names: Mapping[str, str]) -> Iterator[Finding]:
    """What was moved by hand and lies after the hard last day that what it hangs on gives it."""
    for entry in entries:
        if not (entry.pinned and entry.hard and entry.state in EXPECTED) or entry.start is None:
            continue
        last = last_day(entry)
        if last is not None and entry.start > last and entry.start >= space.today:
            message = f"{quoted(entry.title)} ligger {entry.start}, efter sin sista dag {last}."
            hint = f"Flytta med ”vcycle move {handle(entry.id, names)} {last}”."
            yield Finding(level="warning", message=message, hint=hint, due=entry.start, ref=entry.id)


def _coming(space: Workspace, entries: list[Entry]) -> Iterator[Finding]:
    """Marked dates that come within the distance their plugin asked for."""
    for entry in entries:
        if entry.warn and entry.start and entry.state in EXPECTED:
            days = (entry.start - space.today).days
            if 0 <= days <= entry.warn:
                message = f"{quoted(entry.title)} är {'i dag' if days == 0 else f'om {_days(days)}'}."
                yield Finding(level="info", message=message, due=entry.start, plugin=entry.plugin, ref=entry.id)


def _outer_dates(space: Workspace) -> Iterator[Finding]:
    if any(activity.plan_item.startswith(OUTER_DATE) for activity in space.sources.activities.values()):
        from vcycle.services.outer_dates import moved_by_others  # reads files, and only these dates need them

        yield from moved_by_others(space)


def _unticked(
    space: Workspace, entries: list[Entry], names: Mapping[str, str], named: Collection[str]
) -> Iterator[Finding]:
    """One line for all that has passed without anybody saying whether it happened, and is not `named` already."""
    passed = [e for e in entries if e.end is not None and e.end < space.today and e.state in EXPECTED]
    waiting = [e for e in passed if e.plugin == "core" and e.id not in named]
    if waiting:
        last = waiting[-1]
        what = f"{quoted(last.title)} {last.start}"
        message = f"{what} är varken genomfört eller inställt."
        if len(waiting) > 1:
            count = f"{len(waiting)} tillfällen de senaste två månaderna"
            message = f"{count} är varken genomförda eller inställda, senast {what}."
        first = " eller ".join(f"”vcycle done {handle(entry.id, names)}”" for entry in waiting[: -NAMED - 1 : -1])
        hint = f"Bocka av med {first}, eller i årshjulet."
        yield Finding(level="info", message=message, hint=hint, due=last.start, ref=last.id)


def _roles(space: Workspace) -> Iterator[Finding]:
    held = {h.role for h in space.store.find(Holder) if h.since <= space.today <= (h.until or date.max)}
    vacant = [role for role in space.store.find(Role, required=True) if role.id not in held]
    first = "Skriv in personen med ”vcycle record add person --name NAMN”, och sedan"
    hint = f"{first} ”vcycle record add uppdrag --role ROLL --person NAMN --since {space.today}”."
    if len(vacant) > MANY_ROLES:
        names = ", ".join(quoted(role.name) for role in vacant[:MANY_ROLES])
        message = f"{len(vacant)} roller har ingen: {names} och {len(vacant) - MANY_ROLES} till."
        yield Finding(level="warning", message=message, hint=hint, ref=vacant[0].id)
        return
    for role in vacant:
        message = f"Ingen har rollen {quoted(role.name)}."
        yield Finding(level="warning", message=message, hint=hint, ref=role.id)


def _goals(space: Workspace) -> Iterator[Finding]:
    if any(goal.measure is not None for goal in space.store.find(Goal)):
        from vcycle.services.findings_goals import goal_findings  # measures are many modules, and only goals need them

        yield from goal_findings(space)


def _days(count: int) -> str:
    return f"{count} {'dag' if count == 1 else 'dagar'}"
