"""Replays: all that was done in a game, and hashes that prove that playing it again gives the same.

A .slreplay file is a line of frames, each with its length and checksum, of compressed JSON: a header, blocks
of what was done in some loops, an end. It is written as the game goes on; one that was broken off can be
played as far as it goes.
"""

from __future__ import annotations

import os
import pathlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from starleague.engine.layout import Result
from starleague.game import frames
from starleague.game.frames import ReplayError as ReplayError
from starleague.game.games import Games
from starleague.game.inbox import Command
from starleague.game.maps import Map
from starleague.game.recorder import FORMAT, HASH_EVERY, rules_digest
from starleague.game.recorder import Recorder as Recorder
from starleague.game.replay_checks import check_command, check_content, check_header


@dataclass
class Replay:
    """A replay in memory."""

    header: dict
    commands: list[list] = field(default_factory=list)  # as in the file, by loop
    interventions: list[list] = field(default_factory=list)
    hashes: dict[int, str] = field(default_factory=dict)
    abilities: list[str] = field(default_factory=list)
    notes: list[list] = field(default_factory=list)  # loop, player, what: of no weight for the game
    end: dict | None = None  # None: broken off
    where: str = "replay"
    size: int = 0  # bytes of the file that were read

    @classmethod
    def load(cls, path: str | os.PathLike, partial: bool = False) -> Replay:
        """Read a file; ReplayError when it is damaged. ``partial`` keeps what is whole of a file that was cut off."""
        try:
            data = pathlib.Path(path).read_bytes()
        except FileNotFoundError:
            raise ReplayError(f"{path}: no such file") from None
        return cls.from_bytes(data, str(path), partial)

    @classmethod
    def from_bytes(cls, data: bytes, where: str = "replay", partial: bool = False) -> Replay:
        """As ``load``, from a file's content."""
        parts = frames.unpack(data, where, partial)
        try:
            kind, header, size = next(parts)
            if kind != "header" or header["format"] != FORMAT:
                raise ReplayError(
                    f"{where}: replay format {header.get('format')}; this version reads {FORMAT}. "
                    f"Play it with starleague {header.get('starleague')}"
                )
            check_header(header, where)
            replay = cls(header=header, where=where, size=size)
            replay._take_all(parts)
        except StopIteration:
            raise ReplayError(f"{where}: no header; the file was cut off, record or copy it again") from None
        except (KeyError, TypeError, IndexError) as error:
            raise ReplayError(f"{where}: a frame lacks {error}; the file is damaged, record it again") from None
        return replay

    def grow(self, path: str | os.PathLike) -> bool:
        """Take what was written to the file since it was read, of a game that goes on; whether there was anything."""
        before = self.size
        try:
            data = pathlib.Path(path).read_bytes() if os.path.getsize(path) > before else b""
        except FileNotFoundError:
            return False
        if data:
            self._take_all(frames.unpack(data, self.where, partial=True, at=before))
        return self.size > before

    @property
    def last_loop(self) -> int:
        """How far it goes."""
        known = (*(command[0] for command in self.commands[-1:]), next(reversed(self.hashes), 0))
        return self.end["loop"] if self.end else max(known, default=0)

    @property
    def winner(self) -> int:
        """1 or 2; 0: nobody, or it was broken off."""
        results = self.end["results"] if self.end else []
        return results.index(Result.VICTORY) + 1 if Result.VICTORY in results else 0

    def games(self, check: bool = True, game_map: Map | None = None) -> Games:
        """The game at loop 0, on the map of its name or a given one.

        ReplayError when map or rules are not those that it was recorded with.
        """
        header = self.header
        try:
            games = Games(
                1, map=game_map or header["map"], races=header["races"], patch=header["patch"], seed=header["seed"],
                melee=header["melee"], mirror_seeds=header["mirror_seeds"], threads=1,
            )
        except ValueError as problem:  # no such map, patch or race
            raise ReplayError(f"{self.where}: {problem}") from None
        for what, here in (("map", games.map.digest), ("rules", rules_digest(games.table))):
            if check and here != header[f"{what}_digest"]:
                raise ReplayError(
                    f"{self.where}: recorded with other {what} ({header[f'{what}_digest']}, here {here}); "
                    f"play it with starleague {header['starleague']}, or with check=False to see how far it goes"
                )
        return games

    def said(self, games: Games) -> Iterator[Command]:
        """All commands of both players, in order; ``games`` gives the rules' rows."""
        return (self.command(games, row) for row in self.commands)

    def play(self, every: int = HASH_EVERY, check: bool = True) -> Iterator[Games]:
        """Play it again: yields the batch of one at loop 0, then after every so many loops, and at the end.

        ReplayError names the first loop whose hash differs; ``check`` false neither compares nor refuses.
        """
        from starleague.game.playback import Playback

        playback = Playback(self, check)
        games = playback.games
        yield games
        while not playback.finished:
            playback.step(every - int(games[0].loop) % every)
            if int(games[0].loop) % every == 0:
                yield games
        playback.step(0)
        if int(games[0].loop) % every:
            yield games

    def _take_all(self, parts: Iterator[tuple[str, dict, int]]) -> None:
        for kind, content, end in parts:
            check_content(kind, content, self.where)
            self._take(kind, content)
            self.size = end

    def _take(self, kind: str, content: dict) -> None:
        if kind == "block":
            self.abilities += content["abilities"]
            self.commands += content["commands"]
            self.interventions += content["interventions"]
            self.notes += content.get("notes", [])
            self.hashes |= {loop: value for loop, value in content["hashes"]}
        elif kind == "cut":
            loop = content["loop"]
            self.commands = [row for row in self.commands if row[0] <= loop]
            del self.interventions[content["interventions"] :]
            self.notes = [row for row in self.notes if row[0] < loop]
            self.hashes = {at: value for at, value in self.hashes.items() if at <= loop}
            self.end = None
        elif kind == "end":
            self.end = content

    def command(self, games: Games, row: list) -> Command:
        """A row of ``commands``."""
        check_command(row, len(self.abilities), self.where)
        due, player, ability, flags, target, generation, x, y, units = row
        known = games.names.abilities.get(self.abilities[ability], 0)
        if not known:
            raise ReplayError(f"{self.where}: the catalog has no ability {self.abilities[ability]!r}")
        pairs = np.array(units, np.int64).reshape(-1, 2)
        return Command(due, player, known, pairs[:, 0], pairs[:, 1], target, generation, x, y, bool(flags & 1),
                       bool(flags & 2), bool(flags & 4))
