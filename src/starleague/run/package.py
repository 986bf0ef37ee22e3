"""`starleague package`: an agent as a ladder program, all in one zip; agents as they ship with the package."""

from __future__ import annotations

import zipfile
from importlib import metadata
from pathlib import Path

import starleague
from starleague.agent import checkpoints
from starleague.agent.checkpoints import load_policy
from starleague.run.agents import RACES, find_checkpoint, main_of, weights_of
from starleague.run.ladder import AGENT

RUN = '''"""Plays one ladder game: python run.py --GamePort P --LadderServer HOST --StartPort Q --OpponentId ID"""

import os
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("STARLEAGUE_CACHE", str(HERE / "data" / "cache"))  # ladders keep data/ from game to game

try:
    from starleague.run.ladder import main
except ImportError as problem:
    sys.exit(f"{problem}: install what requirements.txt names")

if __name__ == "__main__":
    main(HERE, sys.argv[1:])
'''
NEEDED = ("numpy", "numba", "pys2clientprotocol", "protobuf", "aiohttp", "torch", "safetensors")
LEFT_OUT = ("ui", "bench", "league", "learn")  # what playing does not need
ENDINGS = {".py", ".toml", ".tsv", ".txt"}
SAME = (2020, 1, 1, 0, 0, 0)  # one time for all files: the same agent gives the same zip


def package_aiarena(agent: str | Path, out: Path) -> list[str]:
    """Write the zip; the names in it. FileNotFoundError when there is no such agent."""
    checkpoint = find_checkpoint(agent)
    home = Path(starleague.__file__).parent
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "run.py", RUN.encode())
        _put(archive, AGENT, checkpoint.read_bytes())
        _put(archive, "requirements.txt", "".join(f"{line}\n" for line in requirements()).encode())
        for file in sorted(home.rglob("*")):
            part = file.relative_to(home)
            if file.is_file() and file.suffix in ENDINGS and part.parts[0] not in LEFT_OUT:
                _put(archive, f"starleague/{part.as_posix()}", file.read_bytes())
        return archive.namelist()


def package_weights(folder: Path) -> list[Path]:
    """A league's main agents, in half precision, as the agents that ship; the files written."""
    written = []
    for race in RACES:
        if main_of(folder, race).is_file():
            policy = load_policy(main_of(folder, race))
            tensors = checkpoints.prefixed("policy/", policy.half().state_dict())
            checkpoints.save(weights_of(race), tensors, checkpoints.describe(policy))
            written.append(weights_of(race))
    if not written:
        raise FileNotFoundError(f"{folder} has no main agent; `starleague league run --folder {folder}` makes one")
    return written


def requirements() -> list[str]:
    """What must be installed where it plays: what it was trained with."""
    return [f"{name}=={metadata.version(name).partition('+')[0]}" for name in NEEDED]


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    entry = zipfile.ZipInfo(name, SAME)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    archive.writestr(entry, content)
