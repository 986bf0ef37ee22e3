"""What lies in a league's folder, and where its tables and checkpoints are when they are not there."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "store.json"
TABLES = "league.sqlite"
PROGRESS = "progress.json"  # a run's stages
CURVES = "tensorboard"  # tensorboard --logdir runs/league/tensorboard
LIVE = "live"  # a folder for each learner, a replay for each match, named by its id


def holds_league(folder: Path) -> bool:
    """Whether one was founded in a folder."""
    return any((folder / name).exists() for name in (TABLES, NAME))


@dataclass(frozen=True)
class Place:
    """URLs; None is the folder itself."""

    url: str | None = None  # of the database, as SQLAlchemy reads it
    snapshots: str | None = None  # of the checkpoints, as fsspec reads it

    @staticmethod
    def of(folder: Path, url: str | None, snapshots: str | None) -> Place:
        """What is given, else what the folder remembers."""
        known = Place(**json.loads((folder / NAME).read_text())) if (folder / NAME).exists() else Place()
        return Place(url or known.url, snapshots or known.snapshots)

    def remember(self, folder: Path) -> None:
        """For who opens the folder later. A URL may hold a password: nobody else reads the file."""
        if self in (Place(), Place("sqlite://")):
            return
        waiting = folder / f"{NAME}.{os.getpid()}"
        waiting.touch(mode=0o600)
        waiting.write_text(json.dumps(asdict(self)))
        waiting.replace(folder / NAME)
