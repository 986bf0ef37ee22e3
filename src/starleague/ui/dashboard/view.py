"""Everything that the dashboard shows of a league, as one JSON text that is made anew when something has changed."""

from __future__ import annotations

import hashlib
import json
import math
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np

from starleague.league import Coordinator, Store
from starleague.league.history import open_match_rows, snapshot_rows
from starleague.league.place import CURVES, LIVE, PROGRESS, holds_league
from starleague.league.players import Learner, Snapshot, Yardstick
from starleague.league.standings import Standings, standings
from starleague.ui.dashboard.learning import Learning
from starleague.ui.dashboard.matchlog import MatchLog

MOST_IN_MAP = 40  # players in the payoff matrix
ALIVE = 120.0  # [s] without any change in the folder after which a league counts as at rest


class LeagueView:
    """``told()`` may be called from any thread, as often as one likes."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder} is no folder; `starleague league run --folder {folder}` makes a league")
        if not holds_league(folder) and not any((folder / name).exists() for name in (PROGRESS, "games")):
            raise FileNotFoundError(f"{folder} holds no league; `starleague league run --folder {folder}` begins one")
        self.folder = folder
        self.log, self.learning = MatchLog(), Learning(folder)
        self.league: Coordinator | None = None
        self._lock = threading.Lock()
        self._seen: Any = None
        self._text = b""
        self._tag = ""

    def told(self) -> tuple[str, bytes]:
        """A tag that changes with the content, and the content."""
        with self._lock:
            seen = self._state()
            if seen != self._seen:
                self._text = json.dumps(self._whole(), separators=(",", ":"), allow_nan=False).encode()
                self._tag = hashlib.sha256(self._text).hexdigest()[:16]
                self._seen = seen
            return self._tag, self._text

    def _state(self) -> Any:
        """Cheap to ask; what is told changes with it."""
        league = self._find_league()
        row = league.store.league() if league else None
        counters = (row.version, row.matches, row.reports) if row else ()
        progress = self.folder / PROGRESS
        return counters, _changed_at(progress), self.learning.size(), self.running(), sorted(self.replays())

    def _find_league(self) -> Coordinator | None:
        """A run founds it only after supervised learning."""
        if self.league is None and holds_league(self.folder):
            self.league = Coordinator(Store(self.folder))
        return self.league

    def replays(self) -> dict[int, Path]:
        """The games that can be watched, by match: of those now playing, and of some that are over."""
        files = (self.folder / LIVE).glob("*/*.slreplay")
        return {int(file.stem): file for file in files if file.stem.isdecimal()}

    def newest(self, player: int | None = None) -> int | None:
        """The latest match, of a learner or of anybody, that can be watched while it is played."""
        if self._find_league() is None:
            return None
        live = self.replays()
        playing = [match for match in self.league.open_matches() if match.id in live]
        return max((match.id for match in playing if player in (None, match.home.id)), default=None)

    def running(self) -> bool:
        """Whether anything in the folder has changed lately."""
        places = [self.folder, *(self.folder / name for name in ("games", "learners", CURVES, LIVE))]
        files = [file for place in places if place.is_dir() for file in (place, *place.iterdir())]
        return time.time() - max(_changed_at(file) for file in files) < ALIVE

    def _whole(self) -> dict[str, Any]:
        self.learning.read()
        told = {
            "name": self.folder.resolve().name, "running": self.running(), "run": self._run(),
            "learning": self.learning.told(), "problem": self.learning.problem,
            "steps_per_second": sum(self.learning.latest("time/steps a second").values()),
        }
        return told | (self._league(self.league) if self.league else {})

    def _run(self) -> dict[str, Any]:
        """What a run has written about itself."""
        try:
            return json.loads((self.folder / PROGRESS).read_text())
        except (OSError, ValueError):
            return {}

    def _league(self, league: Coordinator) -> dict[str, Any]:
        live = self.replays()
        with league.store.reading() as connection:
            self.log.read(connection)
            births = [[row.reports, row.learner_id, row.player_id] for row in snapshot_rows(connection)]
            playing = [
                {"match": row.id, "home": row.home_id, "away": row.away_id, "kind": row.kind, "since": row.given_at,
                 "live": row.id in live}
                for row in open_match_rows(connection)
            ]
        rates, row = self.log.rates(), league.store.league()
        players = league.players
        return {
            "races": list(league.config.races), "seed": league.seed, "founded": row.created_at,
            "matches": row.matches, "results": row.reports,
            "played": len(self.log.times), "rates": rates._asdict(), "over_time": self.log.over_time(),
            "steps": sum(each.steps for each in league.learners),
            "players": [_player(each) for each in players], "births": births,
            "curves": {each.id: self.log.curve(each.id) for each in players if isinstance(each, Learner)},
            "playing": playing,
            "latest": [row | {"live": row["match"] in live} for row in self.log.latest],
            **_table(standings(league)),
        }


def _player(player: Any) -> dict[str, Any]:
    facts = {
        "id": player.id, "name": player.name, "role": player.role, "race": player.race, "elo": round(player.elo, 1),
        "mu": round(player.mu, 2), "sigma": round(player.sigma, 2), "benched": player.benched,
    }
    if isinstance(player, Learner):
        facts |= {"steps": player.steps, "snapshots": player.snapshots, "generation": player.generation}
    elif isinstance(player, Snapshot):
        facts |= {"steps": player.steps, "parent": player.parent, "parent_role": player.parent_role}
    elif isinstance(player, Yardstick):
        facts |= {"anchored": player.anchored}
    return facts


def _table(table: Standings) -> dict[str, Any]:
    rows = [
        {
            "id": row.player.id, "elo": round(row.elo, 1), "half_width": round(row.elo_half_width, 1),
            "wins": row.tally.wins, "draws": row.tally.draws, "losses": row.tally.losses,
            "low": round(row.low, 4), "high": round(row.high, 4), "nash": round(row.nash, 4),
            "hardest": None if math.isnan(row.hardest_past) else round(row.hardest_past, 4),
        }
        for row in table.rows
    ]
    kept = np.unique(np.linspace(0, len(rows) - 1, min(len(rows), MOST_IN_MAP)).astype(int))
    grid = np.ix_(kept, kept)
    payoff = {
        "players": [rows[index]["id"] for index in kept], "rates": np.round(table.win_rates[grid], 3).tolist(),
        "games": np.round(table.games[grid], 1).tolist(), "left_out": len(rows) - len(kept),
    }
    return {"standings": rows, "payoff": payoff}


def _changed_at(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
