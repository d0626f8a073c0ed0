"""Who is called to a meeting, by roles and associations, and what the call has to say. No person is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from vcycle.api import Context, Entry, Holder, NotFound, Role, Section, Unit, long_date, plain_date, slug
from vcycle_meetings.occasions import Occasion
from vcycle_meetings.practice import CHECK_STATUTES, OPENNESS, Rule
from vcycle_meetings.records import FORMS
from vcycle_meetings.steps import small

CARE_NOTICE = timedelta(7)
"""Before a meeting: the last day to ask for child care where the association has not said another."""
WHO = ("Vem", "Som", "Anmärkning")


def sections(context: Context, occasion: Occasion) -> Iterator[Section]:
    """The list of whom to call, and the facts that the call holds."""
    yield Section(title=f"Kallelse till {occasion.name}", header=("Vad", "Uppgift"), rows=tuple(facts(occasion)))
    called = tuple(invited(context, occasion))
    text = "" if called else "Ingen utöver mötets egna deltagare. Skriv in adjungerade och inbjudna i mötesregeln."
    if lost := _lost(context, occasion):
        text = f"{text} Det finns två mötesregler för {small(occasion.kind)}, och bara den senare gäller.".strip()
        text += f" Enligt den äldre kallas också: {'; '.join(lost)}."
    yield Section(title="Kallas dessutom", text=text, header=WHO if called else (), rows=called)


def facts(occasion: Occasion) -> Iterator[tuple[str, str]]:
    """What the call says: when, where, how, for whom, and until when child care can be asked for."""
    entry, record, practice = occasion.entry, occasion.record, occasion.practice
    yield "När", " ".join(filter(None, (long_date(occasion.day), _hours(occasion))))
    if entry.place:
        yield "Plats", entry.place
    if record is not None:
        yield "Form", FORMS[record.form]
        if record.link:
            yield "Videolänk", record.link
        if record.papers:
            yield "Handlingar", record.papers
    if practice.openness:
        yield "Öppenhet", OPENNESS[practice.openness]
    if care := childcare_line(occasion):
        yield "Barnpassning", care
    if "formote" in occasion.steps or practice.separate:
        yield "Förmöten", "könsseparata, före mötet"
    yield from _deadlines(occasion)


def _hours(occasion: Occasion) -> str:
    start, end = occasion.entry.start_time, occasion.entry.end_time
    if start is None:
        return ""
    return f"kl {start:%H.%M}" + (f"–{end:%H.%M}" if end else "")


def _deadlines(occasion: Occasion) -> Iterator[tuple[str, str]]:
    for name, label in (("kallelse", "Kallelsen"), ("dagordning", "Dagordningen")):
        step = occasion.steps.get(name)
        if step is not None and step.state == "held":
            yield (f"{label} skickad", _sent(step))
        elif step is not None and step.start is not None:
            yield f"{label} ut senast", plain_date(step.start)
        elif name == "kallelse" and occasion.practice.call_by_statutes:
            yield f"{label} ut senast", f"{CHECK_STATUTES}, och skriv in tiden i mötesregeln"


def _sent(step: Entry) -> str:
    """When a step was done and what is said of it: "3 september 2026, till 31 medlemmar"."""
    when = plain_date(step.done_on) if step.done_on else ""
    return ", ".join(filter(None, (when, step.note))) or "ja"


def childcare_line(occasion: Occasion) -> str:
    """What the call says about child care, with whom to tell and by when; "" where it is not offered.

    Where no rule says by when, it is a week before: nobody can arrange it for children that nobody told of.
    """
    if occasion.practice.childcare == "never":
        return ""
    step = occasion.steps.get("barnpassning-anmalan")
    last = step.start if step is not None and step.start is not None else occasion.day - CARE_NOTICE
    whom = step.responsible if step is not None and step.responsible else "styrelsen"
    words = "finns" if occasion.practice.childcare == "always" else "ordnas om någon behöver"
    return f"{words}; anmäl barnens ålder och antal till {small(whom)} senast {plain_date(last)}"


def invited(context: Context, occasion: Occasion) -> Iterator[tuple[str, str, str]]:
    """Roles and associations: who, as what, and what to know."""
    for ids, word in ((occasion.practice.co_opted, "adjungerad"), (occasion.practice.invited, "inbjuden")):
        for role_id in ids:
            role = _role(context, role_id)
            if role is None:
                yield "En borttagen roll", word, "finns inte längre; ändra i mötesregeln"
            else:
                vacant = not _held(context, role_id, occasion.day)
                yield role.name, word, "ingen har rollen nu" if vacant else ""
    if occasion.practice.invite_units:
        for unit in child_units(context):
            yield unit.name, "lokalförening", "ordförande eller annan"


def _lost(context: Context, occasion: Occasion) -> list[str]:
    """Whom only an older rule for the kind calls."""
    rules = [rule for rule in context.store.find(Rule) if slug(rule.kind) == occasion.practice.series]
    return list(dict.fromkeys(name for rule in rules[:-1] for name in lost_invitees(context, rule, rules[-1])))


def lost_invitees(context: Context, older: Rule, newer: Rule) -> list[str]:
    """Whom `older` calls to the meetings and `newer` does not: roles by name, and the local associations."""
    kept = {*newer.co_opted, *newer.invited}
    lost = [_role(context, id_) for id_ in (*older.co_opted, *older.invited) if id_ not in kept]
    units = ["lokalföreningarna"] if older.invite_units and not newer.invite_units else []
    return [role.name if role else "en borttagen roll" for role in lost] + units


def child_units(context: Context) -> list[Unit]:
    """The local associations, by name."""
    return sorted(context.store.find(Unit, kind="child"), key=lambda unit: unit.name.casefold())


def _role(context: Context, role_id: str) -> Role | None:
    try:
        return context.store.get(Role, role_id)
    except NotFound:
        return None


def _held(context: Context, role_id: str, day: date) -> bool:
    return any(h.since <= day <= (h.until or date.max) for h in context.store.find(Holder, role=role_id))
