"""The pytest fixtures; the only module that needs pytest."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vcycle.testing.space import PluginSpace


@pytest.fixture
def plugin_space(tmp_path: Path) -> Callable[..., PluginSpace]:
    """Make a workspace with a plugin switched on: `plugin_space(vcycle_keys, today=date(2026, 5, 1), days=30)`.

    Takes what `PluginSpace` takes, beside the folder; each call makes another workspace.
    """
    made: list[PluginSpace] = []

    def make(*arguments: object, **named: object) -> PluginSpace:
        made.append(PluginSpace(tmp_path / f"space-{len(made)}", *arguments, **named))  # type: ignore[arg-type]
        return made[-1]

    return make
