"""The workspace that commands are run on."""

from tests.cli_board import board, filled, plugin

__all__ = ["board", "filled", "plugin"]
