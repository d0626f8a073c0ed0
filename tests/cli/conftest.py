"""The workspace that commands are run on."""

from tests.cli_board import board, filled, no_own_environment, plugin

__all__ = ["board", "filled", "no_own_environment", "plugin"]
