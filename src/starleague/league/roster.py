"""Who is in the league, by group, with what is known about them: what roles look at when they choose."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from starleague.league.config import LeagueConfig
from starleague.league.matchmaking import NOBODY, Floats, Ints, Weighting, draw, pfsp
from starleague.league.payoff import Payoff
from starleague.league.players import Choice, Kind, Learner, MainAgent, MainExploiter, Player, Snapshot, Yardstick


class Roster:
    """Players by id, their payoff, and index arrays of the groups, kept until somebody joins or is benched."""

    def __init__(self, config: LeagueConfig) -> None:
        self.config = config
        self.payoff = Payoff(config.decay, config.prior_games)
        self.players: list[Player] = []
        self._groups = Groups(self.players)

    def put(self, player: Player) -> None:
        """A player joins, or is as it is now."""
        if player.id == len(self.players):
            self.players.append(player)
            joined_or_left = True
        else:
            joined_or_left = self.players[player.id].benched != player.benched
            self.players[player.id] = player
        if joined_or_left:
            self._groups = Groups(self.players)

    def learner(self, player_id: int) -> Learner:
        """Raises KeyError when there is no such learner."""
        player = self.players[player_id] if 0 <= player_id < len(self.players) else None
        if not isinstance(player, Learner):
            raise KeyError(f"player {player_id} is no learner of this league")
        return player

    @property
    def learners(self) -> list[Learner]:
        return [player for player in self.players if isinstance(player, Learner)]

    def initial(self, race: str) -> Snapshot | None:
        """The parameters with which that race's learners began."""
        return next((each for each in self._groups.snapshots if each.parent is None and each.race == race), None)

    def newest_main_copy(self, race: str) -> Snapshot | None:
        copies = [each for each in self._groups.snapshots if each.parent_role == MainAgent.role and each.race == race]
        return copies[-1] if copies else None

    @property
    def mains(self) -> Ints:
        """Current main agents."""
        return self._groups.mains

    @property
    def past(self) -> Ints:
        """All copies ever taken, and the initial parameters."""
        return self._groups.past

    @property
    def past_main_exploiters(self) -> Ints:
        return self._groups.past_main_exploiters

    @property
    def yardsticks(self) -> Ints:
        return self._groups.yardsticks

    def past_of_main(self, main: int) -> Ints:
        """A main agent's copies, oldest first, from the initial parameters on."""
        return self._groups.past_of.get(main, NOBODY)

    def win_rates(self, player: Player, opponents: Ints | list[int]) -> Floats:
        return self.payoff.win_rates(player.id, opponents)

    def any_main(self, rng: np.random.Generator) -> int:
        return int(self.mains[int(rng.random() * len(self.mains))])

    def prioritised(
        self, player: Player, opponents: Ints, weighting: Weighting, kind: Kind, rng: np.random.Generator
    ) -> Choice | None:
        """One of ``opponents`` by PFSP; None when there are none."""
        if not len(opponents):
            return None
        chances = pfsp(self.win_rates(player, opponents), weighting, self.config.pfsp_power)
        return Choice(int(opponents[draw(chances, rng)]), kind)


class Groups:
    """Index arrays over one state of the players."""

    def __init__(self, players: list[Player]) -> None:
        self._players = list(players)

    @cached_property
    def mains(self) -> Ints:
        return as_ids(player for player in self._players if isinstance(player, MainAgent))

    @cached_property
    def past(self) -> Ints:
        return as_ids(self._able)

    @cached_property
    def past_main_exploiters(self) -> Ints:
        return as_ids(each for each in self._able if each.parent_role == MainExploiter.role)

    @cached_property
    def yardsticks(self) -> Ints:
        return as_ids(each for each in self._players if isinstance(each, Yardstick) and not each.benched)

    @cached_property
    def past_of(self) -> dict[int, Ints]:
        return {
            main.id: as_ids(
                each
                for each in self._able
                if each.parent == main.id or (each.parent is None and each.race == main.race)
            )
            for main in self._players
            if isinstance(main, MainAgent)
        }

    @cached_property
    def snapshots(self) -> list[Snapshot]:
        """Benched ones too."""
        return [each for each in self._players if isinstance(each, Snapshot)]

    @cached_property
    def _able(self) -> list[Snapshot]:
        return [each for each in self.snapshots if not each.benched]


def as_ids(players: Iterable[Player]) -> Ints:
    return np.array([player.id for player in players], dtype=np.int64)
