"""The page on the architecture speaks of what is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_every_place_that_the_page_names_exists():
    """A file or folder in backticks must lie in the repository or in the package, and a linked page beside this one."""
    named = [name for name in re.findall(r"`([\w./]+)`", PAGE) if "/" in name or name.endswith((".py", ".toml"))]
    assert len(named) > 20
    assert [name for name in named if not any((ROOT / place / name).exists() for place in (".", "vcycle"))] == []
    linked = re.findall(r"\]\(([\w./-]+)\)", PAGE)
    assert [name for name in linked if not (ROOT / "docs" / name).exists()] == []


def test_every_name_that_the_page_says_lies_in_a_file_lies_there():
    """Where the page says "`NAME` in `FILE`" or "`NAME` (`FILE`)", the file must define the name."""
    pairs = re.findall(r"`(\w+)` (?:in `|\(`)([\w/]+\.py)`", PAGE)
    assert len(pairs) >= 4
    for name, file in pairs:
        source = (ROOT / "vcycle" / file).read_text("utf-8")
        assert re.search(rf"^(?:class {name}\b|{name}\b.* = )", source, re.MULTILINE), name
