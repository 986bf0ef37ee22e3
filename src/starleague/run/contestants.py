"""Who plays a match, as the command line names them: built-in levels, agents, programs that talk to StarCraft II."""

from __future__ import annotations

import shlex
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

from starleague.game.driver import Driver
from starleague.game.games import Games

PROGRAMS = ("bot:", "ladder:")
RACES = ("terran", "zerg", "protoss", "random")
KINDS = """a player is one of
  builtin:[RACE:]LEVEL[:BUILD]  the built-in computer: builtin:easy, builtin:zerg:hard:rush
  agent:RACE                    an agent that comes with the package
  PATH                          an agent's checkpoint, or a league's folder: its main agent
  bot:COMMAND                   a program that starts StarCraft II by itself, found by SC2PATH (python-sc2)
  ladder:COMMAND                a ladder program, given --GamePort --LadderServer --StartPort --OpponentId
A COMMAND that begins with a .py file is run by this Python."""


@dataclass(frozen=True)
class Contestant:
    """``kind`` is builtin, agent, bot or ladder."""

    name: str
    kind: str
    race: str = "random"
    level: str = ""
    build: str = "random"
    checkpoint: Path | None = None
    command: tuple[str, ...] = ()

    @property
    def is_program(self) -> bool:
        return self.kind in ("bot", "ladder")

    @property
    def ladder_id(self) -> str:
        """What its opponents know it by, as on a ladder: programs name files after it."""
        return str(uuid.uuid5(uuid.NAMESPACE_OID, self.name))

    @classmethod
    def parse(cls, text: str) -> Contestant:
        """ValueError or FileNotFoundError says what a player can be."""
        kind, _, rest = text.partition(":")
        if kind == "builtin":
            return cls._builtin(text, rest.split(":"))
        if kind in ("bot", "ladder"):
            return cls(text, kind, command=_command(rest))
        if text.endswith(".py"):
            return cls(text, "bot", command=_command(text))
        from starleague.agent.checkpoints import race_of
        from starleague.run.agents import find_checkpoint

        try:
            checkpoint = find_checkpoint(text)
            return cls(text, "agent", race=race_of(checkpoint), checkpoint=checkpoint)
        except FileNotFoundError as problem:
            raise FileNotFoundError(f"{problem}\n{KINDS}") from None

    @classmethod
    def _builtin(cls, text: str, words: list[str]) -> Contestant:
        race = words.pop(0) if words and words[0] in RACES else "terran"
        if not words or not words[0] or len(words) > 2:
            raise ValueError(f"{text!r} names no level; {KINDS}")
        return cls(text, "builtin", race, words[0], words[1] if len(words) > 1 else "random")

    def driver(self, games: Games) -> Driver:
        """What plays a computer's seat in its name."""
        if self.kind == "agent":
            from starleague.run.agents import AgentDriver

            assert self.checkpoint is not None
            return AgentDriver(games, self.checkpoint)
        from starleague.run.serving import FixedLevel

        return FixedLevel(games, self.level, self.build)


def is_program(text: str) -> bool:
    """Whether a player of this name talks to StarCraft II by itself."""
    return text.startswith(PROGRAMS) or text.endswith(".py")


def _command(text: str) -> tuple[str, ...]:
    words = shlex.split(text)
    if not words:
        raise ValueError(f"no command; {KINDS}")
    if words[0].endswith(".py"):
        program = Path(words[0])
        if not program.is_file():
            raise FileNotFoundError(f"{program}: no such program")
        return (sys.executable, str(program.resolve()), *words[1:])
    return tuple(words)


