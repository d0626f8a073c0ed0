"""A real CalDAV server takes the calendar by upload and gives the same events back."""

import importlib.util
import socket
import subprocess
import sys
import time
from base64 import b64encode
from contextlib import contextmanager
from datetime import date
from http.client import HTTPConnection

import pytest
from msgspec.structs import replace

from vcycle.calendar.export import export

COLLECTION = "/board/calendar/"
HEADERS = {
    "Authorization": "Basic " + b64encode(b"board:any").decode(),
    "Content-Type": "text/calendar; charset=utf-8",
}


def free_port():
    """A port on loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(port):
    """Whether somebody listens on the port."""
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def running(folder, port):
    """The server as a process of its own, ended with the test."""
    command = [sys.executable, "-m", "radicale", "--config", "", "--hosts", f"127.0.0.1:{port}"]
    command += ["--auth-type", "none", "--storage-filesystem-folder", str(folder)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            yield server
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture
def ask(tmp_path):
    """A function (method, path, body) -> (status, body) on a fresh Radicale."""
    if importlib.util.find_spec("radicale") is None:
        pytest.fail("Radicale is missing. Install it with: tests/interop/install.sh VENV")
    port = free_port()

    def request(method, path, body=None):
        connection = HTTPConnection("127.0.0.1", port, timeout=120)
        try:
            connection.request(method, path, body, HEADERS)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    with running(tmp_path, port) as server:
        waited_until = time.monotonic() + 30
        while not answers(port):
            assert server.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < waited_until, "Radicale does not start"
            time.sleep(0.1)
        yield request


def events(content):
    """The properties that matter of each event, by UID."""
    calendar = importlib.import_module("icalendar").Calendar.from_ical(content)
    names = ("SUMMARY", "DESCRIPTION", "LOCATION", "SEQUENCE", "STATUS", "TRANSP")
    return {
        str(event["UID"]): (event.start, event.end, *(str(event.get(name, "")) for name in names))
        for event in calendar.walk("VEVENT")
    }


def test_radicale_keeps_every_event(ask, rich):
    """The whole collection is taken in one upload, and comes back with every time and text."""
    status, body = ask("PUT", COLLECTION, rich.content)
    assert status == 201, body
    status, body = ask("GET", COLLECTION)
    assert status == 200
    assert events(body) == events(rich.content)
    assert len(events(body)) == len(rich.meant)


def test_radicale_takes_a_change(ask, rich):
    """A second upload replaces the first: what moved has moved, under its UID and with a higher number."""
    before = [entry for entry in rich.entries if entry.record == "time"][:10]
    first = export(before, {}, name="x", now="2026-01-01T00:00:00Z")
    assert ask("PUT", COLLECTION, first.content)[0] == 201
    moved = replace(before[1], state="moved", start=date(2026, 6, 25), end=date(2026, 6, 25))
    known = {record.id: record for record in first.ledger}
    changed = export([before[0], moved, *before[2:]], known, name="x", now="2026-01-02T00:00:00Z").content
    assert ask("PUT", COLLECTION, changed)[0] == 201
    found = events(ask("GET", COLLECTION)[1])
    assert found == events(changed)
    assert found[moved.uid][0].date() == date(2026, 6, 25)
    assert found[moved.uid][5] == "1"
