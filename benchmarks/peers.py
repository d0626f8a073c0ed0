"""The programs that vcycle is measured beside, each in an environment of its own that nothing of ours depends on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from processes import ROOT

VENVS = ROOT / ".peers"
PACKAGES = {
    "khal": ("khal==0.14.1", "urwid<3"),  # ikhal fails with urwid 5
    "posting": ("posting==2.11.1",),
    "harlequin": ("harlequin==2.17.0",),
}
UNWANTED = {"posting": ("tree-sitter",)}
"""What a peer also runs without: with the tree-sitter of today posting 2.11.1 ends with a segmentation fault."""


def bin_of(peer: str) -> Path:
    """The folder of a peer's commands, installed when they are not there yet."""
    venv, packages = VENVS / peer, PACKAGES[peer]
    stamp, wanted = venv / "installed", "\n".join((sys.version, *packages))
    if not stamp.exists() or stamp.read_text() != wanted:
        print(f"installing {' '.join(packages)} into {venv}", flush=True)
        subprocess.run([sys.executable, "-m", "venv", "--clear", venv], check=True)
        pip = [venv / "bin" / "python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", *packages], check=True)
        for package in UNWANTED.get(peer, ()):
            subprocess.run([*pip, "uninstall", "--yes", package], check=True)
        stamp.write_text(wanted)
    return venv / "bin"
