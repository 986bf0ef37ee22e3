"""A folder that StarCraft II clients take for an installation: SC2PATH=DIR, and unmodified bots play here."""

from __future__ import annotations

import io
import shlex
import stat
import sys
import zipfile
from importlib import resources
from pathlib import Path

from starleague.game.maps import list_maps
from starleague.sc2api.version import BASE_BUILD

EXECUTABLES = {
    "linux": f"Versions/Base{BASE_BUILD}/SC2_x64",
    "darwin": f"Versions/Base{BASE_BUILD}/SC2.app/Contents/MacOS/SC2",
    "win32": f"Versions/Base{BASE_BUILD}/SC2_x64.exe",
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
    write_launcher(launcher, python, options)
    for extra in ("Support64", "Replays", "Maps"):
        (folder / extra).mkdir(exist_ok=True)
    for name in map_names():
        path = folder / "Maps" / f"{name}.SC2Map"
        path.parent.mkdir(exist_ok=True)
        path.touch()
    return launcher


def write_launcher(path: Path, python: str, options: str) -> None:
    """What the client starts as the game. What it has on its own path is not for us, and this very package is to be
    found wherever it runs."""
    root = Path(__file__).resolve().parents[2]
    if path.suffix == ".exe":
        path.write_bytes(_windows_program(root, python, options))
        return
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{root}" exec "{python}" -m starleague serve {options} "$@"\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def _windows_program(root: Path, python: str, options: str) -> bytes:
    """pip's launcher, the Python that it starts, and the zipped script that this runs."""
    try:
        stub = resources.files("pip._vendor.distlib").joinpath("t64.exe").read_bytes()
    except (ModuleNotFoundError, FileNotFoundError):
        raise FileNotFoundError("Windows programs are made with pip's launcher; run: python -m ensurepip") from None
    script = (
        f"import runpy, sys\nsys.path.insert(0, {str(root)!r})\nsys.argv[1:1] = {['serve', *shlex.split(options)]!r}\n"
        "runpy.run_module('starleague', run_name='__main__', alter_sys=True)\n"
    )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("__main__.py", script)
    return stub + f'#!"{python}" -E\r\n'.encode() + archive.getvalue()


def map_names() -> list[str]:
    """Our maps, and names by which bots commonly ask for a map; those are played on one of ours."""
    asked_for = resources.files("starleague.sc2api").joinpath("map_names.txt").read_text().split("\n")
    return [*list_maps(), *(name for name in map(str.strip, asked_for) if name and not name.startswith("#"))]
