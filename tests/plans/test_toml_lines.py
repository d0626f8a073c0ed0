"""Keys are found at the lines where they stand, in any valid TOML."""

from __future__ import annotations

import tomllib

import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from vcycle.services.plans.toml_lines import key_lines

TRICKY = """\
# [not.a.table]
top = '''
[nor.this]
'''
"å b".'c.d' = 1.5
list = [
  "one", # ]
  { q = "[", r.s = 2 },
  [3,
   4],
]

[[things]]
name = "a \\" ] = b"
[things.inner]
deep = 1979-05-27T07:32:00.5
[[things]]

[[things.parts]]
x = true
[[things.parts]]
x = \"\"\"
multi = "line" \"\"\"\"
y = 1
"""


def test_every_kind_of_key_stands_at_its_line():
    """Tables, arrays of tables, quoted and dotted keys, inline tables and texts of several lines are all found."""
    tomllib.loads(TRICKY)
    lines = key_lines(TRICKY)
    expected = {
        ("top",): 2,
        ("å b", "c.d"): 5,
        ("list",): 6,
        ("list", 0): 7,
        ("list", 1, "q"): 8,
        ("list", 1, "r", "s"): 8,
        ("list", 2, 1): 10,
        ("things", 0): 13,
        ("things", 0, "name"): 14,
        ("things", 0, "inner"): 15,
        ("things", 0, "inner", "deep"): 16,
        ("things", 1): 17,
        ("things", 1, "parts", 0, "x"): 20,
        ("things", 1, "parts", 1, "x"): 22,
        ("things", 1, "parts", 1, "y"): 24,
    }
    assert {path: lines.get(path) for path in expected} == expected


KEYS = st.text(st.sampled_from("ab.å \"'[]#=\n"), min_size=1, max_size=6)
MARKS = st.text(st.sampled_from("x#[]{}=,.\"'\\\n"), max_size=8)
LEAVES = MARKS | st.integers(-9, 9) | st.booleans() | st.lists(MARKS, max_size=3)
TABLES = st.recursive(
    st.dictionaries(KEYS, LEAVES, max_size=3),
    lambda inner: st.dictionaries(KEYS, inner | st.lists(inner, min_size=1, max_size=3), max_size=3),
    max_leaves=8,
)


def marked(value, path=(), found=None):
    """`value` with each text replaced by one that only stands there, and where those are."""
    found = {} if found is None else found
    if isinstance(value, dict):
        return {key: marked(item, (*path, key), found)[0] for key, item in value.items()}, found
    if isinstance(value, list):
        return [marked(item, (*path, number), found)[0] for number, item in enumerate(value)], found
    if isinstance(value, str):
        found[path] = f"<{len(found)}>"
        return found[path] + value.replace("\n", " "), found
    return value, found


@given(TABLES)
def test_any_document_has_its_texts_at_their_lines(document):
    """Whatever a TOML writer writes, each text is found in the line that its key is said to stand at."""
    document, found = marked(document)
    text = tomli_w.dumps(document)
    lines = key_lines(text)
    for path, mark in found.items():
        assert mark in text.split("\n")[lines[path] - 1]
