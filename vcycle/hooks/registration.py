"""Which hooks a plugin's module answers, and which modules are refused because of them. The only user of pluggy."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pluggy

from vcycle.errors import PluginError
from vcycle.hooks import spec
from vcycle.model.text import quoted
from vcycle.model.values import listed, nearest

_ARGUMENTS = {hook.__name__: tuple(inspect.signature(hook).parameters) for hook in spec.HOOKS}


@dataclass(frozen=True, slots=True)
class Hook:
    """One plugin's answer to one hook, with the names of the arguments that it wants."""

    function: Callable[..., Any]
    arguments: tuple[str, ...]

    def __call__(self, offered: Mapping[str, object]) -> Any:
        return self.function(**{name: offered[name] for name in self.arguments})


class Registration:
    """The modules let in during one run."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager("vcycle")
        self._manager.add_hookspecs(spec)

    def hooks_of(self, plugin: str, module: ModuleType) -> dict[str, Hook]:
        """The hooks of `module` by name; raises `PluginError` when it is not fit to be a plugin, or is one already."""
        if other := self._manager.get_name(module):
            raise PluginError(f"modulen {module.__name__} är redan påslagen som ”{other}”")
        check_module(module)
        self._manager.register(module, plugin)
        callers = self._manager.get_hookcallers(module) or ()
        return {caller.name: _hook(getattr(module, caller.name)) for caller in callers}


def _hook(function: Callable[..., Any]) -> Hook:
    return Hook(function, tuple(inspect.signature(function).parameters))


def check_module(module: ModuleType) -> None:
    """Refuse a module of another API, with a hook that nobody would call, or with an argument that no hook has."""
    api = getattr(module, "VCYCLE_API", None)
    if api is None:
        raise PluginError(f"modulen säger inte vilket gränssnitt den är skriven för; VCYCLE_API = {spec.API} saknas")
    if type(api) is not int or api != spec.API:
        raise PluginError(f"tillägget är skrivet för gränssnitt {quoted(api)}, men detta är {spec.API}")
    for name, value in list(vars(module).items()):
        marked = callable(value) and hasattr(value, "vcycle_impl")
        if marked or (name.startswith("vcycle_") and callable(value)):
            _check_hook(name, value, marked)


def _check_hook(name: str, function: Callable[..., Any], marked: bool) -> None:
    if name not in _ARGUMENTS:
        near = nearest(name, _ARGUMENTS, 1)
        known = f"menade du {near[0]}?" if near else f"de som finns är {', '.join(_ARGUMENTS)}"
        raise PluginError(f"det finns ingen krok som heter {quoted(name)}; {known}")
    if not marked:
        raise PluginError(f"{name} saknar @hookimpl och skulle aldrig anropas")
    if not inspect.isfunction(function):
        raise PluginError(f"{name} är ingen funktion och skulle aldrig anropas")
    if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
        raise PluginError(f"{name} är async; en krok svarar genast")
    known_arguments = _ARGUMENTS[name]
    for argument in inspect.signature(function).parameters:
        if argument not in known_arguments:
            offer = f"där finns {listed(known_arguments)}" if known_arguments else "den tar inga argument"
            raise PluginError(f"{name} ber om {quoted(argument)}, som kroken inte ger; {offer}")
