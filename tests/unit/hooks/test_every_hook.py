"""Whatever a plugin does wrong in a hook, in any hook there is: it is named with its cause, and the rest goes on.

Nothing here names a hook: a new one is held to all of it as soon as it is in `HOOKS`.
"""

import inspect
import io
import sys
import typing
from datetime import date

import msgspec
import pytest

from vcycle.hooks import checks
from vcycle.hooks.host import Host
from vcycle.hooks.spec import HOOKS
from vcycle.model.period import Period

NAMES = [hook.__name__ for hook in HOOKS]
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def item_class(hook):
    """What the hook gives many of; None for a hook that gives one thing."""
    answer = typing.get_type_hints(next(h for h in HOOKS if h.__name__ == hook))["return"]
    return typing.get_args(answer)[0] if typing.get_origin(answer) is not type else None


LISTS = [name for name in NAMES if item_class(name) is not None]
HEAD = """
import collections.abc, typing, msgspec
from vcycle.hooks.spec import HOOKS

class Thing(Record, frozen=True):
    name: Annotated[str, field("Namn")] = ""

VALUES = {str: "x", date: date(2026, 1, 1), type[Record]: Thing, typing.Any: None}

def value(of):
    if typing.get_origin(of) is typing.Literal:
        return typing.get_args(of)[0]
    if typing.get_origin(of) is collections.abc.Callable:
        return lambda context, arguments: None
    return VALUES.get(of)

def item(hook, **more):
    '''The smallest item that the hook may give, read from the hook's own annotation.'''
    function = next(h for h in HOOKS if h.__name__ == hook)
    cls = typing.get_args(typing.get_type_hints(function)["return"])[0]
    hints = typing.get_type_hints(cls)
    needed = {f.name: value(hints[f.name]) for f in msgspec.structs.fields(cls) if f.required}
    return cls(**needed | more)

class Evil:
    '''Fails however it is looked at.'''
    def __getattribute__(self, name):
        raise RuntimeError("elak")
    def __repr__(self):
        raise RuntimeError("elak")
    __str__ = __iter__ = __eq__ = __hash__ = __len__ = __bool__ = __format__ = __repr__

class Text(str):
    '''A text that fails once it is used.'''
    def __eq__(self, other):
        raise RuntimeError("elak")
    __hash__ = str.__hash__
    casefold = lower = __format__ = __eq__

class Mute(Exception):
    def __str__(self):
        raise SystemExit
    __repr__ = __str__

class Odd(Exception):
    pass

Odd.__name__ = "\\x1b[31mOdd"

class Escapes:
    def __iter__(self):
        return self
    def __next__(self):
        raise SystemExit(0)
"""


def ask(host, hook, context_for):
    """What the host gives for a hook, by the method that is named after it."""
    method = getattr(host, hook.removeprefix("vcycle_"))
    wanted = inspect.signature(method).parameters
    answers = []
    for plugin in ("bad", "good") if "plugin" in wanted else ("",):
        offered = {"context_for": context_for, "period": YEAR, "plugin": plugin}
        answers.append(method(**{name: offered[name] for name in wanted}))
    return [answer for answer in answers if answer]


FAULTS = {
    "raises": ("raise ValueError('trasig')", "ValueError: trasig"),
    "exits": ("raise SystemExit(0)", "försökte avsluta hela programmet"),
    "quits": ("exit()", "försökte avsluta hela programmet"),
    "raises what is no Exception": ("raise BaseException('djupt')", "BaseException: djupt"),
    "raises what cannot be told": ("raise Mute", "Mute: (felet kan inte beskriva sig)"),
    "raises what has an odd name": ("raise Odd('x')", "␛[31mOdd: x"),
    "raises a strange missing module": ("raise ModuleNotFoundError('x', name=3)", "ModuleNotFoundError: x"),
    "stops": ("raise StopIteration", "StopIteration"),
    "never ends its own calls": (
        "def again():\n        again()\n    again()",
        "RecursionError",
    ),
    "waits for somebody to type": ("input('Vad? ')", "EOFError"),
    "a number": ("return 3", "gav "),
    "a text": ("return 'text'", "gav "),
    "an empty text": ("return ''", "gav "),
    "a table": ("return {}", "gav "),
    "an object that fails when looked at": ("return Evil()", "elak"),
    "a class": ("return Evil", "gav "),
}
LIST_FAULTS = {
    "half-way": ("yield item({hook!r})\n    raise ValueError('sent')", "ValueError: sent"),
    "exits half-way": ("yield item({hook!r})\n    raise SystemExit", "försökte avsluta hela programmet"),
    "exits when read": ("return Escapes()", "försökte avsluta hela programmet"),
    "fails in the end": ("try:\n        yield 3\n    finally:\n        1 / 0", "ZeroDivisionError"),
    "endless": ("while True:\n        yield item({hook!r})", "gav fler än 50 svar"),
    "endless texts": ("while True:\n        yield 'text'", "gav fler än 50 svar"),
    "never lets go": (
        "while True:\n        try:\n            yield item({hook!r})\n        except GeneratorExit:\n            pass",
        "generator ignored GeneratorExit",
    ),
    "wrong items": ("return ['text']", "gav str, inte "),
    "a class for an item": ("return [type(item({hook!r}))]", "inte "),
    "one item alone": ("return item({hook!r})", "inte en lista av "),
    "items that fail when looked at": ("return [Evil()]", "gav Evil, inte "),
    "no items": ("return [None]", "gav NoneType, inte "),
}


def check(beside_good, context_for, hook, source, cause):
    """The bad plugin is off for that cause alone, and the good one's answer is what it gives when it is alone."""
    host = beside_good(HEAD + source)
    answer = ask(host, hook, context_for)
    alone = ask(Host({"good": "vcycle_good"}), hook, context_for)
    assert alone
    assert repr(answer) == repr(alone)
    assert [(problem.plugin, problem.hook) for problem in host.problems] == [("bad", hook)]
    assert cause in host.problems[0].cause
    assert str(host.problems[0]).isprintable()
    assert host.enabled == ("good",)


@pytest.mark.parametrize("hook", NAMES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_hook_that_fails(beside_good, context_for, hook, fault):
    """However a hook fails, its plugin must be named with the cause, and the others must be heard."""
    body, cause = FAULTS[fault]
    check(beside_good, context_for, hook, f"@hookimpl\ndef {hook}():\n    {body}\n", cause)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a generator that refuses to end
@pytest.mark.parametrize("hook", LISTS)
@pytest.mark.parametrize("fault", LIST_FAULTS)
def test_a_list_that_fails(beside_good, context_for, hook, fault, monkeypatch):
    """However an answer fails while it is read, all of it must be dropped."""
    monkeypatch.setattr(checks, "MOST", 50)
    body, cause = LIST_FAULTS[fault]
    check(beside_good, context_for, hook, f"@hookimpl\ndef {hook}():\n    {body.format(hook=hook)}\n", cause)


def text_fields():
    """Every hook with every text that its items hold, which no item may get wrong."""
    for hook in LISTS:
        cls = item_class(hook)
        for info in msgspec.structs.fields(cls):
            if info.type is str:
                yield pytest.param(hook, info.name, id=f"{hook}-{info.name}")


@pytest.mark.parametrize("bad", ["Text('x')", "3", "None", "'x' * 100_001", "'\\ud800'"])
@pytest.mark.parametrize(("hook", "name"), list(text_fields()))
def test_a_text_that_is_none(beside_good, context_for, hook, name, bad):
    """A text must be a text, of a length that can be shown and characters that can be saved."""
    source = f"@hookimpl\ndef {hook}():\n    return [item({hook!r}, {name}={bad})]\n"
    host = beside_good(HEAD + source)
    ask(host, hook, context_for)
    assert [(problem.plugin, problem.hook) for problem in host.problems] == [("bad", hook)]


@pytest.mark.parametrize("hook", NAMES)
@pytest.mark.parametrize(
    ("definition", "cause"),
    [
        ("def {0}x(): ...", "det finns ingen krok som heter ”{0}x”; menade du {0}?"),
        ("@hookimpl\ndef {0}_(): ...", "det finns ingen krok som heter ”{0}_”; menade du {0}?"),
        ("def {0}(): ...", "{0} saknar @hookimpl"),
        ("@hookimpl\nasync def {0}(): ...", "{0} är async"),
        ("@hookimpl\nasync def {0}():\n    yield", "{0} är async"),
        ("@hookimpl\ndef {0}(klocka): ...", "{0} ber om ”klocka”, som kroken inte ger"),
        ("@hookimpl\ndef {0}(**alla): ...", "{0} ber om ”alla”, som kroken inte ger"),
        ("@hookimpl\nclass {0}: ...", "{0} är ingen funktion"),
        ("import functools\n{0} = hookimpl(functools.partial(list))", "{0} är ingen funktion"),
    ],
)
def test_a_hook_that_nobody_would_call(beside_good, context_for, hook, definition, cause):
    """What looks like a hook and would never be called, or not be given what it asks for, must be refused."""
    host = beside_good(HEAD + definition.format(hook))
    assert [(problem.plugin, problem.hook) for problem in host.problems] == [("bad", "registrering")]
    assert cause.format(hook) in host.problems[0].cause
    assert ask(host, hook, context_for)


@pytest.mark.parametrize("hook", NAMES)
def test_a_hook_that_prints_and_reads(plugins, context_for, hook, capsys, monkeypatch):
    """What a hook prints, also at its very end, must go to stderr, and it must find nothing to read."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("a file for the command\n"))
    body = "import sys\n    print('LOUD', repr(sys.stdin.read()))"
    end = "try:\n        yield from ()\n    finally:\n        print('END')" if hook in LISTS else "return Thing"
    host = plugins(bad=f"{HEAD}\n@hookimpl\ndef {hook}():\n    {body}\n    {end}\n", good="")
    ask(host, hook, context_for)
    out, err = capsys.readouterr()
    assert out == ""
    assert "LOUD ''" in err
    assert "END" in err or hook not in LISTS


@pytest.mark.parametrize("hook", NAMES)
def test_the_user_can_always_interrupt(plugins, context_for, hook):
    """Ctrl-C inside a plugin must reach the program, not be blamed on the plugin."""
    with pytest.raises(KeyboardInterrupt):
        ask(plugins(bad=f"@hookimpl\ndef {hook}():\n    raise KeyboardInterrupt\n", good=""), hook, context_for)


@pytest.mark.parametrize("hook", LISTS)
def test_nothing_at_all_is_an_answer(plugins, context_for, hook):
    """A hook that has nothing to say may say so in every way that Python has for it."""
    for nothing in ("return None", "return []", "return ()", "yield from ()", "return iter([])", "return set()"):
        host = plugins(bad=f"@hookimpl\ndef {hook}():\n    {nothing}\n", good="")
        assert ask(host, hook, context_for) == []
        assert host.problems == []
        del sys.modules["vcycle_bad"]
