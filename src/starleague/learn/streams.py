"""Reading a data set for an LSTM: B streams side by side, each playing one game, or a part of one, after another.

A window is the next T steps of every stream. Where a game ends inside it the stream's next game begins, and `first`
says so; the trainer carries the network's state from window to window, as in play. Whole games are how the paper
reads them, hundreds at once; a few at once are of one mind for minutes, so small batches read games in parts.

What a window consists of is settled in order, its arrays are read by threads ahead of time: the same windows come
whatever the number of threads.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np

from starleague.env.spec import Shapes
from starleague.learn.data import Arrays, DataError, Game, find_games, has_entity_slots


@dataclass
class Window:
    """T steps of B streams."""

    observations: Arrays  # [T, B, …]; maps and features float16 as they are kept, entity slots as many as are used
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


@dataclass(frozen=True)
class Piece:
    """Some steps of one chunk of a game."""

    game: Game
    chunk: int
    steps: slice  # of the chunk
    begins: bool  # whether the first of them is the first that is read of the game


AHEAD = 2  # windows that are read before they are asked for
MEMORY = 1 << 28  # [bytes] of chunks that are kept


class Chunks:
    """Chunks of games, those read last from memory, for as many threads as there are."""

    def __init__(self, memory: int):
        self.memory, self.used = memory, 0
        self.kept: OrderedDict[tuple[Path, int, int], Arrays] = OrderedDict()
        self.lock = threading.Lock()

    def read(self, game: Game, chunk: int) -> Arrays:
        """DataError where the file is damaged."""
        which = (game.path, game.number, chunk)
        with self.lock:
            if which in self.kept:
                self.kept.move_to_end(which)
                return self.kept[which]
        arrays = game.read(chunk)
        with self.lock:
            if which not in self.kept:
                self.kept[which] = arrays
                self.used += _bytes(arrays)
            while self.used > self.memory and len(self.kept) > 1:
                self.used -= _bytes(self.kept.popitem(last=False)[1])
        return arrays


def _bytes(arrays: Arrays) -> int:
    return sum(array.nbytes for array in arrays.values())


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
        threads: int = 0,
        memory: int = MEMORY,
    ):
        """part: most steps to read of a game before the next; None: all.
        keep: which games to learn from, by the metadata they were written with.
        threads: that read ahead; 0: reading waits until a window is asked for.
        memory: bytes of what was read that are kept for the next time."""
        self.folder, self.shapes, self.part, self.keep = folder, shapes, part, keep
        self.games = self._find()
        if not self.games:
            raise DataError(f"{folder} has no games to learn from: record or import some, or choose less strictly")
        self.batch, self.unroll, self.seed = batch, unroll, seed
        self.known = len(self.games)  # games that the epoch under way goes through
        self.round, self.drawn = 0, 0  # which epoch that is, and how many of its games were begun
        self.places = [self._draw() for _ in range(batch)]
        self.chunks = Chunks(memory)
        self.pool = ThreadPoolExecutor(threads) if threads else None
        self.ahead: deque[tuple[dict, Future[Window]]] = deque()  # and where each began

    def __iter__(self) -> Iterator[Window]:
        return self

    def __next__(self) -> Window:
        if self.pool is None:
            return joined([self._read(self._next(stream)) for stream in range(self.batch)])
        while len(self.ahead) <= AHEAD:
            begun, plans = self._position(), [self._next(stream) for stream in range(self.batch)]
            columns = [self.pool.submit(self._read, plan) for plan in plans]
            self.ahead.append((begun, self.pool.submit(awaited, columns)))
        return self.ahead.popleft()[1].result()

    @property
    def epoch(self) -> float:
        """How often the games were gone through."""
        return self.round + self.drawn / self.known

    def refresh(self) -> int:
        """Take in games that were added since; how many. They and the old ones begin a new epoch."""
        games = self._find()
        added = len(games) - len(self.games)
        if added:
            self.seek(self.position())
            self.games, self.known = games, len(games)
            self.round, self.drawn = self.round + 1, 0
        return added

    def position(self) -> dict:
        """Where to go on, as JSON."""
        return self.ahead[0][0] if self.ahead else self._position()

    def _position(self) -> dict:
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
        self.ahead.clear()

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

    def _next(self, stream: int) -> list[Piece]:
        """What the next T steps of one stream are; the stream moves on."""
        pieces: list[Piece] = []
        wanted = self.unroll
        while wanted:
            place = self.places[stream]
            game = self.games[place.game]
            chunk, start = divmod(place.step, game.chunk)
            steps = min(wanted, place.end - place.step, game.chunk - start)
            pieces.append(Piece(game, chunk, slice(start, start + steps), place.step == place.begin))
            wanted -= steps
            if place.step + steps == place.end:
                self.places[stream] = self._draw()
            else:
                self.places[stream] = replace(place, step=place.step + steps)
        return pieces

    def _read(self, plan: list[Piece]) -> Arrays:
        """The steps of one stream."""
        pieces = [self._piece(piece) for piece in plan]
        return {name: concatenated(name, [piece[name] for piece in pieces]) for name in pieces[0]}

    def _piece(self, piece: Piece) -> Arrays:
        arrays = {name: array[piece.steps] for name, array in self.chunks.read(piece.game, piece.chunk).items()}
        steps = len(arrays["action.type"])
        arrays["first"] = np.arange(steps) == (0 if piece.begins else -1)
        arrays["result"] = np.full(steps, piece.game.metadata.get("result", 0), np.float32)
        return arrays


def awaited(columns: list[Future[Arrays]]) -> Window:
    """Streams side by side, once all are read."""
    return joined([column.result() for column in columns])


def joined(columns: list[Arrays]) -> Window:
    """Streams side by side."""
    parts: dict[str, Arrays] = {"observation": {}, "action": {}}
    for name in columns[0]:
        kind, _, field = name.partition(".")
        parts.setdefault(kind, {})[field] = concatenated(name, [column[name][:, None] for column in columns], axis=1)
    return Window(parts["observation"], parts["action"], parts["first"][""], parts["result"][""])


def concatenated(name: str, arrays: list[np.ndarray], axis: int = 0) -> np.ndarray:
    """One array of some; where they hold entity slots, with as many as the fullest."""
    if len(arrays) == 1 or not has_entity_slots(name):
        return arrays[0] if len(arrays) == 1 else np.concatenate(arrays, axis)
    slots = axis + 1
    shape = [max(array.shape[k] for array in arrays) for k in range(arrays[0].ndim)]
    shape[axis] = sum(array.shape[axis] for array in arrays)
    whole, begin = np.zeros(shape, arrays[0].dtype), 0
    for array in arrays:
        end = begin + array.shape[axis]
        whole[(slice(None),) * axis + (slice(begin, end), slice(array.shape[slots]))] = array
        begin = end
    return whole


@lru_cache(maxsize=4)
def shuffled(seed: int, epoch: int, games: int) -> np.ndarray:
    return np.random.default_rng((seed, epoch)).permutation(games)
