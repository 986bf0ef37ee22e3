"""Writes replays: every command as it takes effect, a hash every 100 loops."""

from __future__ import annotations

import hashlib
import os
import weakref
from collections.abc import Iterator, Sequence

import numpy as np

import starleague
from starleague.game import frames
from starleague.game.frames import ReplayError
from starleague.game.games import Games
from starleague.game.inbox import Command, drain

FORMAT = 1
THOUGHT = "thought"  # in a note: what an agent thought when it decided; nothing that was done
HASH_EVERY = 100  # loops
CHUNK = 16  # loops after which the journal is emptied; it holds 250 commands
BLOCK = 400  # loops after which a block is written


class Recorder:
    """Writes down one game of a batch: ``games.recorder = Recorder(games, "game.slreplay")``.

    Begin before the first step; ``close`` (or leaving the ``with`` block, also by Ctrl-C) writes the end.
    Without a path the replay is only kept, for ``to_bytes``.
    """

    def __init__(
        self, games: Games, path: str | os.PathLike | None = None, g: int = 0, names: Sequence[str] = ("", ""),
        facts: dict | None = None,
    ) -> None:
        self.games = weakref.proxy(games)  # which hold their recorder: a circle would outlive its game
        self.g, self.names = g, tuple(names)
        self.facts = facts or {}  # more for the header, of no weight for the game
        self.path = path
        self._file = None
        if games[g].loop > 0:
            raise ReplayError(f"game {g} is at loop {games[g].loop}; begin to record before the first step")
        self.began(g)

    def __enter__(self) -> Recorder:
        self.games.recorder = self
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def chunk(self) -> int:
        """Loops that may pass before ``moved`` must be called."""
        return min(CHUNK, HASH_EVERY - int(self.games[self.g].loop) % HASH_EVERY)

    def began(self, g: int) -> None:
        """A game was reset: its replay begins anew."""
        if g != self.g:
            return
        self._frames = [frames.pack("header", {**header_of(self.games, g, self.names), **self.facts})]
        self._abilities: list[str] = []
        self._ended = False
        self.latest: dict[int, list] = {}  # each player's last note
        self._new_block()
        if self.path is not None:
            if self._file is not None:
                self._file.close()
            self._file = open(self.path, "wb")  # noqa: SIM115 - open as long as the game goes on
            self._file.write(frames.MAGIC + self._frames[0])
            self._file.flush()
        self._listen()

    def moved(self) -> None:
        """Some loops have passed."""
        game = self.games[self.g]
        loop = int(game.loop)
        for command in drain(game):
            self._block["commands"].append(self._row(command))
        if game.scratch.journal_lost:
            raise ReplayError(f"more commands in {CHUNK} loops than a replay can hold (loop {loop})")
        if loop % HASH_EVERY == 0 and loop > self._last_hash:
            self._block["hashes"].append([loop, f"{self.games.hash(self.g):016x}"])
            self._last_hash = loop
        if loop >= self._block_loop + BLOCK:
            self._write_block()
        if game.over and not self._ended:
            self._write_end()

    def intervened(self, g: int, what: str, arguments: list) -> None:
        """Something was done to a game that is no command: a debug command, a surrender."""
        if g == self.g:
            self.games[g].scratch.n_interventions += 1
            self._block["interventions"].append([int(self.games[g].loop), what, arguments])
            self._ended = self._ended and not self.games[g].over
            if self.games[g].over and not self._ended:
                self._write_end()

    def note(self, player: int, what: dict) -> None:
        """Keep what is of no weight for the game: what a player saw or did beside his commands."""
        self.latest[player] = [int(self.games[self.g].loop), player, what]
        self._block.setdefault("notes", []).append(self.latest[player])

    def restored(self, g: int) -> None:
        """A game was put back to a snapshot: what came after it did not happen."""
        if g == self.g:
            self._write_block()
            game = self.games[g]
            self._put("cut", {"loop": int(game.loop), "interventions": int(game.scratch.n_interventions)})
            self._ended = False
            self._last_hash = int(self.games[g].loop)
            self._listen()

    def finish(self) -> None:
        """Write what is left and the end of the game that was being recorded."""
        if not self._ended:
            self._write_end()

    def close(self) -> None:
        """Finish, and record no more."""
        self.finish()
        if self._file is not None:
            self._file.close()
            self._file = None
        if self.games.recorder is self:
            self.games.recorder = None

    def to_bytes(self) -> bytes:
        """The replay so far, as the content of a .slreplay file."""
        tail = frames.pack("block", self._block) + frames.pack("end", end_of(self.games, self.g))
        return frames.MAGIC + b"".join(self._frames) + (b"" if self._ended else tail)

    def _row(self, command: Command) -> list:
        name = self.games.names.commands[command.ability]
        if name not in self._abilities:
            self._abilities.append(name)
            self._block["abilities"].append(name)
        flags = command.has_point + 2 * command.queued + 4 * command.autocast
        units = np.stack([command.units, command.generations], axis=1).reshape(-1).tolist()
        return [command.due, command.player, self._abilities.index(name), flags, command.target,
                command.target_generation, command.x, command.y, units]

    def _listen(self) -> None:
        scratch = self.games[self.g].scratch
        scratch.journal_on, scratch.journal_lost, scratch.n_journal, scratch.n_journal_units = 1, 0, 0, 0

    def _new_block(self) -> None:
        self._block = {"abilities": [], "commands": [], "interventions": [], "hashes": []}
        self._block_loop = self._last_hash = int(self.games[self.g].loop)

    def _write_block(self) -> None:
        self._put("block", self._block)
        self._new_block()

    def _write_end(self) -> None:
        self._write_block()
        self._put("end", end_of(self.games, self.g))
        self._ended = True

    def _put(self, kind: str, content: dict) -> None:
        self._frames.append(frames.pack(kind, content))
        if self._file is not None:
            self._file.write(self._frames[-1])
            self._file.flush()


def header_of(games: Games, g: int, names: Sequence[str]) -> dict:
    return {
        "format": FORMAT, "starleague": starleague.__version__, "map": games.map.name, "map_digest": games.map.digest,
        "patch": games.patch, "rules_digest": rules_digest(games.table), "seed": games.seeds[g],
        "mirror_seeds": games.mirror_seeds, "melee": games.melee, "races": list(games.races[g]), "names": list(names),
    }


def end_of(games: Games, g: int) -> dict:
    return {
        "loop": int(games[g].loop), "results": games.results[g].tolist(), "hash": f"{games.hash(g):016x}",
    }


def rules_digest(table: np.ndarray) -> str:
    """Sixteen hex digits that name compiled rules, the map aside."""
    rules = table.reshape(-1)
    digest = hashlib.sha256()
    for name in rules.dtype.names:
        if name != "terrain":
            for column in _columns(rules[name]):
                digest.update(column)
    return digest.hexdigest()[:16]


def _columns(values: np.ndarray) -> Iterator[bytes]:
    """The numbers of an array of records, field by field: what lies between fields may be anything."""
    if values.dtype.names is None:
        yield values.tobytes()
    for name in values.dtype.names or ():
        yield from _columns(values[name])
