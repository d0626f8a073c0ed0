"""docs/chains.md says what the program does: its examples are run and its tables are the formats."""

import re
from datetime import date
from pathlib import Path

import pytest

from vcycle.errors import InputError
from vcycle.services.chains.file import chain_files, read_chain
from vcycle.services.chains.format import Chain, ChainStep
from vcycle.services.chains.showing import rows
from vcycle.services.outer_dates_file import OuterDate, read_rules

PAGE = (Path(__file__).parents[2] / "docs" / "chains.md").read_text("utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```\n.*?```(dates|faults)\n(.*?)```", PAGE, re.DOTALL)


def written(folder, text):
    """An example as a file with the name that it says it has."""
    name = re.search(r'^name = "(.*)"', text, re.MULTILINE)[1]
    path = folder / f"{name}.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(("example", "kind", "said"), EXAMPLES, ids=["dates", "circle", "stops"])
def test_an_example_gives_what_is_written_under_it(tmp_path, example, kind, said):
    """A chain gives the days, or is refused with the faults, that the page says."""
    path = written(tmp_path, example)
    if kind == "faults":
        with pytest.raises(InputError) as caught:
            read_chain(path)
        assert list(caught.value.problems) == said.strip().split("\n")
        return
    chain = read_chain(path)
    for line in said.strip().split("\n"):
        anchor, title, day = re.fullmatch(r"(\S+) (.+): (\S+)", line).groups()
        found = {row.step.title: row.day for row in rows(chain, date.fromisoformat(anchor))}
        assert found[title] == date.fromisoformat(day)


def test_the_example_of_outer_dates_is_one(tmp_path):
    """The file of outer dates on the page can be read, with its history."""
    (example,) = re.findall(r"```rules\n(.*?)```", PAGE, re.DOTALL)
    (outer,) = read_rules(written(tmp_path, example)).dates
    assert (outer.day, [move.was for move in outer.history]) == (date(2022, 4, 22), [date(2022, 4, 8)])


@pytest.mark.parametrize(
    ("heading", "struct"),
    [("## A whole chain", Chain), ("## [[steps]]", ChainStep), ("## Outer dates", OuterDate)],
)
def test_the_tables_are_the_formats(heading, struct):
    """Each section's table has the keys that the file may have, no more and no fewer, in the same order."""
    section = PAGE.split(f"\n{heading}\n")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(struct.__struct_fields__)


def test_every_shipped_chain_is_on_the_page():
    """The page names every chain that comes with vcycle, and what it hangs on."""
    for name, path in chain_files(None).items():
        assert f"| `{name}` | `{read_chain(path).series}` |" in PAGE
