"""Which plugins are installed on this computer, for `vcycle plugins` alone: looking through it all is slow."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata

GROUP = "vcycle.plugins"


@dataclass(frozen=True, slots=True, order=True)
class Installed:
    """A plugin that some distribution offers under `name`; nothing of it has been imported."""

    name: str
    module: str
    distribution: str
    version: str
    summary: str


def scan() -> list[Installed]:
    """Every offered plugin, by name; a name that two distributions offer is there twice."""
    found = set()
    for point in metadata.entry_points(group=GROUP):
        about = point.dist.metadata.json if point.dist else {}
        name, version, summary = (str(about.get(key, "")) for key in ("name", "version", "summary"))
        found.add(Installed(point.name, point.module, name, version, summary))
    return sorted(found)
