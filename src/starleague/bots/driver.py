"""The built-in computer for a batch of games: ``BotDriver(games).seat(0, 2, "easy")``."""

from __future__ import annotations

import numpy as np

from starleague.bots.brain import think_all
from starleague.bots.layout import BOT, PLAYERS, VIEW
from starleague.bots.plans import builds, compile_brains, level_number, plan_number
from starleague.catalog.vocabulary import Race
from starleague.engine.cheats import BITS, Cheat
from starleague.game.games import Games


class BotDriver:
    """A ``game.driver.Driver``: moves the games on and plays the seats that were given to it."""

    def __init__(self, games: Games):
        self.games = games
        self.bots = np.zeros((len(games), PLAYERS), BOT)
        self.view = np.zeros(1, VIEW)
        self.brains = compile_brains(games.rules, games.names, games.map.bases())

    def seat(self, g: int, player: int, difficulty: str | int, build: str = "macro") -> None:
        """Let a computer play; ``build`` "random" picks one by the game's seed, an unknown one means "macro"."""
        race = self._race(g, player)
        if build == "random":
            played = builds(race, difficulty)
            build = played[int(self.games.state[g]["seed"] % len(played))]
        elif build not in builds(race, difficulty, taught=True):
            build = "macro"
        self.bots[g, player] = np.zeros((), BOT)
        bot = self.bots[g, player]
        bot["active"], bot["player"] = 1, player
        bot["level"] = level_number(difficulty)
        self._cheat(g, player, int(self.brains[0]["levels"][bot["level"]]["cheats"]))
        bot["plan"] = plan_number(race, build, difficulty)

    def _cheat(self, g: int, player: int, wanted: int) -> None:
        """Let a player do what his level is allowed to."""
        now = int(self.games.state[g]["cheats"]) >> player * BITS
        for cheat in Cheat:
            if (wanted ^ now) & cheat:
                self.games.toggle_cheat(g, player, cheat)

    def _race(self, g: int, player: int) -> str:
        race = self.games.races[g][player - 1]
        if race == "Random":
            race = Race(int(self.games.state[g]["players"][player]["race"])).name
        return race.title()

    def clear(self, g: int) -> None:
        self.bots[g] = np.zeros((), BOT)

    def step(self, loops: int | np.ndarray) -> None:
        """Move every game on by so many loops; an array gives each game's own number."""
        games = self.games
        left = np.array(np.broadcast_to(loops, len(games)), np.int32)
        while (left[~games.over] > 0).any():
            piece = left.copy()
            self.decide(piece)
            games.step(piece)
            left -= piece

    def decide(self, left: np.ndarray) -> None:
        """Let the computers that are due give their commands; shortens ``left`` to when the next one is."""
        think_all(self.games.table, self.brains, self.view, self.games.state, self.bots, left)
