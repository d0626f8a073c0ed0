"""What can be asked: `vcycle meetings NAME`, also in the interface. Each gives data; the core shows and saves."""

from typing import Annotated

from vcycle.api import Answer, Command, Context, Period, Section, Struct, field
from vcycle_meetings import agenda, invitation, status, wishes
from vcycle_meetings.occasions import occasions, sought
from vcycle_meetings.terms import term

WHICH = "En dag, en sort eller båda: ”Styrelsemöte 2026-09-16”. Tomt: nästa möte."


class Which(Struct, frozen=True):
    """Which meeting is meant."""

    meeting: Annotated[str, field("Möte", help=WHICH, max_length=100)] = ""


class When(Struct, frozen=True):
    """Which term is meant."""

    term: Annotated[str, field("Termin", help="vår, höst eller till exempel höst 2027. Tomt: hela året.")] = ""


def lay_out(context: Context, asked: wishes.LayOut) -> Answer:
    """A term's meetings, set in one step."""
    layout = wishes.proposed(context, asked)
    sections = [wishes.section(layout)]
    if titles := wishes.waiting(layout.around, layout):
        text = f"Utan dag i verksamhetsplanen: {', '.join(titles)}. Ge dem en dag med ”vcycle move”, eller ta bort dem."
        sections.append(Section(title="Planen har redan", text=text))
    meetings = layout.meetings()
    return Answer(sections=tuple(sections), put=meetings, label=wishes.label(layout) if meetings else "")


def draft_agenda(context: Context, which: Which) -> Answer:
    """The agenda as it stands."""
    occasion = sought(context, which.meeting)
    return Answer(sections=tuple(agenda.sections(agenda.draft(context, occasion), occasion)))


def invite(context: Context, which: Which) -> Answer:
    """Whom to call, and what to say."""
    return Answer(sections=tuple(invitation.sections(context, sought(context, which.meeting))))


def how_far(context: Context, when: When) -> Answer:
    """Which steps are missing, meeting by meeting."""
    return Answer(sections=(status.status(occasions(context, _period(context, when)), context.today),))


def spread(context: Context, when: When) -> Answer:
    """Weekdays and places."""
    return Answer(sections=tuple(status.spread(occasions(context, _period(context, when)))))


def _period(context: Context, when: When) -> Period:
    if when.term:
        return term(when.term, context.years, context.today)
    return context.years.year(context.years.year_of(context.today))


COMMANDS = (
    Command(
        name="layout",
        label="Lägg ut möten efter en regel",
        run=lay_out,
        arguments=wishes.LayOut,
        positional=("kind",),
        help="Föreslår dagar efter en regel, säger vad de krockar med och sätter alla på en gång.",
        example='Styrelsemöte --rule "tredje onsdagen varje månad" --term höst --starts 18:30 --dry-run',
    ),
    Command(
        name="agenda",
        label="Utkast till dagordning",
        run=draft_agenda,
        arguments=Which,
        positional=("meeting",),
        help="Stående punkter, egna punkter, frågor från medlemmar och beslut som inte är klara.",
        example="Styrelsemöte",
    ),
    Command(
        name="invite",
        label="Vilka som kallas",
        run=invite,
        arguments=Which,
        positional=("meeting",),
        help="Adjungerade, inbjudna, öppenhet och barnpassning enligt mötesregeln.",
        example="Årsmöte",
    ),
    Command(
        name="status",
        label="Hur långt mötena har kommit",
        run=how_far,
        arguments=When,
        positional=("term",),
        help="Dagordning, kallelse, protokoll och brev för varje möte: gjort, saknas eller kvar.",
        example="höst",
    ),
    Command(
        name="spread",
        label="Mötenas veckodagar och platser",
        run=spread,
        arguments=When,
        positional=("term",),
        help="Hur mötena är fördelade.",
        example="höst",
    ),
)
