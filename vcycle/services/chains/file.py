"""Chain files: read whole or refused with every fault named; those that come with vcycle and those of a workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vcycle.errors import InputError, NotFound
from vcycle.model.text import printable, quoted, slug
from vcycle.model.values import listed, meant
from vcycle.paths import shipped
from vcycle.services.chains.checks import check_chain
from vcycle.services.chains.format import FORMAT, Chain, ChainStep
from vcycle.services.plans.toml_faults import Faults
from vcycle.services.plans.toml_reader import Reader
from vcycle.toml_file import read_toml

FOLDER = "chains"


def read_chain(path: Path) -> Chain:
    """The chain in a file; raises `InputError` naming every fault with file, line and key."""
    values = chain_values(path)
    return Chain(**{**values, "steps": tuple(ChainStep(**step) for step in values.get("steps", ()))})


def chain_values(path: Path) -> dict[str, Any]:
    """The same as a table of what the file says and no more, for who wants to put other values in; checked."""
    text, document = read_toml(path)
    faults = Faults(printable(path.name), text, document)
    if document.get("format", FORMAT) != FORMAT:
        said = quoted(document["format"])
        faults.add(("format",), f"{said} känns inte igen; den här versionen läser format {FORMAT}")
    values = Reader(faults).table(Chain, document, ())
    check_chain(values, path.stem, faults)
    if faults:
        count = "ett fel" if len(faults) == 1 else f"{len(faults)} fel"
        raise InputError(f"Kedjan har {count} och är inte inläst.", problems=faults.lines())
    return values


def chain_files(workspace: Path | None) -> dict[str, Path]:
    """Every chain file by its name: those that come with vcycle, and the workspace's own, which come before them."""
    folders = [shipped(FOLDER), *([workspace / FOLDER] if workspace is not None else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def find_chain(name: str, workspace: Path | None) -> Path:
    """The file of the chain that is called `name`; raises `NotFound` with the nearest names."""
    files = chain_files(workspace)
    if name in files:
        return files[name]
    hint = meant(slug(name[:200]), files) or f"De kedjor som finns är {listed(sorted(files))}."
    raise NotFound(f"Det finns ingen kedja som heter {quoted(name)}.", hint=hint)
