"""Fields: declared once, read back exactly, refused with a sentence, and never holding or repeating a personnummer."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.field_strategies import any_text, values_of
from vcycle.model.core import CORE_TYPES, Activity, Ledger, Person
from vcycle.model.fields import FieldDeclarationError, Kind, describe, field
from vcycle.model.records import Record
from vcycle.model.values import MOST, Limits, parse_choice, parse_flag, refuse_personal_number, said

PERSONAL = ("811218-9876", "8112189876", "19811218-9876", "198112189876", "811218+9876", "811218 9876")
COORDINATION = ("701063-2391", "197010632391")


class Everything(Record, frozen=True):
    """One field of each kind."""

    text: Annotated[str, field("Text", max_length=10)]
    long: Annotated[str, field("Lång text", multiline=True)] = ""
    count: Annotated[int, field("Antal", ge=0, le=99)] = 7
    share: Annotated[Decimal | None, field("Andel")] = None
    fee: Annotated[int, field("Avgift", money=True, ge=0)] = 0
    flag: Annotated[bool, field("Flagga")] = True
    day: Annotated[date | None, field("Dag")] = None
    moment: Annotated[time | None, field("Klockslag")] = None
    size: Annotated[Literal["z", "a", "m"], field("Storlek", labels={"z": "stor", "a": "liten", "m": "mellan"})] = "m"
    words: Annotated[tuple[str, ...], field("Ord")] = ()
    person: Annotated[str, field("Person", link="core.person")] = ""
    people: Annotated[tuple[str, ...], field("Personer", link="core.person")] = ()
    phone: Annotated[str, field("Telefon", phone=True)] = ""


CLASSES = (Everything, *(kind.cls for kind in CORE_TYPES))
FIELDS = [pytest.param(spec, id=f"{cls.__name__}.{spec.name}") for cls in CLASSES for spec in describe(cls)]


def spec_of(cls, name):
    """The spec of one field."""
    return next(spec for spec in describe(cls) if spec.name == name)


def refusal(spec, text: str) -> str:
    with pytest.raises(ValueError, match=r"\w") as caught:
        spec.parse(text)
    return str(caught.value)


@pytest.mark.parametrize("spec", FIELDS)
@settings(max_examples=40)  # of each of some ninety fields
@given(data=st.data())
def test_what_is_shown_is_read_back(spec, data):
    """Whatever a field accepts, the text that shows it must stand for exactly that value."""
    value = data.draw(values_of(spec))
    read = spec.parse(spec.format(value))
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("spec", FIELDS)
@settings(max_examples=40)  # of each of some ninety fields
@given(text=any_text)
def test_any_text_is_read_or_refused(spec, text):
    """A text must become a value that is shown and read back, or be refused with a sentence; nothing else happens."""
    try:
        value = spec.parse(text)
    except ValueError:
        assert refusal(spec, text).strip()
    else:
        spec.check(value)
        assert spec.parse(spec.format(value)) == value


def test_the_kinds_of_all_annotations():
    """Every annotation must be given its kind, in the order of the class."""
    kinds = [spec.kind for spec in describe(Everything)]
    assert kinds == [Kind.TEXT, Kind.LONG_TEXT, Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.FLAG, Kind.DATE, Kind.TIME,
                     Kind.CHOICE, Kind.TAGS, Kind.LINK, Kind.LINKS, Kind.TEXT]  # fmt: skip


def test_choices_keep_their_written_order():
    """Choices must be offered as they were written, not sorted."""
    assert spec_of(Everything, "size").choices == ("z", "a", "m")


def test_an_annotation_without_a_kind_is_refused_by_name():
    """A class with fields that cannot be shown must be refused with every such field's name."""

    class Odd(Record, frozen=True):
        good: Annotated[str, field("Bra")] = ""
        table: Annotated[dict[str, int], field("Tabell")] = {}  # noqa: RUF012 - msgspec copies it
        bare: str = ""
        numbers: Annotated[Literal[1, 2], field("Tal")] = 1
        twins: Annotated[Literal["a", "b"], field("Tvillingar", labels={"a": "x", "b": "X"})] = "a"

    with pytest.raises(FieldDeclarationError) as caught:
        describe(Odd)
    message = str(caught.value)
    assert all(name in message for name in ("Odd", "table", "bare", "numbers", "twins"))
    assert "good" not in message


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("count", "", 7),
        ("count", "1 2", 12),
        ("count", "+5", 5),
        ("share", "", None),
        ("share", "3,50", Decimal("3.5")),
        ("share", "−2", Decimal(-2)),
        ("fee", "4 500 kr", 450000),
        ("fee", "4\u00a0500 Kr", 450000),
        ("fee", "99,5", 9950),
        ("fee", "99:-", 9900),
        ("flag", "", True),
        ("flag", "Nej", False),
        ("flag", "x", True),
        ("day", "8 mars 2026", date(2026, 3, 8)),
        ("day", "den 8:e mars 2026", date(2026, 3, 8)),
        ("day", "8/3 2026", date(2026, 3, 8)),
        ("day", " 2026-3-8 ", date(2026, 3, 8)),
        ("moment", "kl 18", time(18)),
        ("moment", "18.30", time(18, 30)),
        ("moment", "18:30:00", time(18, 30)),
        ("size", "STOR", "z"),
        ("size", "z", "z"),
        ("size", "", "m"),
        ("words", " a ,b,, a ,c  d", ("a", "b", "c d")),
        ("text", "  hej\t", "hej"),
        ("text", "a\u030a", "å"),
        ("long", " a\r\nb ", " a\nb "),
    ],
)
def test_what_people_write(name, text, value):
    """The ways people write a value must all be understood."""
    assert spec_of(Everything, name).parse(text) == value


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("text", "", "måste fyllas i"),
        ("text", " \n ", "måste fyllas i"),
        ("text", "elva tecken", "får vara högst 10 tecken långt, nu 11"),
        ("text", "två\nrader", "ska stå på en rad"),
        ("count", "tolv", "”tolv” är inget heltal; skriv till exempel 12"),
        ("count", "1_0", "är inget heltal"),
        ("count", "100", "ska vara högst 99, inte 100"),
        ("count", "9" * 5000, "är inget heltal"),
        ("share", "nan", "är inget tal"),
        ("share", "1e9", "är inget tal"),
        ("share", str(MOST + 1), "är ett för stort tal"),
        ("share", "0,0000000000000001", "får ha högst 15 decimaler"),
        ("fee", "4.500", "är inget belopp"),
        ("fee", "-1", "ska vara minst 0 kr, inte -1 kr"),
        ("flag", "kanske", "är varken ja eller nej"),
        ("day", "2026-02-30", "finns inte i kalendern"),
        ("day", "8 mats 2026", "är ingen månad"),
        ("day", "snart", "är inget datum"),
        ("moment", "25:00", "är inget klockslag"),
        ("size", "jätte", "”jätte” finns inte att välja; välj stor, liten eller mellan"),
        ("words", "a, 811218-9876", "personnummer"),
    ],
)
def test_what_is_refused(name, text, sentence):
    """What stands for no value must be refused with a sentence that says why."""
    assert sentence in refusal(spec_of(Everything, name), text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("share", Decimal("NaN")),
        ("share", Decimal("Infinity")),
        ("share", Decimal("1E+999999")),
        ("count", 10**400),
        ("moment", time(18, 30, 0, 5)),
        ("size", "q"),
        ("words", ("a, b",)),
        ("words", ("a", "a")),
        ("words", ("\ud800",)),
        ("people", ("a", "a")),
        ("text", "\udcff"),
        ("text", "a\rb"),
        ("text", None),
    ],
)
def test_values_that_could_not_be_kept(name, value):
    """A value made by code must be refused when it could not be saved, shown or read back."""
    with pytest.raises(ValueError, match=r"\w"):
        spec_of(Everything, name).check(value)


@pytest.mark.parametrize("number", [*PERSONAL, *COORDINATION, "811218–9876", "811218 - 9876", "8112\u00ad189876"])
@pytest.mark.parametrize("around", ["{}", "Anna {} är ny", "nr:{}.", "a{}b"])
def test_personal_numbers_are_refused(number, around):
    """A personnummer or coordination number must be found in every way of writing it, wherever it stands."""
    with pytest.raises(ValueError, match="personnummer"):
        refuse_personal_number(around.format(number))


@pytest.mark.parametrize(
    "text",
    [
        "811218-9875",  # the check digit is wrong
        "811318-9873",  # no such month
        "810230-9872",  # no such day
        "811200-9876",
        "811299-9873",
        "0811218-98761",  # digits around make it another number
        "802426-1234",  # an organisation's number has a month above 12
        "5050-1055",
        "2026-03-08 18:30",
        "https://example.org/8112",
    ],
)
def test_other_numbers_are_let_be(text):
    """Bank accounts, organisation numbers, dates and wrong check digits must be let through."""
    refuse_personal_number(text)


@given(st.dates(date(1900, 1, 1), date(2026, 1, 1)), st.integers(0, 999), st.booleans(), st.sampled_from("-+ "))
def test_every_valid_number_is_found(born, serial, coordination, separator):
    """Any date of birth with a right check digit must be refused; with a wrong one it must not."""
    day = born.day + 60 * coordination
    nine = f"{born:%y%m}{day:02}{serial:03}"
    total = sum(sum(divmod(int(digit) * (2 - at % 2), 10)) for at, digit in enumerate(nine))
    check = -total % 10
    refuse_personal_number(f"{nine[:6]}{separator}{nine[6:]}{(check + 1) % 10}")
    with pytest.raises(ValueError, match="personnummer"):
        refuse_personal_number(f"{nine[:6]}{separator}{nine[6:]}{check}")


def test_phone_fields_are_exempt():
    """A mobile number that happens to look like a personnummer must be accepted as a phone number, and only there."""
    assert spec_of(Person, "phone").parse("0701234569") == "0701234569"
    assert "personnummer" in refusal(spec_of(Person, "name"), "0701234569")


@pytest.mark.parametrize("number", [*PERSONAL, *COORDINATION])
@pytest.mark.parametrize("name", ["count", "share", "fee", "flag", "day", "moment", "size", "text", "words"])
def test_no_error_repeats_a_personal_number(name, number):
    """An error about a personnummer in any field must never show it."""
    shown = refusal(spec_of(Everything, name), f"Anna {number}")
    assert number not in shown
    assert number[-4:] not in shown


def test_a_wrong_schedule_repeats_no_personal_number():
    """The sentence about words that are no schedule must not repeat a personnummer."""
    assert "9876" not in refusal(spec_of(Activity, "schedule"), "var 811218-9876 dag")


def test_quotes_in_errors_are_short_and_safe():
    """What an error quotes must be one short line without control characters."""
    shown = said("\x1b[31m" + "x" * 10_000 + "\n")
    assert len(shown) < 80
    assert "\x1b" not in shown
    assert "\n" not in shown


def test_labels_come_before_names():
    """A label that is another choice's name must mean the choice that wears the label."""
    assert parse_choice("b", ("a", "b"), {"a": "b", "b": "a"}) == "a"
    assert parse_choice("a", ("a", "b"), {"a": "b", "b": "a"}) == "b"


def test_limits_count_what_they_bound():
    """Lengths must be told in characters for texts, in pieces for lists; plain flags have no bounds."""
    with pytest.raises(ValueError, match="högst 1 stycken, nu 2"):
        Limits(max_length=1).check(("a", "b"))
    with pytest.raises(ValueError, match="minst 3 tecken"):
        Limits(min_length=3).check("ab")
    assert parse_flag("sant") is True


def test_a_checksum_may_hold_any_digits():
    """What the program makes itself is never taken for a personnummer; the same text from people is refused."""
    number = "198112189876"
    ledger = next(kind for kind in CORE_TYPES if kind.cls is Ledger)
    line = Ledger(id="uid", digest=f"ab{number}", timing=number, sequence=0, modified="2026-11-20T12:00:00Z")
    assert ledger.problems(line) == {}
    person = next(kind for kind in CORE_TYPES if kind.cls is Person)
    assert "name" in person.problems(Person(name=f"Kim {number}"))
