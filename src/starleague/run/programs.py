"""Outside programs: python-sc2 bots run unmodified, against a built-in level or an agent in the computer's seat."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from starleague.run.agents import find_checkpoint
from starleague.run.serving import install_options
from starleague.sc2api.install import install

SECONDS = 1200  # a game's time-out
RESULT = re.compile(r"Result(?:\.| for player \d+[^:]*: )(Victory|Defeat|Tie|Undecided)")


def play_program(player: str, opponent: str, map_name: str | None) -> float:
    """1 won, 0 drawn, -1 lost for ``player``; one of the two is ``bot:PROGRAM.py``.

    The program starts its game itself; the computer's seat in it is taken by the other player, whatever race and
    difficulty the program asks for. RuntimeError with the program's last words when it says no result.
    """
    program, other = (player, opponent) if player.startswith("bot:") else (opponent, player)
    result = _run(Path(program.removeprefix("bot:")), other, map_name)
    return result if program == player else -result


def find_example(name: str) -> Path | None:
    """An example program of python-sc2: in the folder that STARLEAGUE_EXAMPLES names; None where it is not set."""
    folder = os.environ.get("STARLEAGUE_EXAMPLES")
    if not folder:
        return None
    return next(iter(sorted(Path(folder).rglob(name))), None)


def _run(program: Path, other: str, map_name: str | None) -> float:
    if not program.is_file():
        raise FileNotFoundError(f"{program}: no such program")
    opponent = other if other.startswith("builtin:") else str(find_checkpoint(other))
    with tempfile.TemporaryDirectory(prefix="starleague-sc2-") as folder:
        install(Path(folder), options=install_options(map_name, opponent))
        done = subprocess.run(
            [sys.executable, str(program.resolve())], env={**os.environ, "SC2PATH": folder}, timeout=SECONDS,
            capture_output=True, text=True, cwd=folder, check=False,
        )
    words = RESULT.findall(done.stdout + done.stderr)
    if not words:
        raise RuntimeError(f"{program.name} said no result; its last words:\n{(done.stdout + done.stderr)[-1500:]}")
    return {"Victory": 1.0, "Defeat": -1.0}.get(words[-1], 0.0)
