"""The record types that every association has; plugins link to these and never to each other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Literal

import msgspec

from vcycle.model.fields import field
from vcycle.model.measure import Measure
from vcycle.model.period import FIRST_YEAR, LAST_YEAR
from vcycle.model.records import Record, RecordType
from vcycle.model.schedule import Offset, Schedule

GENDERS = {"woman": "kvinna", "man": "man", "other": "annat"}


class Person(Record, frozen=True):
    """Somebody the board deals with: no more than it needs. Gender is self-declared, or not given."""

    name: Annotated[str, field("Namn", column=True, min_length=1, max_length=120)]
    email: Annotated[str, field("E-post", column=True, max_length=254)] = ""
    phone: Annotated[str, field("Telefon", column=True, phone=True, max_length=40)] = ""
    gender: Annotated[
        Literal["woman", "man", "other"] | None,
        field("Kön", help="Bara det personen själv har uppgett; lämna annars tomt.", labels=GENDERS),
    ] = None
    member_since: Annotated[date | None, field("Medlem från")] = None


class Role(Record, frozen=True):
    """A responsibility or a body that the plan says must exist, whoever holds it."""

    name: Annotated[str, field("Roll", column=True, min_length=1, max_length=120)]
    description: Annotated[str, field("Vad rollen gör", multiline=True)] = ""
    appointed_by: Annotated[str, field("Utses av", column=True)] = ""
    required: Annotated[bool, field("Ska vara tillsatt", help="Påminner så länge ingen har rollen.")] = False
    quote: Annotated[str, field("Planens ord", multiline=True)] = ""
    source: Annotated[str, field("Källa")] = ""
    plan_item: Annotated[str, field("Planpost", hidden=True, machine=True)] = ""


class Holder(Record, frozen=True):
    """Who holds a role, from when and until when; a role may have several holders."""

    role: Annotated[str, field("Roll", column=True, link="core.role", min_length=1)]
    person: Annotated[str, field("Person", column=True, link="core.person", min_length=1)]
    since: Annotated[date, field("Från och med", column=True)]
    until: Annotated[date | None, field("Till och med", column=True)] = None


def _holder_problems(holder: Holder) -> Mapping[str, str]:
    if holder.until is not None and holder.until < holder.since:
        return {"until": "ligger före första dagen"}
    return {}


UNITS = {"own": "egna föreningen", "child": "lokalförening", "district": "distrikt"}


class Unit(Record, frozen=True):
    """An organisation: the own association, its child associations, its district."""

    name: Annotated[str, field("Namn", column=True, min_length=1, max_length=120)]
    kind: Annotated[Literal["own", "child", "district"], field("Slag", column=True, labels=UNITS)] = "child"
    parent: Annotated[str, field("Hör till", link="core.unit")] = ""
    email: Annotated[str, field("E-post", max_length=254)] = ""


class Area(Record, frozen=True):
    """A heading of the plan, and the ring of the wheel that it is drawn in."""

    name: Annotated[str, field("Område", column=True, min_length=1, max_length=120)]
    ring: Annotated[str, field("Ring", column=True, help="Områden med samma ring ritas tillsammans.")] = ""
    position: Annotated[int, field("Ordning", ge=0, le=10_000)] = 0
    plan_item: Annotated[str, field("Planpost", hidden=True, machine=True)] = ""


TIERS = {"local": "lokalt", "district": "distrikt", "national": "riks"}
"""Whose last day a stop is, in the order in which such days must come."""

BASES = {"rule": "stadgar, lag eller myndighet", "practice": "så har andra gjort", "default": "eget antagande"}


class Activity(Record, frozen=True):
    """Something the association does, with the schedule that gives its dates; without one it goes on all the time.

    `stop` is what its day is the last day for: of what hangs on one anchor, a local stop must not come after the
    district's of the same kind, nor that after the national. `follows` are activities that it must not come before.
    `basis` says how we know that the day must be kept: what is no rule is to be compared with the statutes.
    """

    title: Annotated[str, field("Rubrik", column=True, min_length=1, max_length=10_000)]
    schedule: Annotated[
        Schedule | None,
        field("När", column=True, help="Till exempel ”sista torsdagen varje månad”. Tomt: löpande."),
    ] = None
    start_time: Annotated[time | None, field("Börjar")] = None
    end_time: Annotated[time | None, field("Slutar")] = None
    place: Annotated[str, field("Plats", column=True)] = ""
    areas: Annotated[tuple[str, ...], field("Områden", link="core.area")] = ()
    responsible: Annotated[str, field("Ansvarig", link="core.role")] = ""
    series: Annotated[str, field("Serie", help="Kort namn som räknas och som annat kan hänga på.")] = ""
    tags: Annotated[tuple[str, ...], field("Etiketter")] = ()
    year: Annotated[int | None, field("Bara verksamhetsåret", help="Tomt: varje år.", ge=FIRST_YEAR, le=LAST_YEAR)] = (
        None
    )
    exported: Annotated[bool, field("Med i kalenderfilen")] = True
    description: Annotated[str, field("Beskrivning", multiline=True)] = ""
    quote: Annotated[str, field("Planens ord", multiline=True)] = ""
    source: Annotated[str, field("Källa")] = ""
    level: Annotated[Literal["local", "district", "national"] | None, field("Nivå", labels=TIERS)] = None
    stop: Annotated[
        str, field("Sista dag för", help="Till exempel motioner: lokalt före distrikt före riks.", max_length=80)
    ] = ""
    follows: Annotated[tuple[str, ...], field("Inte före", link="core.activity")] = ()
    paragraph: Annotated[str, field("Paragraf", help="Till exempel § 54.", max_length=80)] = ""
    basis: Annotated[Literal["rule", "practice", "default"] | None, field("Grund", labels=BASES)] = None
    checked: Annotated[date | None, field("Källan kontrollerad")] = None
    plan_item: Annotated[str, field("Planpost", hidden=True, machine=True)] = ""
    carried_from: Annotated[int | None, field("Först tänkt för", hidden=True, ge=FIRST_YEAR, le=LAST_YEAR)] = None


def _activity_problems(activity: Activity) -> Mapping[str, str]:
    if activity.end_time is not None and activity.start_time is None:
        return {"start_time": "behövs när sluttiden är satt"}
    if isinstance(activity.schedule, Offset) and activity.series in activity.schedule.series:
        return {"schedule": "kan inte hänga på sin egen serie"}
    return {}


class Change(Record, frozen=True):
    """What happened to one occurrence. Its id is the entry's: record id, dot, slot.

    `day` is where it was moved (or, for a window, placed), `was` where the rule had it then. `held` comes with what
    was counted, and `done_on`, the day it was really done, when that is known; `cancelled` comes with a reason.
    """

    record: Annotated[str, field("Aktivitet", link="core.activity")]
    slot: Annotated[str, field("Tillfälle", machine=True)]
    was: Annotated[date | None, field("Ursprunglig dag")] = None
    day: Annotated[date | None, field("Flyttad till", column=True)] = None
    last_day: Annotated[date | None, field("Sista dag")] = None
    start_time: Annotated[time | None, field("Börjar")] = None
    end_time: Annotated[time | None, field("Slutar")] = None
    pinned: Annotated[bool, field("Följer inte längre sin regel")] = False
    cancelled: Annotated[bool, field("Inställd", column=True)] = False
    reason: Annotated[str, field("Skäl")] = ""
    held: Annotated[bool, field("Genomförd", column=True)] = False
    done_on: Annotated[date | None, field("Gjort den")] = None
    women: Annotated[int, field("Kvinnor", ge=0)] = 0
    men: Annotated[int, field("Män", ge=0)] = 0
    others: Annotated[int, field("Annat kön", ge=0)] = 0
    unknown: Annotated[int, field("Uppgift saknas", ge=0)] = 0
    note: Annotated[str, field("Anteckning", multiline=True)] = ""


class DateChange(Record, frozen=True):
    """How a day that somebody else decides was moved: from `was` to `day`, when the board learnt of it, and where."""

    record: Annotated[str, field("Aktivitet", link="core.activity", min_length=1)]
    was: Annotated[date, field("Från", column=True)]
    day: Annotated[date, field("Till", column=True)]
    learnt: Annotated[date, field("Känt sedan", column=True)]
    source: Annotated[str, field("Källa")] = ""


AMOUNTS = {"number": "antal", "kronor": "kronor"}


class Series(Record, frozen=True):
    """A named stream of facts that no activity has: what is logged ("insandare") or read off ("medlemmar").

    `unit` says what an amount of it is: a whole number (times, members), or money in öre.
    """

    key: Annotated[str, field("Serie", column=True, min_length=1, max_length=80)]
    title: Annotated[str, field("Namn", column=True, max_length=120)] = ""
    unit: Annotated[Literal["number", "kronor"], field("Räknas i", column=True, labels=AMOUNTS)] = "number"
    plan_item: Annotated[str, field("Planpost", hidden=True, machine=True)] = ""


class Goal(Record, frozen=True):
    """A promise of the plan, kept with its sentence and where it stands; `measure` says how it is counted."""

    text: Annotated[str, field("Mål", column=True, min_length=1, max_length=10_000)]
    measure: Annotated[
        Measure | None,
        field("Mått", help="Till exempel ”minst 3 medlemsmote per termin”. Tomt: räknas inte."),
    ] = None
    areas: Annotated[tuple[str, ...], field("Områden", link="core.area")] = ()
    quote: Annotated[str, field("Planens ord", multiline=True)] = ""
    source: Annotated[str, field("Källa", column=True)] = ""
    plan_item: Annotated[str, field("Planpost", hidden=True, machine=True)] = ""


class Log(Record, frozen=True):
    """One fact: something that was done, on a day, with what was counted. No names."""

    series: Annotated[str, field("Serie", column=True, min_length=1, max_length=80)]
    day: Annotated[date, field("Dag", column=True)]
    amount: Annotated[int, field("Antal", column=True)] = 1
    tags: Annotated[tuple[str, ...], field("Etiketter", column=True)] = ()
    women: Annotated[int, field("Kvinnor", ge=0)] = 0
    men: Annotated[int, field("Män", ge=0)] = 0
    others: Annotated[int, field("Annat kön", ge=0)] = 0
    unknown: Annotated[int, field("Uppgift saknas", ge=0)] = 0
    note: Annotated[str, field("Anteckning", column=True)] = ""


class Ledger(Record, frozen=True):
    """What phones have seen of one event: its id is the UID. Sequence and last-modified never fall."""

    digest: Annotated[str, field("Kontrollsumma", machine=True)]
    timing: Annotated[str, field("Kontrollsumma för tid och läge", machine=True)]
    sequence: Annotated[int, field("Ordningsnummer", ge=0)]
    modified: Annotated[str, field("Senast ändrad", machine=True)]


UNSURE = "?"
"""The digest of a ledger record after a rescue: phones may have seen more than it knows."""


class Floor(msgspec.Struct, frozen=True):
    """What SEQUENCE and LAST-MODIFIED of an event that the ledger does not know for sure must not lie below."""

    sequence: int = 0
    modified: str = ""


CORE_TYPES = (
    RecordType(Activity, "core.activity", "aktivitet", "aktiviteter", "title", validate=_activity_problems),
    RecordType(Goal, "core.goal", "mål", "mål", "text"),
    RecordType(Area, "core.area", "område", "områden"),
    RecordType(Role, "core.role", "roll", "roller"),
    RecordType(Holder, "core.holder", "uppdrag", "uppdrag", "role", validate=_holder_problems),
    RecordType(Person, "core.person", "person", "personer"),
    RecordType(Unit, "core.unit", "enhet", "enheter"),
    RecordType(Series, "core.series", "serie", "serier", "key"),
    RecordType(Log, "core.log", "loggrad", "loggrader", "series"),
    RecordType(Change, "core.change", "ändring", "ändringar", "slot", listed=False),
    RecordType(DateChange, "core.datechange", "flyttat datum", "flyttade datum", "day", listed=False),
    RecordType(Ledger, "core.ledger", "kalenderrad", "kalenderrader", "id", undoable=False, listed=False),
)
