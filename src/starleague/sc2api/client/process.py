"""Finds an installed StarCraft II (or a folder of ``starleague serve --install``) and starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

HOMES = {
    "win32": "C:/Program Files (x86)/StarCraft II", "darwin": "/Applications/StarCraft II", "linux": "~/StarCraftII",
}
BINARIES = ("SC2_x64", "SC2_x64.exe", "SC2.app/Contents/MacOS/SC2")


def find_game(folder: Path | None = None) -> Path:
    """The folder of the game: given, named by SC2PATH, or where it is usually put. FileNotFoundError says the mend."""
    home = folder or Path(os.environ.get("SC2PATH") or HOMES.get(sys.platform, HOMES["linux"])).expanduser()
    find_binary(home)
    return home


def find_binary(home: Path) -> Path:
    """The game's program of the highest version."""
    bases = sorted(home.glob("Versions/Base*"), key=lambda base: (len(base.name), base.name), reverse=True)
    for base in bases:
        for name in BINARIES:
            if (base / name).is_file():
                return base / name
    raise FileNotFoundError(
        f"{home}: no StarCraft II (Versions/Base*/SC2_x64); set SC2PATH, or write a drop-in with "
        "`starleague serve --install DIR`"
    )


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_game(home: Path, port: int) -> subprocess.Popen:
    """Start it; it will listen on ``port``."""
    words = [
        str(find_binary(home)), "-listen", "127.0.0.1", "-port", str(port), "-dataDir", str(home), "-tempDir",
        tempfile.gettempdir(), "-displayMode", "0", "-windowwidth", "640", "-windowheight", "480",
    ]
    support = home / "Support64"
    return subprocess.Popen(words, cwd=support if sys.platform == "win32" and support.is_dir() else home)
