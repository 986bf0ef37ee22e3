"""A game of a person against the computer or an agent, as a room."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from starleague.bots.driver import BotDriver
from starleague.bots.plans import builds, levels
from starleague.game.driver import Driver
from starleague.game.games import Games
from starleague.game.maps import list_maps, load_map
from starleague.game.recorder import THOUGHT, Recorder
from starleague.ui.page.clock import SPEEDS
from starleague.ui.page.guest import Guest
from starleague.ui.page.library import Library
from starleague.ui.page.room import Room

PERSON, OPPONENT = 1, 2
RACES = ("Terran", "Zerg", "Protoss", "Random")
DriverFactory = Callable[[Games], Driver]
AGENT = "agent: "  # before an agent's name, in the place of a level


@dataclass(frozen=True)
class Agent:
    """An opponent beside the built-in levels."""

    name: str
    race: str  # that it plays
    driver: DriverFactory


@dataclass(frozen=True)
class Wish:
    """The game that somebody asks for. ValueError names what is wrong with it."""

    map: str = "Basalt Terraces"
    race: str = "Terran"
    opponent_race: str = "Terran"
    level: str = "very_easy"
    build: str = "random"
    speed: str = "faster"
    name: str = "Player"
    seed: int = field(default_factory=lambda: secrets.randbits(48))
    patch: str = "4.10"

    def __post_init__(self) -> None:
        load_map(self.map)
        for what, value, known in (
            ("race", self.race, RACES), ("opponent's race", self.opponent_race, RACES), ("speed", self.speed, SPEEDS),
            ("level", self.level, levels()),
        ):
            if value not in known and not (what == "level" and value.startswith(AGENT)):
                raise ValueError(f"no {what} {value!r}; there are {', '.join(known)}")

    @classmethod
    def from_json(cls, asked: Any) -> Wish:
        """From what the page sends."""
        known = {"map", "race", "opponent_race", "level", "build", "speed", "name", "seed"}
        if not isinstance(asked, dict) or not set(asked) <= known:
            raise ValueError(f"a game is asked for by {', '.join(sorted(known))}")
        if not all(isinstance(value, int if key == "seed" else str) for key, value in asked.items()):
            raise ValueError("names are texts, the seed is a whole number")
        return cls(**{**asked, "name": asked.get("name", "Player")[:24] or "Player"})


class PlayRoom(Room):
    """The person sits in seat 1."""

    def __init__(self, wish: Wish, library: Library, agents: Sequence[Agent] = ()):
        agent = None
        if wish.level.startswith(AGENT):
            named = wish.level.removeprefix(AGENT)
            agent = next((one for one in agents if one.name == named), None)
            if agent is None:
                raise ValueError(f"no agent {named!r} plays here; there are {', '.join(one.name for one in agents)}")
            wish = replace(wish, opponent_race=agent.race.title())
        opponent = agent.name if agent else f"Computer ({wish.level.replace('_', ' ')})"
        super().__init__(f"{wish.name} against {opponent}", (wish.name, opponent), (PERSON,))
        self.wish, self.library, self.agent = wish, library, agent
        self.clock.loops_per_second = SPEEDS[wish.speed]
        self.clock.wait_for("loading")
        self.agents = (OPPONENT,) if agent else ()
        self.file: Path | None = None
        self.open(self._make)

    def welcome(self, guest: Guest) -> dict[str, Any]:
        return {**super().welcome(guest), "replay": self.file.name if self.file is not None else ""}

    def recording(self) -> Path | None:
        return self.file

    def end(self) -> None:
        super().end()
        if self.file is not None:
            self.library.keep_for_training(self.file)

    def thoughts(self) -> dict[int, dict[str, Any]]:
        notes = self.games.recorder.latest if self.games.recorder is not None else {}
        return {player: what[THOUGHT] | {"loop": loop} for player, (loop, _, what) in notes.items() if THOUGHT in what}

    def _make(self) -> tuple[Games, Driver]:
        wish = self.wish
        games = Games(
            1, map=wish.map, races=(wish.race, wish.opponent_race), patch=wish.patch, seed=wish.seed, threads=1
        )
        games.warm()
        driver = self.agent.driver(games) if self.agent else BotDriver(games)
        facts = {"person": PERSON, "training": bool(self.library.consent)}
        self.file = self.library.new_file(f"{wish.map} {self.names[0]} against {self.names[1]}")
        games.recorder = Recorder(games, self.file, names=self.names, facts=facts)
        driver.seat(0, OPPONENT, wish.level, wish.build)
        return games, driver


def choices(agents: Sequence[Agent] = ()) -> dict[str, Any]:
    """What the page offers."""
    return {
        "maps": [_map_facts(name) for name in list_maps() if not load_map(name).task],
        "races": {race: [*builds(race)] for race in RACES},
        "levels": levels(),
        "agents": [{"level": AGENT + one.name, "name": one.name, "race": one.race} for one in agents],
        "speeds": [name for name in SPEEDS if not name.startswith("x")],
    }


def _map_facts(name: str) -> dict[str, Any]:
    one = load_map(name)
    left, bottom, right, top = one.playable
    return {"name": name, "width": right - left, "height": top - bottom}
