"""What can be asked: `vcycle meetings NAME`, also in the interface. Each gives data; the core shows and saves."""

from typing import Annotated

from vcycle.api import Answer, Command, Context, Period, Section, Struct, field
from vcycle_meetings import agenda, invitation, noting, status, wishes
from vcycle_meetings.occasions import occasions
from vcycle_meetings.terms import term
from vcycle_meetings.which import WHICH, sought


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
    sections = agenda.sections(agenda.draft(context, occasion), occasion)
    return Answer(sections=(*sections, Section(title="Lägga till något?", text=noting.HOW)))


def invite(context: Context, which: Which) -> Answer:
    """Whom to call, and what to say."""
    return Answer(sections=tuple(invitation.sections(context, sought(context, which.meeting))))


def how_far(context: Context, when: When) -> Answer:
    """Which steps are missing, meeting by meeting."""
    return Answer(sections=tuple(status.status(occasions(context, _period(context, when)), context.today)))


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
        keywords="nya möten boka planera schema mötesdagar",
    ),
    Command(
        name="agenda",
        label="Utkast till dagordning",
        run=draft_agenda,
        arguments=Which,
        positional=("meeting",),
        help="Stående punkter, egna punkter, frågor från medlemmar och beslut som inte är klara.",
        example='"styrelsemöte oktober"',
        keywords="föredragningslista dagordningen agenda punkter",
    ),
    Command(
        name="invite",
        label="Vilka som kallas",
        run=invite,
        arguments=Which,
        positional=("meeting",),
        help="Adjungerade, inbjudna, öppenhet och barnpassning enligt mötesregeln.",
        example="Årsmöte",
        keywords="kallelse kallelsen inbjudan inbjudna adjungerade bjud in",
    ),
    Command(
        name="status",
        label="Protokoll och kallelser: vad saknas",
        run=how_far,
        arguments=When,
        positional=("term",),
        help="Dagordning, kallelse, protokoll och brev för varje möte: gjort, saknas eller kvar.",
        example="höst",
        keywords="status läge hur långt mötena har kommit justering justerat publicerat medlemsbrev saknas försenat",
    ),
    Command(
        name="spread",
        label="Mötenas veckodagar och platser",
        run=spread,
        arguments=When,
        positional=("term",),
        help="Hur mötena är fördelade.",
        example="höst",
        keywords="fördelning statistik var lokal varierade dagar",
    ),
    Command(
        name="question",
        label="Anteckna fråga från medlem",
        run=noting.question,
        arguments=noting.Asked,
        positional=("text",),
        help="Tas upp på nästa medlemsmöte, eller på mötet som du skriver.",
        example='"När får lokalen ny dörr?" --meeting oktober',
        keywords="medlemsfråga medlemsfrågor lägg till ny fråga",
    ),
    Command(
        name="child-care",
        label="Anteckna behov av barnpassning",
        run=noting.child_care,
        arguments=noting.CareNeeded,
        help="Antal barn och åldrar, inga namn. Raderas 30 dagar efter mötet.",
        example='--meeting oktober --children 2 --ages "3 och 6 år"',
        keywords="barn barnpassningsbehov barnvakt anmälan lägg till",
    ),
    Command(
        name="item",
        label="Lägg till punkt på dagordningen",
        run=noting.point,
        arguments=noting.Point,
        positional=("title",),
        help="En egen punkt på ett mötes dagordning; ordning och handlingar fylls i i registret.",
        example='"Budget för hösten" --meeting 10/10',
        keywords="dagordningspunkt ny punkt ärende förslag",
    ),
)
