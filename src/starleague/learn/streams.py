"""Reading a data set for an LSTM: B streams side by side, each playing one game, or a part of one, after another.

A window is the next T steps of every stream. Where a game ends inside it the stream's next game begins, and `first`
says so; the trainer carries the network's state from window to window, as in play. Whole games are how the paper
reads them, hundreds at once; a few at once are of one mind for minutes, so small batches read games in parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from starleague.env.spec import Shapes
from starleague.learn.data import Arrays, DataError, Game, find_games, has_entity_slots


@dataclass
class Window:
    """T steps of B streams."""

    observations: Arrays  # [T, B, …]
    actions: Arrays  # [T, B, …]
    first: np.ndarray  # bool [T, B] whether a game, or what is read of it, begins here
    results: np.ndarray  # float32 [T, B] how the game ended: 1 won, -1 lost, 0 neither or not known


@dataclass
class Place:
    """Where a stream is: in which game, at which step of the part from ``begin`` to ``end``."""

    game: int
    begin: int
    step: int
    end: int


class Streams:
    """An endless iterator of windows. `position` and `seek` go on in another process with the very same windows."""

    def __init__(
        self,
        folder: str | Path,
        shapes: Shapes,
        batch: int,
        unroll: int,
        seed: int = 0,
        part: int | None = None,
        keep: Callable[[dict], bool] = lambda metadata: True,
    ):
        """part: most steps to read of a game before the next; None: all.
        keep: which games to learn from, by the metadata they were written with."""
        self.folder, self.shapes, self.part, self.keep = folder, shapes, part, keep
        self.games = self._find()
        if not self.games:
            raise DataError(f"{folder} has no games to learn from: record or import some, or choose less strictly")
        self.batch, self.unroll, self.seed = batch, unroll, seed
        self.known = len(self.games)  # games that the epoch under way goes through
        self.round, self.drawn = 0, 0  # which epoch that is, and how many of its games were begun
        self.places = [self._draw() for _ in range(batch)]
        self.chunks: list[tuple[int, int, Arrays] | None] = [None] * batch  # game, number and contents last read

    def __iter__(self) -> Iterator[Window]:
        return self

    def __next__(self) -> Window:
        columns = [self._read(stream) for stream in range(self.batch)]
        joined = {name: np.stack([column[name] for column in columns], axis=1) for name in columns[0]}
        parts: dict[str, Arrays] = {"observation": {}, "action": {}}
        for name, array in joined.items():
            kind, _, field = name.partition(".")
            if kind in parts:
                parts[kind][field] = array
        return Window(parts["observation"], parts["action"], joined["first"], joined["result"])

    @property
    def epoch(self) -> float:
        """How often the games were gone through."""
        return self.round + self.drawn / self.known

    def refresh(self) -> int:
        """Take in games that were added since; how many. They and the old ones begin a new epoch."""
        games = self._find()
        added = len(games) - len(self.games)
        if added:
            self.games, self.known = games, len(games)
            self.round, self.drawn = self.round + 1, 0
        return added

    def position(self) -> dict:
        """Where to go on, as JSON."""
        places = [[place.game, place.begin, place.step, place.end] for place in self.places]
        epoch = {"games": self.known, "round": self.round, "drawn": self.drawn}
        return {"seed": self.seed, **epoch, "places": places}

    def seek(self, position: dict) -> None:
        """Go on from a position. DataError where it belongs to other games or another batch size."""
        if position["games"] > len(self.games) or len(position["places"]) != self.batch:
            raise DataError(
                f"the position is for {position['games']} games in {len(position['places'])} streams, here are "
                f"{len(self.games)} in {self.batch}: resume with the same data and batch size"
            )
        self.seed, self.known = position["seed"], position["games"]
        self.round, self.drawn = position["round"], position["drawn"]
        self.places = [Place(*place) for place in position["places"]]
        self.chunks = [None] * self.batch

    def _find(self) -> list[Game]:
        return [game for game in find_games(self.folder, self.shapes) if game.steps and self.keep(game.metadata)]

    def _draw(self) -> Place:
        """The next game: every epoch goes through all games in an order of its own. Parts are drawn more often from
        early in a game, since who errs early never comes to what is late."""
        if self.drawn == self.known:
            self.round, self.drawn, self.known = self.round + 1, 0, len(self.games)
        self.drawn += 1
        number = int(shuffled(self.seed, self.round, self.known)[self.drawn - 1])
        game = self.games[number]
        if self.part is None or game.steps <= self.part:
            return Place(number, 0, 0, game.steps)
        chance = np.random.default_rng((self.seed, self.round, self.drawn)).random()
        begin = int(chance**2 * (game.steps - self.part)) // game.chunk * game.chunk
        return Place(number, begin, begin, begin + self.part)

    def _read(self, stream: int) -> Arrays:
        """The next T steps of one stream."""
        pieces, wanted = [], self.unroll
        while wanted:
            place = self.places[stream]
            game = self.games[place.game]
            piece = self._piece(stream, game, place, wanted)
            pieces.append(piece)
            taken = len(piece["first"])
            wanted -= taken
            place.step += taken
            if place.step == place.end:
                self.places[stream] = self._draw()
        return {name: np.concatenate([piece[name] for piece in pieces]) for name in pieces[0]}

    def _piece(self, stream: int, game: Game, place: Place, wanted: int) -> Arrays:
        """At most `wanted` steps, as far as the chunk and the part reach."""
        wanted = min(wanted, place.end - place.step)
        number, start = divmod(place.step, game.chunk)
        cached = self.chunks[stream]
        if cached is None or cached[:2] != (place.game, number):
            self.chunks[stream] = cached = (place.game, number, game.read(number))
        piece = {name: self._whole(name, array[start : start + wanted]) for name, array in cached[2].items()}
        steps = len(piece["action.type"])
        piece["first"] = np.arange(place.step, place.step + steps) == place.begin
        piece["result"] = np.full(steps, game.metadata.get("result", 0), np.float32)
        return piece

    def _whole(self, name: str, array: np.ndarray) -> np.ndarray:
        """As the environment gives it: float32, and all entity slots."""
        if array.dtype == np.float16:
            array = array.astype(np.float32)
        if has_entity_slots(name):
            missing = self.shapes.sizes.max_entities - array.shape[1]
            array = np.pad(array, [(0, 0), (0, missing)] + [(0, 0)] * (array.ndim - 2))
        return array


@lru_cache(maxsize=4)
def shuffled(seed: int, epoch: int, games: int) -> np.ndarray:
    return np.random.default_rng((seed, epoch)).permutation(games)
