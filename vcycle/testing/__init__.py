"""For those who write plugins: a workspace to try one in, and `check_plugin`, which holds it to the contract.

Load it with `addopts = "-p vcycle.testing"` in the pytest options of the plugin's pyproject.toml; then every test may
ask for `plugin_space`. pytest is needed here and nowhere else in vcycle.
"""

from __future__ import annotations

from vcycle.testing.contract import Report, check_plugin
from vcycle.testing.fixtures import plugin_space
from vcycle.testing.space import TODAY, PluginSpace

__all__ = ["TODAY", "PluginSpace", "Report", "check_plugin", "plugin_space"]
