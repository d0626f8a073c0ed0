"""Bytes to disk so that a crash leaves the old file or the new one, and never anything between."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vcycle.errors import StorageError, os_reason

Signature = tuple[int, int, int]
"""Inode, time of change in ns and size: what tells one version of a file from the next for the price of a stat."""

MISSING: Signature = (0, 0, 0)

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_CLOSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.ENOENT, errno.EISDIR, errno.EEXIST}
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM}


def signature(path: Path) -> Signature:
    """The signature of the file at `path`, `MISSING` when there is none."""
    try:
        return _signature(os.stat(path))
    except FileNotFoundError:
        return MISSING


def _signature(status: os.stat_result) -> Signature:
    return status.st_ino, status.st_mtime_ns, status.st_size


def write_durably(path: Path, data: bytes, after: Signature = MISSING) -> Signature:
    """Replace `path` (mode 0600), of which the lock is held, by `data`; OSError leaves the old file in place.

    On return it has reached the disk. The new file's time is later than that of `after`: clocks tick in milliseconds
    and inodes come back, so two quick writes could else leave a file that looks like the one before them.
    """
    temporary = f"{path}.tmp"
    with suppress(FileNotFoundError):
        os.unlink(temporary)  # left by a process that was killed; the lock says that nobody else is writing it
    return _replace(path, temporary, data, after=after[1])


def write_whole(path: Path, data: bytes, mode: int = 0o600) -> None:
    """The same for a file that no lock guards, such as the settings or an export; the last writer wins."""
    _replace(path, f"{path}.{os.getpid()}.tmp", data, mode=mode)


def _replace(path: Path, temporary: str, data: bytes, *, after: int = 0, mode: int = 0o600) -> Signature:
    try:
        written = _write_new(temporary, data, after, mode)
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(temporary)
        raise
    sync_folder(path.parent)
    return written


def _write_new(path: str, data: bytes, after: int, mode: int) -> Signature:
    descriptor = os.open(path, _NEW_FILE, mode)
    try:
        _write_all(descriptor, data)
        if os.fstat(descriptor).st_mtime_ns <= after and os.utime in os.supports_fd:
            os.utime(descriptor, ns=(after + 1, after + 1))
        os.fsync(descriptor)
        return _signature(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def append(path: Path, data: bytes) -> Signature:
    """Add `data` to the end of `path`, made with mode 0600 when missing, without waiting for the disk."""
    descriptor = os.open(path, _APPEND, 0o600)
    try:
        _write_all(descriptor, data)
        return _signature(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def sync_file(path: Path) -> None:
    """Return when everything that was written to `path`, by anybody, has reached the disk."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, on systems where folders can be synced.

    Raises `StorageError` when the disk fails: the new file is in its place then, and may or may not stay there.
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # Windows opens no folders; its renames are journalled
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            message = f"Ändringen är skriven, men disken kunde inte bekräfta det: {folder} {os_reason(error)}."
            raise StorageError(message, hint="Se efter med vcycle history att den finns kvar.") from error
    finally:
        os.close(descriptor)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn an OSError while `path` is written into a `StorageError` that says what the user can do."""
    try:
        yield
    except OSError as error:
        raise _write_error(path, error) from error


def _write_error(path: Path, error: OSError) -> StorageError:
    if error.errno in _FULL:
        hint = "Gör plats på disken och försök igen."
        return StorageError(f"Disken är full: {path.name} fick inte plats. Inget är ändrat.", hint=hint)
    if error.errno in _CLOSED:
        hint = "Kontrollera att mappen finns och att du får skriva i den."
        return StorageError(f"Mappen {path.parent} går inte att skriva i. Inget är ändrat.", hint=hint)
    return StorageError(f"{path} {os_reason(error)}. Inget är ändrat.")


@contextmanager
def reading(path: Path) -> Iterator[None]:
    """Turn an OSError while `path` is read into a `StorageError`."""
    try:
        yield
    except OSError as error:
        raise StorageError(f"Filen {path} {os_reason(error)}.") from error
