"""How each kind of meeting is done: built-in habits, and the association's own rules over them.

What the domain leaves to the statutes is left empty here, and said to be: nothing is invented.
"""

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from vcycle.api import Activity, Goal, Offset, Reader, Record, RecordType, field, slug
from vcycle_meetings import kinds, plan_words
from vcycle_meetings.amounts import amount
from vcycle_meetings.records import Meeting

OPENNESS = {"board": "bara styrelsen", "members": "öppet för medlemmar", "all": "öppet för alla"}
OFFERED = {"never": "nej", "asked": "om någon frågar", "always": "ja, alltid"}
FEMINISM = "Internfeministiskt arbete"
CHECK_STATUTES = "kontrollera stadgarna"


class Step(NamedTuple):
    """Something to do before or after each meeting of a kind.

    `series` is what others count, `field` the one of `Rule` that says when, `title` the entry's with the kind in small
    letters, `missing` what is said to be missing, `stem` what tells a plan's own activity to be the same step.
    """

    series: str
    field: str
    title: str
    missing: str
    before: bool
    stem: str


STEPS = (
    Step("dagordning", "agenda", "Dagordning och handlingar till {kind}", "dagordning", True, "dagordning"),
    Step("kallelse", "call", "Kallelse till {kind}", "kallelse", True, "kallelse"),
    Step(
        "barnpassning-anmalan", "notice", "Sista anmälan till barnpassning vid {kind}", "", True, "barnpassning-anmal"
    ),
    Step("formote", "", "Könsseparata förmöten inför {kind}", "", True, "formote"),
    Step("protokoll", "minutes", "Skrivet protokoll, {kind}", "protokoll", False, "protokoll"),
    Step("justering", "checked", "Justerat protokoll, {kind}", "justering", False, "juster"),
    Step("publicering", "published", "Publicerat protokoll, {kind}", "publicering", False, "publicer"),
    Step("medlemsbrev", "letter", "Medlemsbrev efter {kind}", "medlemsbrev", False, "medlemsbrev"),
)
AFTER = tuple(step for step in STEPS if not step.before)


class Rule(Record, frozen=True):
    """What the association has decided about one kind of meeting; what is empty is as the habit has it."""

    kind: Annotated[str, field("Sort", column=True, min_length=1, max_length=60, help="Till exempel Styrelsemöte.")]
    agenda: Annotated[
        str, field("Dagordning före", column=True, max_length=40, help="Till exempel en vecka; aldrig stänger av.")
    ] = ""
    call: Annotated[str, field("Kallelse före", column=True, max_length=40)] = ""
    minutes: Annotated[str, field("Protokoll inom", column=True, max_length=40)] = ""
    checked: Annotated[str, field("Justerat inom", max_length=40)] = ""
    published: Annotated[str, field("Publicerat inom", max_length=40)] = ""
    letter: Annotated[str, field("Medlemsbrev inom", max_length=40, help="Bara efter ordinarie möten.")] = ""
    standing: Annotated[
        str, field("Stående punkter", multiline=True, help="En på varje rad, utöver dem som alltid finns.")
    ] = ""
    co_opted: Annotated[tuple[str, ...], field("Adjungerade", link="core.role")] = ()
    invited: Annotated[tuple[str, ...], field("Inbjudna", link="core.role")] = ()
    invite_units: Annotated[
        bool, field("Bjud in lokalföreningarna", help="Ordförande eller annan från var och en.")
    ] = False
    openness: Annotated[Literal["board", "members", "all"] | None, field("Öppenhet", column=True, labels=OPENNESS)] = (
        None
    )
    childcare: Annotated[Literal["never", "asked", "always"] | None, field("Barnpassning", labels=OFFERED)] = None
    notice: Annotated[str, field("Anmälan till barnpassning före", max_length=40)] = ""
    separate: Annotated[bool, field("Könsseparata förmöten")] = False
    monthly: Annotated[bool, field("Minst ett i månaden", help="Säger till om en månad saknar möte.")] = False
    varied: Annotated[bool, field("Varierade dagar", help="Sprider mötena över veckans dagar.")] = False


AMOUNTS = ("agenda", "call", "minutes", "checked", "published", "letter", "notice")


def rule_problems(rule: Rule) -> Mapping[str, str]:
    """Every amount must be readable."""
    problems = {} if slug(rule.kind) else {"kind": "ska innehålla någon bokstav"}
    for name in AMOUNTS:
        try:
            amount(getattr(rule, name))
        except ValueError as error:
            problems[name] = str(error)
    return problems


RULE = RecordType(Rule, "meetings.rule", "mötesregel", "mötesregler", "kind", validate=rule_problems)


class Practice(Struct, frozen=True):
    """How one kind of meeting is done. `amounts` are by field of `Rule`, "1w"; what is missing has no step.

    `known` is False for a kind that nothing is said of: neither habit nor rule, and no kind that it is a sort of.
    """

    kind: str
    amounts: dict[str, str] = {}
    standing: tuple[str, ...] = ()
    co_opted: tuple[str, ...] = ()
    invited: tuple[str, ...] = ()
    invite_units: bool = False
    openness: str = ""
    childcare: str = "never"
    separate: bool = False
    monthly: bool = False
    varied: bool = False
    call_by_statutes: bool = False
    yearly: bool = False
    known: bool = False

    @property
    def series(self) -> str:
        return slug(self.kind)

    @property
    def body(self) -> str:
        """Who meets, which an extra meeting has in common with the ordinary ones."""
        return kinds.body(self.series)

    @property
    def of_board(self) -> bool:
        return kinds.general(self.series) == kinds.BOARD

    @property
    def extra(self) -> bool:
        """Whether every meeting of the kind is extra, by its name."""
        return kinds.is_extra(self.series)


_MINUTES = {"minutes": "2w", "checked": "3w", "published": "1m"}
"""How long minutes may take is written nowhere: these are only when it is asked about, and any rule changes them."""
# The usual order of an annual meeting: skinnskatteberg.se "årsmöte" and hylte.se "Årsmöte", read 2026-11-20.
ANNUAL_AGENDA = (
    "Röstlängd",
    "Fråga om mötet är rätt utlyst",
    "Val av mötesordförande, mötessekreterare och justerare tillika rösträknare",
    "Verksamhetsberättelse",
    "Ekonomisk berättelse",
    "Revisionsberättelse",
    "Ansvarsfrihet",
    "Val av ordförande, styrelse, revisorer och valberedning",
    "Firmatecknare",
    "Verksamhetsplan och budget",
    "Motioner",
    "Förslag från styrelsen",
)
HABITS = (
    Practice("Styrelsemöte", {"agenda": "1w", "letter": "1w", **_MINUTES}, (FEMINISM,), known=True),
    Practice(
        "Medlemsmöte", {"agenda": "1w", **_MINUTES}, (FEMINISM,), openness="members", childcare="asked", known=True
    ),
    Practice("Gruppmöte", known=True),
    Practice(
        "Årsmöte",
        {"agenda": "1w", "notice": "2w", **_MINUTES},
        ANNUAL_AGENDA,
        openness="members",
        childcare="asked",
        call_by_statutes=True,
        yearly=True,
        known=True,
    ),
)
_NOTICE = "2w"
"""How long before a meeting child care must be asked for, where it is offered and nobody has said."""


def practices(store: Reader) -> dict[str, Practice]:
    """How every known kind is done, by series: the habits, then the association's plan and its rules over them.

    A kind that contains another ("Extra medlemsmöte", "Distriktsårsmöte") is done like it, until a rule of its own says
    otherwise. A series of the plan is a kind when it contains one.
    """
    goals, activities = store.find(Goal), store.find(Activity)
    rules = {rule_series: rule for rule in store.find(Rule) if (rule_series := slug(rule.kind))}
    names = {slug(habit.kind): habit.kind for habit in HABITS}
    for kind in [meeting.kind for meeting in store.find(Meeting)] + [rule.kind for rule in rules.values()]:
        names.setdefault(slug(kind), kind)
    varied = plan_words.varied(goals)
    for series, title in [(a.series, a.title) for a in activities if not hangs_on(a)] + [(s, "") for s in varied]:
        if kinds.general(series):
            names.setdefault(series, _kind_name(series, title))
    plan = _Plan(plan_words.openness(goals), frozenset(varied), _hanging(activities))
    found: dict[str, Practice] = {}
    for series in names:
        _resolve(series, names, rules, plan, found)
    return {series: found[series] for series in names}


class _Plan(NamedTuple):
    """What the activity plan says of kinds: who may come, whose days vary, and what hangs on them."""

    openness: Mapping[str, str]
    varied: frozenset[str]
    hanging: Mapping[str, list[Activity]]


def _resolve(
    series: str, names: Mapping[str, str], rules: Mapping[str, Rule], plan: _Plan, found: dict[str, Practice]
) -> Practice:
    """How one kind is done, worked out after the kind that it is a sort of; kept in `found`."""
    if series not in found:
        own = next((habit for habit in HABITS if slug(habit.kind) == series), None)
        wider = "" if own else kinds.parent(series, names)
        practice = own or Practice(names[series])
        if wider:
            practice = inherited(_resolve(wider, names, rules, plan, found), names[series])
        practice = replace(
            practice,
            openness=plan.openness.get(series, practice.openness),
            varied=series in plan.varied or practice.varied,
        )
        if rule := rules.get(series):
            practice = ruled(practice, rule)
        for activity in plan.hanging.get(series, ()):
            practice = planned(practice, activity)
        found[series] = practice
    return found[series]


def _hanging(activities: Iterable[Activity]) -> dict[str, list[Activity]]:
    found: dict[str, list[Activity]] = {}
    for activity in activities:
        for series in hangs_on(activity):
            found.setdefault(series, []).append(activity)
    return found


def _kind_name(series: str, title: str) -> str:
    """What a kind of the plan is called: its title without the number, where that is what gives the series."""
    name = title.rstrip("0123456789 ")
    if slug(name) == series:
        return name
    head = next(habit.kind for habit in HABITS if slug(habit.kind) == kinds.general(series))
    stem = series.removesuffix(slug(head))
    return f"{stem}{head.lower()}".replace("-", " ").capitalize() if stem != series else series.capitalize()


def inherited(practice: Practice, kind: str) -> Practice:
    """`practice` for a kind that is a sort of it: months are missed for that itself, no letter follows extra."""
    extra = kinds.is_extra(slug(kind))
    amounts = {name: text for name, text in practice.amounts.items() if not (extra and name == "letter")}
    return replace(practice, kind=kind, amounts=amounts, monthly=False, varied=practice.varied and not extra)


def ruled(practice: Practice, rule: Rule) -> Practice:
    """`practice` with what a rule says; what it leaves empty stays."""
    amounts = dict(practice.amounts)
    amounts.update({name: amount(text) for name in AMOUNTS if (text := getattr(rule, name))})
    own = tuple(line.strip() for line in rule.standing.splitlines() if line.strip())
    childcare = rule.childcare or practice.childcare
    if childcare == "never":
        amounts.pop("notice", None)
    elif not rule.notice:
        amounts.setdefault("notice", _NOTICE)
    return replace(
        practice,
        amounts={name: text for name, text in amounts.items() if text},
        standing=tuple({slug(point): point for point in (*practice.standing, *own)}.values()),
        co_opted=rule.co_opted or practice.co_opted,
        invited=rule.invited or practice.invited,
        invite_units=rule.invite_units or practice.invite_units,
        openness=rule.openness or practice.openness,
        childcare=childcare,
        separate=rule.separate or practice.separate,
        monthly=rule.monthly,
        varied=rule.varied or practice.varied,
        call_by_statutes=practice.call_by_statutes and not rule.call,
        known=True,
    )


def planned(practice: Practice, activity: Activity) -> Practice:
    """`practice` with what a step of the activity plan, hanging on it, makes unnecessary to say again."""
    name = activity.series or slug(activity.title)
    if "barnpassning" in name:
        amounts = {"notice": _NOTICE, **practice.amounts}
        return replace(practice, childcare="always", amounts=amounts)
    if "kallelse" in name:
        return replace(practice, call_by_statutes=False)
    return replace(practice, separate=True) if is_step(activity.series, activity.title, "formote") else practice


def hangs_on(activity: Activity) -> tuple[str, ...]:
    """The series whose every occurrence the activity goes with."""
    return activity.schedule.series if isinstance(activity.schedule, Offset) else ()


def is_step(series: str, title: str, name: str) -> bool:
    """Whether something with this series and title is the step of that name, whoever wrote it."""
    return step_of(series, title) == name


def step_of(series: str, title: str) -> str:
    """The name of the step that something is, told by its series or else by its title; "" for what is none.

    The last match counts: "protokollet publiceras" is the publishing.
    """
    name = series or slug(title)
    return next((step.series for step in reversed(STEPS) if name == step.series or step.stem in name), "")
