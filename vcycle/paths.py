"""Where things lie: the data that is shipped, and the folder of a workspace."""

from __future__ import annotations

from pathlib import Path

SETTINGS_FILE = "vcycle.toml"


def shipped(*parts: str) -> Path:
    """A shipped file or folder, for example `shipped("plans")`.

    The checkout's own `data/` comes first: an editable install would else read the copy of its last build.
    """
    package = Path(__file__).parent
    checkout = package.parent / "data"
    is_checkout = (package.parent / "pyproject.toml").is_file() and checkout.is_dir()
    return (checkout if is_checkout else package / "_data").joinpath(*parts)


def own_path(text: str) -> Path:
    """A path as people write it: "~" is their home, unless nobody has that name."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def workspace_folder(named: str | None, here: Path) -> Path:
    """The workspace's folder: the one named, else the current one when it is a workspace, else the platform's own."""
    if named:
        return own_path(named)
    if (here / SETTINGS_FILE).is_file():
        return here.absolute()
    from platformdirs import user_data_path  # only needed when no folder is named

    return user_data_path("vcycle", appauthor=False)
