"""One line of words is one fact: understood in any order, echoed, and refused with the part that is wrong."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.field_strategies import any_text
from vcycle.errors import InputError
from vcycle.model.core import Log
from vcycle.model.fields import describe
from vcycle.services.logline import Line, amount_of, parts_of, read_line, told

TODAY = date(2026, 4, 20)  # a Monday
READ = [
    ("insändare; SN; 4 mars; kvinna; klimat",
     Line("insändare", date(2026, 3, 4), people={"women": 1}, tags=("SN", "klimat"))),
    ("insändare; klimat; kvinna; SN; 4/3",
     Line("insändare", date(2026, 3, 4), people={"women": 1}, tags=("klimat", "SN"))),
    ("insändare", Line("insändare")),
    ("insändare;", Line("insändare")),
    (" insändare ;; SN ", Line("insändare", tags=("SN",))),
    ("a; 2025-12-24", Line("a", date(2025, 12, 24))),
    ("a; den 4:e mars 2026", Line("a", date(2026, 3, 4))),
    ("a; 21 april", Line("a", date(2025, 4, 21))),
    ("a; 20 april", Line("a", TODAY)),
    ("a; 29 februari", Line("a", date(2024, 2, 29))),
    ("a; i dag", Line("a", TODAY)),
    ("a; i går", Line("a", date(2026, 4, 19))),
    ("a; i måndags", Line("a", date(2026, 4, 13))),
    ("a; i söndags", Line("a", date(2026, 4, 19))),
    ("a; på tisdag", Line("a", date(2026, 4, 14))),
    ("a; tisdag", Line("a", date(2026, 4, 14))),
    ("a; tors 9 april", Line("a", date(2026, 4, 9))),
    ("a; för en vecka sedan", Line("a", date(2026, 4, 13))),
    ("a; i skolan", Line("a", tags=("i skolan",))),
    ("a; på stan", Line("a", tags=("på stan",))),
    ("a; v 15", Line("a", date(2026, 4, 6))),
    ("a; mars", Line("a", tags=("mars",))),
    ("a; 3", Line("a", amount=3)),
    ("a; 3 st", Line("a", amount=3)),
    ("a; antal 1 200", Line("a", amount=1200)),
    ("a; -2", Line("a", amount=-2)),
    ("a; 100 000 kr", Line("a", amount=10_000_000, is_money=True)),
    ("a; 99,50 kronor", Line("a", amount=9950, is_money=True)),
    ("a; −200 kr", Line("a", amount=-20_000, is_money=True)),
    ("a; man", Line("a", people={"men": 1})),
    ("a; annat", Line("a", people={"others": 1})),
    ("a; uppgift saknas", Line("a", people={"unknown": 1})),
    ("a; kvinna; kvinna; man", Line("a", people={"women": 2, "men": 1})),
    ("a; 5 kvinnor, 3 män och 1 annat", Line("a", people={"women": 5, "men": 3, "others": 1})),
    ("a; 12 personer", Line("a", people={"unknown": 12})),
    ("a; SN, klimat; SN", Line("a", tags=("SN", "klimat"))),
    ("a; #8 mars-fest", Line("a", tags=("8 mars-fest",), labels=("8 mars-fest",))),
    ("a; Svenska Dagbladet", Line("a", tags=("Svenska Dagbladet",))),
    ("a; bra debatt om skolan", Line("a", note="bra debatt om skolan")),
    ('a; "kort"; anteckning: till', Line("a", note="kort; till")),
    ("a; ”med; semikolon”", Line("a", note="med; semikolon")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "line"), READ, ids=[text for text, _ in READ])
def test_a_line_says_what_people_mean(text, line):
    """After the series the parts come in any order; a day without a year is the latest that has been."""
    assert read_line(parts_of([text]), TODAY) == line


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["medlemmar", "87"], ["medlemmar", "87"]),
        (["balans", "100 000 kr"], ["balans", "100 000 kr"]),
        (["balans", "100", "000", "kr", "31", "december"], ["balans", "100 000 kr", "31 december"]),
        (["medlemmar", "87", "4", "mars", "2026"], ["medlemmar", "87", "4 mars 2026"]),
        (["mote", "5", "kvinnor", "3", "män", "i", "går", "SN"], ["mote", "5 kvinnor 3 män", "i går", "SN"]),
        (["mote", "på", "tisdag", "SN"], ["mote", "på tisdag", "SN"]),
        (["mote", "i", "morgon"], ["mote", "i morgon"]),
        (["mote", "31", "februari"], ["mote", "31 februari"]),
        (["a", "b;", "c", "d"], ["a", "b", "c", "d"]),
        (["Svenska Dagbladet"], ["Svenska Dagbladet"]),
        ([" ", "a"], ["a"]),
    ],
)
def test_words_of_a_command_are_parts(words, parts):
    """Without semicolons each word is a part, but what is a day, an amount or a count only together is one."""
    assert parts_of(words) == parts


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a; 4 marz", "del 2: ”4 marz” är varken dag"),
        ("a; SN; 31 februari", "del 3: ”31 februari” finns inte i kalendern"),
        ("a; 2026-02-30", "finns inte i kalendern"),
        ("a; 0001-01-01", "ligger utanför åren"),
        ("a; i morgon", "del 2: ”i morgon” är tisdag 21 april 2026, som inte har varit än"),
        ("a; nästa fredag", "som inte har varit än"),
        ("a; 3; 4", "del 3: ett antal eller belopp står redan i raden"),
        ("a; 3; 4 kr", "del 3: ett antal eller belopp står redan"),
        ("a; i dag; i går", "del 3: en dag står redan i raden"),
        ("a; 3,5", "”3,5” är varken dag"),
        ("a; Kim 811218-9876", "del 2: ser ut att innehålla ett personnummer"),
        ("a; \udcff", "UTF-8"),
    ],
)
def test_the_wrong_part_is_named(text, sentence):
    """A part that is nothing is named by its place, and nothing of the line is taken."""
    with pytest.raises(InputError) as refused:
        read_line(parts_of([text]), TODAY)
    [problem] = refused.value.problems
    assert sentence in problem
    assert "9876" not in problem


def test_all_wrong_parts_are_named():
    """Several faults come at once."""
    with pytest.raises(InputError) as refused:
        read_line(parts_of(["a; 4 marz; SN; 99 dagar"]), TODAY)
    assert [problem[:5] for problem in refused.value.problems] == ["del 2", "del 4"]
    with pytest.raises(InputError, match="tom"):
        read_line(parts_of([" ; "]), TODAY)


@given(st.lists(any_text, max_size=4))
def test_any_line_is_read_or_refused(words):
    """Whatever somebody writes is a fact whose fields can be saved, or is refused with a sentence."""
    try:
        line = read_line(parts_of(words), TODAY)
    except InputError as refused:
        assert str(refused)  # noqa: PT017 - either way is right
        return
    specs = {spec.name: spec for spec in describe(Log)}
    assert line.day is None or line.day <= TODAY or str(line.day.year) in "".join(words)
    specs["tags"].check(line.tags)
    assert isinstance(told(line, "x", TODAY), str)


@given(st.integers(-(10**13), 10**13))
def test_amounts_are_exact(number):
    """A number is itself, and kronor are öre, however many."""
    assert amount_of(str(number)) == (number, False)
    assert amount_of(f"{number} kr") == (number * 100, True)


def test_the_echo_says_all():
    """What was understood is said back, so that a slip is seen at once."""
    line = read_line(parts_of(["insändare; SN; 4 mars; kvinna; debatt om skolan i Solna"]), TODAY)
    echo = told(line, "insandare", line.day)
    assert echo == "insandare onsdag 4 mars 2026: antal 1, 1 kvinna, märkt SN, anteckning ”debatt om skolan i Solna”"
    assert told(Line("balans", amount=5_000_000, is_money=True), "balans", TODAY).endswith(": belopp 50\u00a0000 kr")
