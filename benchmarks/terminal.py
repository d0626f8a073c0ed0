"""A program in a pseudo-terminal of its own: when what stood on the screen, what a key costs, what it holds."""

from __future__ import annotations

import fcntl
import itertools
import os
import pty
import re
import select
import struct
import sys
import termios
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

import pyte
from processes import ROOT

BARE = [sys.executable, str(Path(__file__).with_name("bare_table.py"))]
BARE_MARKS = ("nummer 0", "nummer 10")
START, QUIET = 1.0, 0.15  # seconds without a byte after which the first picture, and a later one, is whole
PATIENCE = 20.0
RIGHT, DOWN, LEFT, UP = b"\x1b[C", b"\x1b[B", b"\x1b[D", b"\x1b[A"
TAB, CTRL_Q = b"\t", b"\x11"


class Run:
    """One process in a terminal of its own. What it writes is read at once, and made into pictures afterwards."""

    def __init__(self, command: Sequence[str], columns: int, rows: int, **environment: str) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.chunks: list[tuple[float, bytes]] = []
        self._keys: list[int] = []
        self.begun = perf_counter()
        self.pid, self.terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
            os.chdir(ROOT)
            colours = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
            os.execvpe(command[0], command, {**os.environ, **colours, **environment})

    def settle(self, quiet: float) -> float:
        """Read until nothing has come for `quiet` seconds after the first byte; the time of the last one."""
        before = len(self.chunks)
        while self._take(quiet if len(self.chunks) > before else PATIENCE):
            pass
        if len(self.chunks) == before:
            raise RuntimeError("nothing came:\n" + "\n".join(self.screen.display))
        return self.chunks[-1][0]

    def first(self, marks: tuple[str, ...], quiet: float = START) -> float:
        """Seconds from the start until all marks stood on the screen; returns when it is quiet after that."""
        stream, fed = pyte.ByteStream(self.screen), 0
        while True:
            self.settle(quiet)
            for when, data in self.chunks[fed:]:
                stream.feed(data)
                shown = "\n".join(self.screen.display)
                if all(mark in shown for mark in marks):
                    return when - self.begun
            fed = len(self.chunks)

    def press(self, key: bytes, quiet: float = QUIET) -> float:
        """Seconds from a key to the last byte of what it changed; the silence that follows is not in it."""
        self._keys.append(len(self.chunks))
        begun = perf_counter()
        os.write(self.terminal, key)
        return self.settle(quiet) - begun

    def idle_keys(self) -> int:
        """How many of the keys left the screen as it was: those measured nothing."""
        screen = pyte.Screen(self.screen.columns, self.screen.lines)
        stream = pyte.ByteStream(screen)
        pictures = []
        ends = [*self._keys, len(self.chunks)]
        for first, after in zip([0, *ends], ends, strict=False):
            for _, data in self.chunks[first:after]:
                stream.feed(data)
            pictures.append([dict(screen.buffer[row]) for row in range(screen.lines)])
        return sum(before == now for before, now in itertools.pairwise(pictures))

    def memory(self) -> int:
        """The bytes of it that lie in memory now, those of shared libraries too."""
        text = Path(f"/proc/{self.pid}/smaps_rollup").read_text()
        return int(re.findall(r"^Rss: +(\d+) kB", text, re.MULTILINE)[0]) * 1024

    def leave(self, key: bytes = CTRL_Q) -> None:
        os.write(self.terminal, key)
        while self._take(PATIENCE):
            pass
        os.waitpid(self.pid, 0)
        os.close(self.terminal)

    def _take(self, seconds: float) -> bool:
        """Take in what comes within some seconds; False when nothing does."""
        if not select.select([self.terminal], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.terminal, 1 << 16)
        except OSError:  # the process is gone
            return False
        self.chunks.append((perf_counter(), data))
        return bool(data)
