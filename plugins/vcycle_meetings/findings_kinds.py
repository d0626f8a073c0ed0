"""What needs attention about kinds of meetings: misspelt ones, those without a rule, those with two, unknown ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vcycle.api import Context, Finding, slug
from vcycle_meetings import kinds
from vcycle_meetings.agenda import one_line, open_questions
from vcycle_meetings.invitation import lost_invitees
from vcycle_meetings.occasions import Occasion
from vcycle_meetings.practice import HABITS, Practice, Rule, practices
from vcycle_meetings.records import Meeting
from vcycle_meetings.steps import small

ALIKE = 0.85
QUOTE = 60


def findings(context: Context, there: Sequence[Occasion]) -> Iterator[Finding]:
    """Everything; `there` are the meetings of this activity year and those to come."""
    known = {slug(name): name for name in [h.kind for h in HABITS] + [r.kind for r in context.store.find(Rule)]}
    yield from _spelling(context, known)
    yield from _without_rule(there, known)
    yield from _apart(there, known)
    yield from _rules(context)
    yield from _questions(context)


def _spelling(context: Context, known: Mapping[str, str]) -> Iterator[Finding]:
    """A kind that is nearly another one, and so is counted by itself."""
    meetings = {meeting.kind: meeting for meeting in reversed(context.store.find(Meeting))}
    for kind, meeting in reversed(meetings.items()):
        if near := _meant(slug(kind), known):
            yield Finding(
                level="warning",
                message=f"Sorten ”{kind}” räknas för sig. Menade du {near}?",
                hint=f'vcycle record set möte {meeting.id} --kind "{near}"',
                due=meeting.day,
                ref=meeting.id,
            )


def _meant(series: str, known: Mapping[str, str]) -> str:
    """The known kind that somebody meant by another that is nearly it; "" for a kind of its own."""
    if series in known or kinds.is_extra(series):
        return ""
    return next((name for other, name in known.items() if _alike(series, other)), "")


def _alike(name: str, other: str) -> bool:
    from difflib import SequenceMatcher  # only where a kind is one of its own

    return SequenceMatcher(None, name.replace("-", ""), other.replace("-", "")).ratio() >= ALIKE


def _first_of_kinds(there: Sequence[Occasion], known: Mapping[str, str]) -> Iterator[Occasion]:
    """The first meeting of each kind that is no known one and not nearly one."""
    first = {o.practice.series: o for o in reversed(there)}
    for series, occasion in reversed(first.items()):
        if series not in known and not _meant(series, known):
            yield occasion


def _without_rule(there: Sequence[Occasion], known: Mapping[str, str]) -> Iterator[Finding]:
    """A kind that nobody has said anything about: nothing is expected of it, and that is easily overlooked."""
    for occasion in _first_of_kinds(there, known):
        if not occasion.practice.known:
            yield Finding(
                level="info",
                message=f"Sorten ”{occasion.kind}” har ingen mötesregel: inga stående punkter och inget protokoll"
                " väntas.",
                hint=f'vcycle record add mötesregel --kind "{occasion.kind}" --minutes "två veckor"',
                due=occasion.day,
                ref=occasion.entry.record,
            )


def _apart(there: Sequence[Occasion], known: Mapping[str, str]) -> Iterator[Finding]:
    """A kind that is another with more said of it: goals that count the other do not count this."""
    for occasion in _first_of_kinds(there, known):
        plain = known.get(occasion.practice.body)
        if plain and occasion.record:
            sort = " --sort extra" if occasion.practice.extra else ""
            yield Finding(
                level="info",
                message=f"”{occasion.kind}” görs som ett {small(plain)} men räknas för sig.",
                hint=f'vcycle record set möte {occasion.record.id} --kind "{plain}"{sort}',
                due=occasion.day,
                ref=occasion.record.id,
            )


def _rules(context: Context) -> Iterator[Finding]:
    """Two rules for one kind: the newer holds alone, and whom only an older one called is said by name."""
    newest: dict[str, Rule] = {}
    for rule in context.store.find(Rule):
        older, newest[slug(rule.kind)] = newest.get(slug(rule.kind)), rule
        if older is not None:
            lost = lost_invitees(context, older, rule)
            rest = f" Den äldre kallar också: {'; '.join(lost)}." if lost else ""
            yield Finding(
                level="warning",
                message=f"Det finns två mötesregler för {rule.kind}; bara den senare gäller, i sin helhet.{rest}",
                hint=f"Skriv allt i den som ska gälla och ta bort den andra: vcycle record rm mötesregel {older.id}",
                ref=older.id,
            )


def _questions(context: Context) -> Iterator[Finding]:
    """A question for a kind of meeting that there is none of: it would come to no agenda."""
    every = practices(context.store)
    bodies = {practice.body for practice in every.values()}
    for question in open_questions(context):
        series = slug(question.kind)
        if not question.meeting and series not in every and kinds.body(series) not in bodies:
            near = _nearest(question.kind, every)
            yield Finding(
                level="warning",
                message=f"Medlemsfrågan ”{one_line(question.text)[:QUOTE]}” väntar på ett möte av sorten"
                f" ”{question.kind}”, som inte finns.",
                hint=f'vcycle record set medlemsfråga {question.id} --kind "{near}"',
                due=question.asked,
                ref=question.id,
            )


def _nearest(kind: str, every: Mapping[str, Practice]) -> str:
    """The kind that is spelt most like it; a question is the members' when none is."""
    from difflib import get_close_matches

    found = get_close_matches(slug(kind), every, n=1)
    return every[found[0] if found else kinds.MEMBERS].kind
