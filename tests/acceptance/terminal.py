"""The program in a real pseudo-terminal: what it shows, and what it leaves behind."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 20.0


class Terminal:
    """`python -m vcycle` with these words at some size; `text` is what stands on the screen now."""

    def __init__(self, *words: str, columns: int = 80, rows: int = 24, home: Path) -> None:
        environment = {
            **os.environ,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "HOME": str(home),
            "XDG_DATA_HOME": str(home),
        }
        environment.pop("NO_COLOR", None)
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.child = pexpect.spawn(
            sys.executable, ["-m", "vcycle", *words], dimensions=(rows, columns), env=environment, cwd=str(ROOT)
        )

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.child.send(key)

    def wait(self, there: Callable[[str], bool]) -> str:
        """Read until what stands on the screen fulfils `there`; returns it. Raises when that takes too long."""
        end = time.monotonic() + PATIENCE
        while not there(self.text):
            if time.monotonic() > end or not self._read():
                raise AssertionError(f"never came:\n{self.text}")
        return self.text

    def leave(self, key: str) -> int:
        """Press a key and read until the program has ended; returns its exit code."""
        self.press(key)
        end = time.monotonic() + PATIENCE
        while self._read() and time.monotonic() < end:
            pass
        self.child.close()
        assert self.child.exitstatus is not None, f"ended by signal {self.child.signalstatus}"
        return self.child.exitstatus

    def resize(self, columns: int, rows: int) -> None:
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def _read(self) -> bool:
        """Take in what has come; False when nothing more will."""
        try:
            data = self.child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += data
        self.stream.feed(data)
        return True
