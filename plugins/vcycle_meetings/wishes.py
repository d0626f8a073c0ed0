"""From what somebody asked for to a layout: missing answers are those of the last meeting of the kind."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Annotated, Literal

from vcycle.api import (
    Context,
    Dates,
    Entry,
    InputError,
    Months,
    Period,
    Schedule,
    Section,
    Struct,
    field,
    plain_date,
    short_date,
    slug,
    week_label,
)
from vcycle_meetings.habit import habit
from vcycle_meetings.layout import Layout, Wish, lay_out
from vcycle_meetings.practice import practices
from vcycle_meetings.records import FORMS
from vcycle_meetings.steps import small
from vcycle_meetings.terms import MONTHS, listed, months, term
from vcycle_meetings.wording import read_rule, rule_words

MONTHLY = Months(tuple(range(1, 13)))
REACHED = Period(date(1900, 1, 1), date(8999, 12, 31))
"""Where meetings may be laid out: far enough from where the calendar ends."""
AROUND = 45
"""Days around the period in which other things are looked for."""


class LayOut(Struct, frozen=True):
    """What the command and the screen ask. Without a rule: once a month."""

    kind: Annotated[str, field("Sort", min_length=1, max_length=60, help="Till exempel Styrelsemöte.")]
    rule: Annotated[
        str, field("Regel", help="Till exempel ”andra måndagen varje månad”. Tomt: en gång i månaden.", max_length=500)
    ] = ""
    term: Annotated[str, field("Termin", help="vår, höst eller till exempel höst 2027. Tomt: den som kommer.")] = ""
    first: Annotated[date | None, field("Från och med", help="I stället för termin.")] = None
    last: Annotated[date | None, field("Till och med")] = None
    pause: Annotated[tuple[str, ...], field("Uppehåll", help="Månader utan möte; juli om inget sägs.")] = ("juli",)
    starts: Annotated[time | None, field("Klockan", help="Tomt: som förra mötet.")] = None
    ends: Annotated[time | None, field("Till klockan")] = None
    place: Annotated[str, field("Plats", help="Tomt: som förra mötet.", max_length=200)] = ""
    form: Annotated[
        Literal["physical", "digital", "hybrid"] | None, field("Form", labels=FORMS, help="Tomt: som förra mötet.")
    ] = None
    varied: Annotated[
        bool | None, field("Varierade dagar", help="Sprider mötena över måndag till torsdag. Tomt: som mötesregeln.")
    ] = None
    move: Annotated[tuple[str, ...], field("Flytta", help="Till exempel 2026-09-16=2026-09-17.")] = ()
    skip: Annotated[tuple[str, ...], field("Hoppa över", help="Dagar som inte ska med.")] = ()


def proposed(context: Context, asked: LayOut) -> Layout:
    """The layout that somebody asked for, with their moves made and their days left out. Raises InputError."""
    wish = wish_of(context, asked)
    layout = lay_out(wish, context.entries(_reach(context, wish.period)), context.years, context.today)
    for pair in asked.move:
        first, _, day = pair.partition("=")
        layout = layout.moved(_date(first), _date(day))
    for text in asked.skip:
        layout = layout.toggled(_date(text))
    return layout


def wish_of(context: Context, asked: LayOut) -> Wish:
    """What is asked for, filled in with how the kind was last met."""
    kind = _kind(context, asked.kind)
    practice = practices(context.store).get(slug(kind))
    if not asked.rule.strip() and practice and practice.yearly:
        raise InputError(f"Skriv vilken dag {small(kind)} är, som regel.", hint="Till exempel ”6 mars 2027”.")
    rule = read_rule(asked.rule, context.today) if asked.rule.strip() else MONTHLY
    period = _period(context, asked, rule)
    used = habit(context, kind)
    starts = asked.starts or used.starts
    ends = asked.ends or (None if asked.starts else used.ends)
    if ends is not None and starts is None:
        raise InputError("Klockan: skriv också när mötena börjar.")
    return Wish(
        kind=kind,
        rule=rule,
        period=period,
        without=frozenset() if isinstance(rule, Dates) else months(asked.pause),
        starts=starts,
        ends=ends,
        place=asked.place or used.place,
        form=asked.form or used.form,
        varied=used.varied if asked.varied is None else asked.varied,
    )


def _kind(context: Context, text: str) -> str:
    """The kind as it is spelt already, however it was written now."""
    known = practices(context.store).get(slug(text))
    return known.kind if known else text.strip()


def _period(context: Context, asked: LayOut, rule: Schedule) -> Period:
    """The term, or the days that stand in its place; named days say themselves when they are."""
    named = rule.days if isinstance(rule, Dates) else ()
    first, last = asked.first, asked.last
    if named:
        days = [date.fromisoformat(text[:10]) for text in named]
        first, last = min(days), max(days)
    if not all(day in REACHED for day in (first, last) if day is not None):
        raise InputError("Så långt bort går det inte att lägga ut möten.")
    if first is None or last is None:
        whole = term(asked.term, context.years, first or last or context.today)
        if first is None and last is None:
            return whole
        first, last = first or max(whole.start, context.today), last or whole.end
    if last < first:
        raise InputError(f"Till och med {last} ligger före från och med {first}.")
    return Period(first, last)


def _reach(context: Context, period: Period) -> Period:
    """The period with its activity years, over which weekdays are spread, and a little more."""
    years = [context.years.year(context.years.year_of(day)) for day in (period.start, period.end)]
    whole = Period(min(period.start, years[0].start), max(period.end, years[1].end))
    return whole.widened(AROUND)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        hint = "Skriv som 2026-09-16, och en flytt som 2026-09-16=2026-09-17."
        raise InputError(f"”{text[:40]}” är inget datum.", hint=hint) from None


def section(layout: Layout) -> Section:
    """The layout as a table."""
    wish = layout.wish
    rows = tuple(
        (short_date(slot.day), str(slot.day), week_label(slot.day), "; ".join(layout.remarks(slot)))
        for slot in sorted(layout.slots, key=lambda slot: slot.day)
        if not slot.dropped
    )
    return Section(
        title=", ".join(filter(None, (f"{wish.kind} {hours(wish)}".strip(), wish.place))),
        text=summary(layout),
        header=("Dag", "Datum", "Vecka", "Anmärkning"),
        rows=rows,
    )


def summary(layout: Layout) -> str:
    """ "5 nya möten. 5 av 5 månader har ett möte." and what is left."""
    count = sum(slot.new for slot in layout.slots)
    made = "Inget nytt möte" if not count else "1 nytt möte" if count == 1 else f"{count} nya möten"
    return f"{made}. {quota(layout)}"


def quota(layout: Layout) -> str:
    """How many of the months have a meeting, and which have none."""
    total = len(layout.months)
    if not total:
        return "Regeln ger inga dagar den tiden."
    word = "månad" if total == 1 else "månader"
    missing = [f"{MONTHS[month[1] - 1]} ({layout.why(month)})" for month in layout.missing]
    rest = f" Utan: {listed(missing)}." if missing else ""
    return f"{layout.covered} av {total} {word} har ett möte.{rest}"


def understood(wish: Wish) -> str:
    """What was asked for, in full: "Andra måndagen varje månad, utom juli, 1 juli–31 december 2022, kl 18.30."."""
    words = rule_words(wish.rule)
    parts = [f"{words[:1].upper()}{words[1:]}"]
    if isinstance(wish.rule, Dates):
        parts = [f"De här dagarna: {words}"]
    else:
        parts += [f"utom {listed([MONTHS[n - 1] for n in sorted(wish.without)])}"] if wish.without else []
        first, last = wish.period.start, wish.period.end
        year = f" {last.year}" if first.year == last.year else ""
        parts.append(f"{plain_date(first).removesuffix(year)}–{plain_date(last)}")
    return ", ".join(filter(None, (*parts, hours(wish), wish.place))) + "."


def hours(wish: Wish) -> str:
    """ "kl 18.30–20.30"; "" when nothing is said."""
    return "" if wish.starts is None else f"kl {wish.starts:%H.%M}" + (f"–{wish.ends:%H.%M}" if wish.ends else "")


def label(layout: Layout) -> str:
    """What setting the layout is called in the history."""
    meetings = layout.meetings()
    kind, count = small(layout.wish.kind), len(meetings)
    return f"La ut {count} {kind if count == 1 or not kind.endswith('möte') else f'{kind}n'}"


def waiting(entries: Iterable[Entry], layout: Layout) -> list[str]:
    """The titles of what the activity plan has of the kind without a day: a day for it is better than one more."""
    wish = layout.wish
    undated = [e for e in entries if e.series == wish.series and e.state == "undated" and e.touches(wish.period)]
    return [entry.title for entry in undated]
