"""Everything that can be done from here, found by typing: Ctrl+P."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from textual.app import App
from textual.screen import Screen

from vcycle.model.text import printable
from vcycle.services import asking, screens
from vcycle.services.search import plain
from vcycle.tui.deed_words import KEYWORDS
from vcycle.tui.key_names import key_name
from vcycle.tui.keys import alike, bindings_of, with_keys
from vcycle.tui.pick_dialog import PickDialog
from vcycle.tui.places import PLACES

if TYPE_CHECKING:
    from vcycle.tui.app import VcycleApp

HOW = "Skriv några bokstäver av det du vill göra. Prickar och stora bokstäver spelar ingen roll."


class Deed(NamedTuple):
    """Something that can be done: what it is called, where it belongs (a key, a plugin), how, and what else it is."""

    label: str
    where: str
    do: Callable[[], object]
    keywords: str = ""


class Palette(PickDialog[Deed]):
    """Its result is what was chosen."""

    PLACEHOLDER = "flytta, register, lägg ut …"

    def __init__(self, deeds: Sequence[Deed], heading: str = "Vad vill du göra?", how: str = HOW) -> None:
        super().__init__(heading)
        self.deeds = deeds
        self.how = how

    def find(self, words: str) -> Sequence[Deed]:
        return fitting(self.deeds, words)

    def row(self, one: Deed) -> tuple[str, ...]:
        return printable(one.label), printable(one.where)

    def remark(self, words: str, count: int) -> str:  # noqa: ARG002 - the same for all words
        return self.how if count or not self.deeds else "Det finns inget sådant här. Pröva ett annat ord."


def fitting(deeds: Iterable[Deed], text: str) -> list[Deed]:
    """The deeds that hold `text`, or its letters in that order in their labels; those with it whole first."""
    wanted = plain(text)
    ranked = [(_rank(plain(deed.label), plain(f"{deed.where} {deed.keywords}"), wanted), deed) for deed in deeds]
    return [deed for rank, deed in sorted(ranked, key=lambda pair: pair[0]) if rank != NO_FIT]


NO_FIT = (9, 0)


def _rank(label: str, words: str, wanted: str) -> tuple[int, int]:
    """How well a label and the words beside it fit, the lower the better."""
    for rank, text in enumerate((label, words)):
        if (at := f" {text}".find(f" {wanted}")) >= 0:
            return rank, at
    for rank, text in enumerate((label, words), start=2):
        if (at := text.find(wanted)) >= 0:
            return rank, at
    return _scattered(label, wanted)


def _scattered(label: str, wanted: str) -> tuple[int, int]:
    places, after = [], 0
    for letter in wanted.replace(" ", ""):
        if (at := label.find(letter, after)) < 0:
            return NO_FIT
        places.append(at)
        after = at + 1
    return 4, places[-1] - places[0]  # the nearer the letters stand, the likelier they are meant


def deeds(app: VcycleApp) -> list[Deed]:
    """What the plugins offer and what the keys of the screen do; not the keys that walk about in it."""
    from vcycle.tui.general_deeds import general_deeds  # they are deeds too
    from vcycle.tui.larger_deeds import larger_deeds

    return [*_screens(app), *_commands(app), *_keyed(app), *_places(app), *general_deeds(app), *larger_deeds(app)]


def _keyed(app: VcycleApp) -> Iterator[Deed]:
    seen = set[str]()
    for group in alike((*bindings_of(app.screen, Screen), *bindings_of(app, App))):
        if len(group) > 1 or group[0].id == "palette" or group[0].description in seen:
            continue  # two keys for there and back, or help, which is the screen's own before the app's
        seen.add(group[0].description)
        label = group[0].tooltip or group[0].description
        keys = " ".join(key_name(key) for key in group[0].key.split(","))
        do = partial(_run, app, group[0].action)
        yield Deed(label[:1].upper() + label[1:], keys, do, KEYWORDS.get(group[0].action, ""))


def _places(app: VcycleApp) -> Iterator[Deed]:
    for place in PLACES:
        yield Deed(
            f"Till {place.name}",
            with_keys(app, f"{{place.{place.name}}}"),
            partial(_run, app, f"app.place('{place.key}')"),
        )


def _run(app: VcycleApp, action: str) -> None:
    screen = app.screen

    async def run() -> None:
        if app.screen is screen:  # a key may have closed it meanwhile
            await app.run_action(action, screen)

    app.call_after_refresh(run)


def _screens(app: VcycleApp) -> Iterator[Deed]:
    for plugin, screen in screens.screens(app.space):
        do = partial(app.open_plugin_screen, plugin, screen)
        yield Deed(screen.label, _title(app, plugin), do, f"{screen.keywords} {plugin}")


def _commands(app: VcycleApp) -> Iterator[Deed]:
    for plugin, command in asking.commands(app.space):
        do = partial(app.open_command, plugin, command)
        yield Deed(command.label, _title(app, plugin), do, f"{command.keywords} {plugin}")


def _title(app: VcycleApp, plugin: str) -> str:
    """The plugin's own Swedish name; nothing where it has none, for its name in the settings says little to people."""
    title = app.space.host.title(plugin)
    return "" if title == plugin else title
