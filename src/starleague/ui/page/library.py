"""Where games of people are kept, and whether they may be learned from: asked once."""

from __future__ import annotations

import json
import os
import re
import time
from pathlib import Path
from typing import Any

SUFFIX = ".slreplay"


def data_folder() -> Path:
    """$STARLEAGUE_DATA, or the user's data folder."""
    named = os.environ.get("STARLEAGUE_DATA")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "starleague"


class Library:
    """Replays of games with people under ``games/``; with consent also as training data, under ``training/``."""

    def __init__(self, folder: Path | None = None):
        self.folder = folder or data_folder()
        self.games = self.folder / "games"
        self._answers = self.folder / "consent.json"

    @property
    def consent(self) -> bool | None:
        """Whether games may be learned from; None: not asked yet."""
        try:
            answer = json.loads(self._answers.read_text()).get("training")
        except (OSError, ValueError, AttributeError):
            return None
        return answer if isinstance(answer, bool) else None

    def answer(self, training: bool) -> None:
        """Keep what the person said."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._answers.write_text(json.dumps({"training": training, "at": time.strftime("%Y-%m-%d")}))

    def new_file(self, title: str) -> Path:
        """A file for a game that begins now."""
        self.games.mkdir(parents=True, exist_ok=True)
        plain = re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:60]
        name = f"{time.strftime('%Y%m%d-%H%M%S')}-{plain}"
        path, k = self.games / f"{name}{SUFFIX}", 1
        while path.exists():
            path, k = self.games / f"{name}-{k}{SUFFIX}", k + 1
        return path

    def keep_for_training(self, replay: Path) -> None:
        """A game has ended: with consent it also lies in ``training/``, where learning looks for replays."""
        if self.consent and replay.is_file():
            folder = self.folder / "training"
            folder.mkdir(parents=True, exist_ok=True)
            copy = folder / replay.name
            if not copy.exists():
                os.link(replay, copy)

    def list(self) -> list[dict[str, Any]]:
        """The latest games, newest first."""
        files = sorted(self.games.glob(f"*{SUFFIX}"), reverse=True)[:100] if self.games.is_dir() else []
        return [{"file": file.name, "bytes": file.stat().st_size} for file in files]

    def find(self, name: str) -> Path:
        """A game by the name of its file; FileNotFoundError when there is none."""
        path = self.games / Path(name).name
        if path.suffix != SUFFIX or not path.is_file():
            raise FileNotFoundError(f"no game {name!r}")
        return path
