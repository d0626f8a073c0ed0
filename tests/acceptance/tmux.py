"""The program in tmux, as many who work over SSH have it: keys by their names, and the pane as text."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from shlex import join

from tests.acceptance.terminal import PATIENCE, ROOT

OFTEN = 0.1


class Tmux:
    """A tmux server of its own with one pane that runs `python -m vcycle` with these words."""

    def __init__(self, *words: str, home: Path, columns: int = 80, rows: int = 24) -> None:
        self._socket = f"vcycle-{uuid.uuid4().hex[:12]}"
        environment = {**os.environ, "HOME": str(home), "XDG_DATA_HOME": str(home), "LC_ALL": "C.UTF-8"}
        environment.pop("TMUX", None)
        size = ("-x", str(columns), "-y", str(rows))
        command = join([sys.executable, "-m", "vcycle", *words])
        self._tmux("-f", os.devnull, "new-session", "-d", "-s", "v", *size, f"cd {ROOT} && {command}", env=environment)
        self._tmux("set-option", "-g", "remain-on-exit", "on")

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names for them."""
        self._tmux("send-keys", "-t", "v", "--", *keys)

    def write(self, text: str) -> None:
        """Write a text, all of it at once."""
        self._tmux("send-keys", "-l", "-t", "v", "--", text)

    @property
    def text(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", "v")

    def wait(self, *words: str) -> str:
        """Wait until all the words stand on the screen; returns it. Raises when that takes too long."""
        return self.wait_until(lambda text: all(word in text for word in words), str(words))

    def wait_until(self, there: Callable[[str], bool], what: str = "") -> str:
        end = time.monotonic() + PATIENCE
        while not there(text := self.text):
            if time.monotonic() > end:
                raise AssertionError(f"{what} never came:\n{text}")
            time.sleep(OFTEN)
        return text

    def wait_for_the_end(self) -> None:
        """Wait until the program has ended; tmux says so in its list, not always on the screen."""
        self.wait_until(lambda _text: self._tmux("list-panes", "-F", "#{pane_dead}").strip() == "1", "the end")

    def close(self) -> None:
        self._tmux("kill-server")

    def _tmux(self, *words: str, env: dict[str, str] | None = None) -> str:
        command = ["tmux", "-u", "-L", self._socket, *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout
