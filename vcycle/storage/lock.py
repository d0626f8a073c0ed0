"""One writer at a time, over threads and processes."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from vcycle.disk import writing
from vcycle.errors import Locked

PATIENCE = 5.0
"""Seconds that a writer waits before it gives up."""

_POLL = 0.002


class WriteLock:
    """The lock of one workspace: an operating system lock on `.lock`, which a process that dies lets go of."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / ".lock"
        self._threads = threading.Lock()
        self._file: Any = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; raises `Locked` when patience runs out, `StorageError` when there can be no lock."""
        if not self._threads.acquire(timeout=PATIENCE):
            raise _busy()
        try:
            self._acquire()
            try:
                yield
            finally:
                self._file.release()
        finally:
            self._threads.release()

    def _acquire(self) -> None:
        from filelock import FileLock, Timeout  # 10 ms, and only writers need it

        if self._file is None:
            self._file = FileLock(self._path, mode=0o600, thread_local=False)
        with writing(self._path):
            try:
                self._file.acquire(timeout=PATIENCE, poll_interval=_POLL)
            except Timeout as error:  # an OSError too: caught before that becomes a StorageError
                raise _busy() from error


def _busy() -> Locked:
    return Locked("Någon annan sparar just nu.", hint="Vänta en stund och försök igen.")
