"""Measures in Swedish words, both ways: `parse_measure(format_measure(m)) == m` for every measure."""

from __future__ import annotations

from vcycle.model.measure import Measure
from vcycle.model.wording import measure_saying
from vcycle.model.wording.measure_reading import read
from vcycle.model.wording.measure_toml import format_table, parse_table
from vcycle.model.wording.words import cut, tidy

EXAMPLES = ("minst 3 medlemsmote per termin", "minst 570 medlemmar", "utan siffra: rundringning")
# Words longer than this are no words; a measure that needs more is written as a table.
_LONGEST = 1000


def parse_measure(text: str) -> Measure:
    """The measure that Swedish words or a TOML inline table say.

    Raises ValueError with a Swedish sentence: what cannot be read, or why it cannot be.
    """
    if text.lstrip().startswith("{"):
        return parse_table(text.strip())
    words = tidy(text)
    measure = read(words) if 0 < len(words) <= _LONGEST else None
    if measure is None:
        examples = ", ".join(f"”{example}”" for example in EXAMPLES[:-1])
        raise ValueError(
            f"”{cut(words)}” går inte att läsa som ett mått; skriv till exempel {examples} eller ”{EXAMPLES[-1]}”"
        )
    return measure


def format_measure(measure: Measure) -> str:
    """The measure in words where words say all of it, else as a TOML table."""
    for words in measure_saying.candidates(measure):
        if _reads_back(words, measure):
            return words
    return format_table(measure)


def _reads_back(words: str, measure: Measure) -> bool:
    try:
        return parse_measure(words) == measure
    except ValueError:
        return False
