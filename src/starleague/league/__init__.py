"""The league: players, matchmaking, payoff, ratings. It takes results and gives matches.

It knows nothing of how games are played or learned from: see ``coordinator`` for what a runner calls.
"""

from starleague.league.config import LeagueConfig, load_config
from starleague.league.coordinator import Coordinator
from starleague.league.matches import Match, Outcome, SnapshotRequest, SnapshotTaken
from starleague.league.players import Kind, Learner, Player, Snapshot, Yardstick
from starleague.league.reading import ConfigError
from starleague.league.snapshots import SnapshotError
from starleague.league.store import Store, StoreError
from starleague.league.verify import verify

__all__ = [
    "ConfigError",
    "Coordinator",
    "Kind",
    "LeagueConfig",
    "Learner",
    "Match",
    "Outcome",
    "Player",
    "Snapshot",
    "SnapshotError",
    "SnapshotRequest",
    "SnapshotTaken",
    "Store",
    "StoreError",
    "Yardstick",
    "load_config",
    "verify",
]
