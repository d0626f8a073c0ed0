"""The pictures of the docs are the program's own: each is used, and each can be drawn anew."""

from __future__ import annotations

import re
import shutil
from html import unescape
from xml.etree import ElementTree

import pytest

from docs.pictures.draw import HERE, PICTURES, missing, shot

ROOT = HERE.parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_every_picture_that_is_mentioned_exists_and_none_lies_there_unused():
    """The files, the table of the script and what pages show are the same, with the same words."""
    told = {}
    for page in PAGES:
        for words, target in re.findall(r"!?\[([^\]]*)\]\(([^)]+\.(?:svg|png))\)", page.read_text("utf-8")):
            told.setdefault((page.parent / target).resolve(), set()).add(words)
    files = {path.resolve() for path in (ROOT / "docs").rglob("*.*") if path.suffix in (".svg", ".png", ".jpg", ".gif")}
    assert set(told) == files == {(HERE / f"{picture.name}.svg").resolve() for picture in PICTURES}
    for picture in PICTURES:
        assert picture.shows in told[(HERE / f"{picture.name}.svg").resolve()], picture.name
        assert picture.words


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_the_script_still_draws_it(picture, april_folder, tmp_path):
    """What the words of a picture say is on the screen, in the file that is there and in one drawn now."""
    screen = await shot(picture, shutil.copytree(april_folder, tmp_path / "exempel"))
    assert ElementTree.fromstring(screen.svg).tag.endswith("svg")
    assert "http" not in screen.svg.replace("http://www.w3.org/2000/svg", "")
    assert missing(screen.text, picture.words) == []
    for drawing in (screen.svg, (HERE / f"{picture.name}.svg").read_text("utf-8")):
        letters = unescape(re.sub("<title>.*</title>|<[^>]*>", " ", drawing))
        assert [word for words in picture.words for word in words.split() if word not in letters] == []
