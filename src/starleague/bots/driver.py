"""The built-in computer for a batch of games: ``BotDriver(games).seat(0, 2, "easy")``."""

from __future__ import annotations

import numpy as np

from starleague.bots.brain import think_all
from starleague.bots.layout import BOT, PLAYERS
from starleague.bots.plans import builds, compile_brains, level_number, plan_number
from starleague.game.games import Games


class BotDriver:
    """A ``game.driver.Driver``: moves the games on and plays the seats that were given to it."""

    def __init__(self, games: Games):
        self.games = games
        self.bots = np.zeros((len(games), PLAYERS), BOT)
        self.brains = compile_brains(games.rules, games.names, games.map.bases())

    def seat(self, g: int, player: int, difficulty: str | int, build: str = "macro") -> None:
        """Let a computer play; ``build`` "random" picks one by the game's seed."""
        race = self.games.races[player - 1]
        known = builds(race)
        if build == "random" and known:
            build = known[int(self.games.state[g]["seed"] % len(known))]
        self.bots[g, player] = np.zeros((), BOT)
        bot = self.bots[g, player]
        bot["active"], bot["player"] = 1, player
        bot["level"] = level_number(difficulty)
        if known:  # a race without builds mines, and no more
            bot["plan"] = plan_number(race, build if build in known else "macro")

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
        think_all(self.games.table, self.brains, self.games.state, self.bots, left)
