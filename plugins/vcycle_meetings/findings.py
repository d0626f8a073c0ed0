"""What needs attention around meetings, beyond what the core says of every step: what is late, what is unticked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from vcycle.api import Context, Finding, Period, plain_date, slug
from vcycle_meetings import findings_kinds, findings_minutes
from vcycle_meetings.agenda import items_of, meeting_of, one_line, open_questions, role_name, unfinished
from vcycle_meetings.invitation import child_units
from vcycle_meetings.occasions import AROUND, Occasion, assembled
from vcycle_meetings.practice import CHECK_STATUTES
from vcycle_meetings.records import Need
from vcycle_meetings.status import lopsided
from vcycle_meetings.steps import small
from vcycle_meetings.terms import listed, month_words

BACK = timedelta(180)
"""How long ago a meeting may be that a member's question was meant for."""
AHEAD = timedelta(120)
SOON = timedelta(21)
"""How near a meeting is when its child care must be seen to."""
PATIENCE = timedelta(30)
"""How long a member's question may wait for a meeting to take it up."""
QUOTE = 60


def findings(context: Context) -> Iterator[Finding]:
    """Everything, in no order: the core sorts."""
    today, years = context.today, context.years
    year, before = years.year(years.year_of(today)), years.year(years.year_of(today) - 1)
    near = Period(max(today - BACK, date.min), today + AHEAD)
    whole = Period(min(near.start, before.start), max(near.end, year.end))
    everything = assembled(context, context.entries(whole.widened(AROUND)), whole)
    there = [o for o in everything if o.day in near]
    this_year = [o for o in everything if o.day in year]
    for occasion in there:
        yield from _dropped(context, occasion)
        yield from _childcare(context, occasion)
        yield from _call(occasion, today)
    yield from findings_minutes.findings(context, [o for o in everything if o.day >= before.start], before.start)
    yield from _unticked([o for o in everything if o.record is not None and o.to_come and o.day < today])
    yield from _questions(context, there)
    yield from _decisions(context)
    yield from _units(context, this_year)
    yield from _months(this_year, today, year)
    yield from _weekdays(this_year, today)
    yield from findings_kinds.findings(context, [o for o in everything if o.day >= year.start])


def _unticked(passed: Sequence[Occasion]) -> Iterator[Finding]:
    """Meetings that nobody has said were held; those of the plan's own rules are among what the core tells."""
    if passed:
        *rest, last = passed
        said = (
            f"och {len(rest)} till är varken avbockade eller inställda" if rest else "är varken avbockat eller inställt"
        )
        yield Finding(
            level="warning",
            message=f"{last.name} {said}.",
            hint="Bocka av med d i årshjulet, eller med ”vcycle done” och hur många som kom. Ställ in med c.",
            due=passed[0].day,
            ref=last.entry.id,
        )


def _dropped(context: Context, occasion: Occasion) -> Iterator[Finding]:
    """A standing point that a meeting leaves out is said until the meeting is held."""
    if occasion.cancelled or occasion.held or occasion.day < context.today:
        return
    standing = {slug(title): title for title in occasion.practice.standing}
    for item in items_of(context, occasion):
        title = standing.get(slug(item.drops)) if item.drops else None
        if item.drops and title is None:
            yield Finding(
                level="info",
                message=f"”{item.drops}” ska utgå från {occasion.name}, men är ingen stående punkt där.",
                hint=f"Stående punkter: {', '.join(occasion.practice.standing) or 'inga'}.",
                due=occasion.day,
                ref=item.id,
            )
        if title:
            yield Finding(
                level="warning",
                message=f"”{title}” utgår från {occasion.name}: {one_line(item.reason)}.".replace("..", "."),
                hint=f"Punkten ska finnas på varje {small(occasion.kind)}. Ta bort posten så är den tillbaka.",
                due=occasion.day,
                ref=item.id,
            )


def _childcare(context: Context, occasion: Occasion) -> Iterator[Finding]:
    """Child care that the rule promises or somebody needs, and that nobody has arranged while the meeting is near."""
    record, today = occasion.record, context.today
    if not occasion.to_come or not today <= occasion.day:
        return
    status = record.childcare if record else None
    needs = context.store.find(Need, meeting=record.id) if record else []
    waiting = [need for need in needs if not need.arranged]
    if waiting and status != "arranged":
        count = sum(need.children for need in waiting)
        message = f"Barnpassning för {count} barn vid {occasion.name} är inte ordnad."
        yield _care(occasion, message, "Bocka för ”Ordnad” i behovet, eller svara den som frågade.")
    elif status == "unmanned":
        yield _care(
            occasion, f"Barnpassningen vid {occasion.name} är inte bemannad.", "Hitta någon, eller säg att den utgår."
        )
    elif status == "asked":
        message = f"Barnpassning vid {occasion.name} är efterfrågad men inte ordnad."
        yield _care(occasion, message, "Ordna den, eller svara att den inte blir av, i ”Barnpassning” i mötesposten.")
    elif occasion.practice.childcare == "always" and status is None and occasion.day - today <= SOON:
        what = "”Barnpassning” i mötesposten" if record else "en mötespost för dagen"
        yield _care(occasion, f"Barnpassning ska finnas vid {occasion.name} men är inte ordnad.", f"Fyll i {what}.")


def _care(occasion: Occasion, message: str, hint: str) -> Finding:
    return Finding(level="warning", message=message, hint=hint, due=occasion.day, ref=occasion.entry.record)


def _call(occasion: Occasion, today: date) -> Iterator[Finding]:
    """A meeting whose call the statutes date: nobody else knows when."""
    if occasion.to_come and occasion.day >= today and occasion.practice.call_by_statutes:
        yield Finding(
            level="info",
            message=f"När kallelsen till {occasion.name} senast ska ut är inte inskrivet: {CHECK_STATUTES}.",
            hint=f'vcycle record add mötesregel --kind "{occasion.kind}" --call "två veckor"',
            due=occasion.day,
            ref=occasion.entry.id,
        )


def _questions(context: Context, there: Sequence[Occasion]) -> Iterator[Finding]:
    """Questions whose meeting has been, or that have waited for long."""
    held = {o.record.id: o for o in there if o.record and o.day < context.today and not o.cancelled}
    for question in open_questions(context):
        text = one_line(question.text)
        text = text if len(text) <= QUOTE else text[: QUOTE - 1] + "…"
        if occasion := held.get(question.meeting):
            why = f"skulle tas upp på {occasion.name} men är inte besvarad"
        elif question.meeting or context.today - question.came_in(context.today) <= PATIENCE:
            continue
        else:
            why = f"kom in {plain_date(question.came_in(context.today))} och är inte besvarad"
        yield Finding(
            level="warning",
            message=f"Medlemsfrågan ”{text}” {why}.",
            hint="Skriv dagen i ”Besvarad” när den är det.",
            due=question.came_in(context.today),
            ref=question.id,
        )


def _decisions(context: Context) -> Iterator[Finding]:
    before = Period(context.years.begins, context.today - timedelta(1))
    for decision, entry in unfinished(context, before) if before.start <= before.end else ():
        made = meeting_of(context, decision)
        where = " ".join(filter(None, (f"{made.kind} {plain_date(made.day)}" if made else "", decision.paragraph)))
        who = role_name(context, decision.role) if decision.role else ""
        due = entry.start or decision.due
        yield Finding(
            level="warning",
            message=f"Beslutet ”{decision.what}”{where and f' ({where})'} skulle ha varit klart {plain_date(due)}.",
            hint=f"{f'Ansvarig: {who}. ' if who else ''}Bocka av det, eller flytta dagen.",
            due=due,
            ref=entry.id,
        )


def _units(context: Context, this_year: Sequence[Occasion]) -> Iterator[Finding]:
    """Associations that are called to every meeting of a kind and have been at none this year."""
    asked = [o for o in this_year if o.held and o.record and o.practice.invite_units]
    units = child_units(context) if asked else []
    for kind in dict.fromkeys(o.kind for o in asked):
        held = [o for o in asked if o.kind == kind]
        came = {unit for o in held for unit in (o.record.units if o.record else ())}
        if absent := [unit.name for unit in units if unit.id not in came]:
            yield Finding(
                level="info",
                message=f"{listed(absent)} har inte varit med på {small(kind)} i år, av {len(held)} hållna.",
                hint="Ring och fråga vad som skulle göra det lättare att komma.",
            )


def _months(this_year: Sequence[Occasion], today: date, year: Period) -> Iterator[Finding]:
    """Months to come, this one too, without a meeting of a kind that is to have one each month."""
    for practice in {o.practice.series: o.practice for o in this_year if o.practice.monthly}.values():
        days = [o.day for o in this_year if o.practice.series == practice.series and not (o.cancelled or o.extra)]
        taken = {(day.year, day.month) for day in days}
        months = dict.fromkeys((day.year, day.month) for day in year if day >= today)
        if empty := [month for month in months if month not in taken]:
            yield Finding(
                level="info",
                message=f"{practice.kind} saknas i {month_words(empty)}.",
                hint=f"Lägg ut med ”vcycle meetings layout {practice.kind}”.",
                due=date(*empty[0], 1),
            )


def _weekdays(this_year: Sequence[Occasion], today: date) -> Iterator[Finding]:
    """Meetings that were to vary and mostly fall on one weekday."""
    for practice in {o.practice.series: o.practice for o in this_year if o.practice.varied}.values():
        own = [o for o in this_year if o.practice.series == practice.series and not o.cancelled]
        if any(o.day >= today for o in own) and (weekday := lopsided(own)):
            yield Finding(
                level="info",
                message=f"{practice.kind}: mer än hälften av årets {len(own)} ligger på {weekday}dagar.",
                hint="De skulle vara på varierade dagar; ”vcycle meetings spread” visar hur de ligger.",
            )
