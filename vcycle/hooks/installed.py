"""Which plugins are installed on this computer, for `vcycle plugins` alone: looking through it all is slow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

GROUP = "vcycle.plugins"


@dataclass(frozen=True, slots=True, order=True)
class Installed:
    """A plugin that some distribution offers under `name`; nothing of it has been imported.

    `module` is empty when the distribution does not say it in a way that can be read.
    """

    name: str
    module: str
    distribution: str
    version: str
    summary: str


def scan() -> list[Installed]:
    """Every offered plugin, by name; a name that two distributions offer is there twice.

    A distribution that is there twice counts once, as the import finds it. One that is damaged, whose ever it is, is
    passed over.
    """
    found: dict[str, list[Installed]] = {}
    for distribution in metadata.distributions():
        try:
            offered = list(_offered(distribution))
        except Exception:  # noqa: BLE001, S112 - damaged files raise whatever their reader happens to trip over
            continue
        if offered:
            name = re.sub("[-_.]+", "-", offered[0].distribution).lower()
            found.setdefault(name or str(offered), offered)
    return sorted({plugin for offered in found.values() for plugin in offered})


def _offered(distribution: metadata.Distribution) -> Iterator[Installed]:
    points = distribution.entry_points.select(group=GROUP)
    if points:
        about = distribution.metadata.json
        name, version, summary = (str(about.get(key, "")) for key in ("name", "version", "summary"))
        for point in points:
            yield Installed(point.name, _module(point.value), name, version, summary)


def _module(value: str) -> str:
    """The module in "module:attribute [extra]"."""
    module = re.split(r"[:\[]", value)[0].strip()
    return module if all(part.isidentifier() for part in module.split(".")) else ""
