"""A folder that StarCraft II clients take for an installation: SC2PATH=DIR, and unmodified bots play here."""

from __future__ import annotations

import stat
import sys
from importlib import resources
from pathlib import Path

from starleague.game.maps import list_maps
from starleague.sc2api.version import BASE_BUILD

EXECUTABLES = {
    "linux": f"Versions/Base{BASE_BUILD}/SC2_x64",
    "darwin": f"Versions/Base{BASE_BUILD}/SC2.app/Contents/MacOS/SC2",
    "win32": f"Versions/Base{BASE_BUILD}/SC2_x64.cmd",
}


def install(folder: Path, python: str = sys.executable, options: str = "") -> Path:
    """Write the drop-in folder: a launcher where clients look for the game, and map files they can name.

    ``options`` are passed to ``starleague serve`` before what the client gives.
    Returns the launcher's path. Writes over an earlier install, and over nothing else:
    FileExistsError when ``folder`` holds a real game.
    """
    marker = folder / "starleague.txt"
    if folder.exists() and any(folder.iterdir()) and not marker.exists():
        raise FileExistsError(f"{folder} is not empty and was not written by starleague; give an empty folder")
    launcher = folder / EXECUTABLES.get(sys.platform, EXECUTABLES["linux"])
    launcher.parent.mkdir(parents=True, exist_ok=True)
    marker.write_text("A drop-in for StarCraft II clients, written by `starleague serve --install`.\n")
    # What the client has on its own path is not for us, and this very package is to be found wherever it runs.
    root = Path(__file__).resolve().parents[2]
    if sys.platform == "win32":
        launcher.write_text(f'@set PYTHONPATH={root}\r\n@"{python}" -m starleague serve {options} %*\r\n')
    else:
        launcher.write_text(f'#!/bin/sh\nPYTHONPATH="{root}" exec "{python}" -m starleague serve {options} "$@"\n')
        launcher.chmod(launcher.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
    for extra in ("Support64", "Replays", "Maps"):
        (folder / extra).mkdir(exist_ok=True)
    for name in map_names():
        path = folder / "Maps" / f"{name}.SC2Map"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return launcher


def map_names() -> list[str]:
    """Our maps, and names by which bots commonly ask for a map; those are played on one of ours."""
    asked_for = resources.files("starleague.sc2api").joinpath("map_names.txt").read_text().split("\n")
    return [*list_maps(), *(name for name in map(str.strip, asked_for) if name and not name.startswith("#"))]


