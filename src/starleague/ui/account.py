"""The account of a game in words and tables: economy, what was built when, fights and their losses, who won."""

from __future__ import annotations

import math
import os
from collections import Counter
from dataclasses import dataclass, field

from rich import box
from rich.console import Console
from rich.table import Table

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Flag
from starleague.engine.layout import EventKind
from starleague.game.clock import LOOPS_PER_MINUTE, LOOPS_PER_SECOND
from starleague.game.games import Games
from starleague.game.replay import Replay

LOOK = 16  # loops between two looks at the events; the game keeps 250
ROW = LOOPS_PER_MINUTE // 2
FIGHT_PAUSE = 224  # loops without a loss that end a fight
FIGHT_REACH = 22  # cells about the last loss
COLORS = {1: "dodger_blue1", 2: "dark_orange"}


@dataclass
class Standing:
    """How a player stands at a loop."""

    loop: int
    supply: float
    cap: float
    workers: int
    army: int
    minerals: int
    vespene: int
    collected: int  # minerals and vespene, in all


@dataclass
class Fight:
    """Losses near each other in place and time."""

    first: int
    last: int
    x: float
    y: float
    losses: dict[int, Counter] = field(default_factory=lambda: {1: Counter(), 2: Counter()})
    values: dict[int, int] = field(default_factory=lambda: {1: 0, 2: 0})  # minerals and vespene


@dataclass
class Account:
    """What happened."""

    header: dict
    standings: dict[int, list[Standing]] = field(default_factory=lambda: {1: [], 2: []})
    deeds: list[tuple[int, int, str]] = field(default_factory=list)  # loop, player, what
    fights: list[Fight] = field(default_factory=list)
    last_loop: int = 0
    winner: int = 0
    complete: bool = True


def account(replay: Replay | str | os.PathLike) -> Account:
    """Play a replay again and note what happens."""
    replay = replay if isinstance(replay, Replay) else Replay.load(replay, partial=True)
    told = Account(replay.header, winner=replay.winner, complete=replay.end is not None)
    for games in replay.play(LOOK):
        game = games[0]
        _read_events(told, games)
        if int(game.loop) % ROW == 0 or not told.standings[1]:
            _note_standings(told, games)
        told.last_loop = int(game.loop)
    if told.standings[1][-1].loop != told.last_loop:
        _note_standings(told, games)
    return told


def print_account(told: Account, console: Console | None = None) -> None:
    """Show it as tables in the terminal."""
    console = console or Console()
    console.print(_headline(told))
    console.print(_economy(told))
    console.print(_timeline(told))
    if told.fights:
        console.print(_fights(told))
    console.print(_verdict(told))


def clock(loop: int) -> str:
    """Game time at "faster", as players read it."""
    seconds = int(loop / LOOPS_PER_SECOND)
    return f"{seconds // 60}:{seconds % 60:02d}"


def _read_events(told: Account, games: Games) -> None:
    game = games[0]
    for event in game.events[: int(game.n_events)]:
        player, kind = int(event.player), int(event.kind)
        name = games.names.unit_names[int(event.type)]
        flags = games.unit_type_facts(int(event.type)).flags
        loop = int(game.loop)
        if kind == EventKind.STRUCTURE_STARTED and player:
            told.deeds.append((loop, player, f"starts {_spaced(name)}"))
        elif kind == EventKind.UPGRADE_COMPLETE and player:
            _note_first(told, loop, player, f"has {_spaced(games.names.upgrade_names[int(event.value)])}")
        elif kind == EventKind.UNIT_CREATED and player and flags & Flag.ARMY:
            _note_first(told, loop, player, f"has its first {_spaced(name)}")
        elif kind == EventKind.UNIT_DIED and player and not flags & Flag.RESOURCE:
            _note_loss(told, games, event, loop, player, name)
    game.n_events = 0


def _note_first(told: Account, loop: int, player: int, what: str) -> None:
    if not any(deed[1:] == (player, what) for deed in told.deeds):
        told.deeds.append((loop, player, what))


def _note_loss(told: Account, games: Games, event, loop: int, player: int, name: str) -> None:
    x, y = int(event.x) / ONE, int(event.y) / ONE
    near = (fight for fight in told.fights
            if loop - fight.last <= FIGHT_PAUSE and math.hypot(fight.x - x, fight.y - y) <= FIGHT_REACH)
    fight = next(near, None)
    if fight is None:
        fight = Fight(loop, loop, x, y)
        told.fights.append(fight)
    facts = games.unit_type_facts(int(event.type))
    fight.last, fight.x, fight.y = loop, x, y
    fight.losses[player][name] += 1
    fight.values[player] += int(facts.minerals) + int(facts.vespene)


def _note_standings(told: Account, games: Games) -> None:
    for player in (1, 2):
        own = games[0].players[player]
        told.standings[player].append(Standing(
            int(games[0].loop), own.supply_used / 2, own.supply_cap / 2, int(own.workers), int(own.army_count),
            int(own.minerals), int(own.vespene), int(own.minerals_collected) + int(own.vespene_collected),
        ))


def _headline(told: Account) -> str:
    players = [_player(told, player) for player in (1, 2)]
    return f"[bold]{told.header['map']}[/bold], patch {told.header['patch']}: {players[0]} against {players[1]}"


def _table(title: str, first: str) -> Table:
    table = Table(title=title, title_justify="left", header_style="", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(first, justify="right", no_wrap=True)
    return table


def _player(told: Account, player: int) -> str:
    name = (told.header.get("names") or ["", ""])[player - 1] or f"player {player}"
    return f"[{COLORS[player]}]{name} ({told.header['races'][player - 1]})[/]"


def _economy(told: Account) -> Table:
    table = _table("Economy", "time")
    for player in (1, 2):
        for column in ("supply", "workers", "army", "bank", "+/min"):
            table.add_column(column, justify="right", style=COLORS[player], no_wrap=True)
    for k, (one, two) in enumerate(zip(told.standings[1], told.standings[2], strict=True)):
        row = [clock(one.loop)]
        for player, now in ((1, one), (2, two)):
            before = told.standings[player][max(0, k - 1)]
            passed = max(1, now.loop - before.loop)
            income = (now.collected - before.collected) * LOOPS_PER_MINUTE / passed
            bank = f"{now.minerals}+{now.vespene}" if now.vespene else str(now.minerals)
            row += [f"{now.supply:g}/{now.cap:g}", str(now.workers), str(now.army), bank, f"{income:.0f}"]
        table.add_row(*row)
    return table


def _timeline(told: Account) -> Table:
    table = _table("Who did what", "time")
    for player in (1, 2):
        table.add_column(f"player {player}", style=COLORS[player])
    times: dict[str, dict[int, list[str]]] = {}
    for loop, player, what in told.deeds:
        times.setdefault(clock(loop), {1: [], 2: []})[player].append(what)
    for time, deeds in times.items():
        table.add_row(time, ", ".join(deeds[1]), ", ".join(deeds[2]))
    return table


def _fights(told: Account) -> Table:
    table = _table("Fights", "time")
    table.add_column("where")
    for player in (1, 2):
        table.add_column(f"player {player} loses", style=COLORS[player])
    for fight in told.fights:
        losses = [
            ", ".join(f"{count} {_spaced(name)}" for name, count in fight.losses[player].most_common())
            + (f" ({fight.values[player]})" if fight.values[player] else "")
            for player in (1, 2)
        ]
        table.add_row(f"{clock(fight.first)} to {clock(fight.last)}", f"{fight.x:.0f}, {fight.y:.0f}", *losses)
    return table


def _verdict(told: Account) -> str:
    end = "" if told.complete else " (the recording was broken off)"
    if told.winner:
        return f"{_player(told, told.winner)} wins at {clock(told.last_loop)}{end}"
    return f"no winner after {clock(told.last_loop)}{end}"


def _spaced(name: str) -> str:
    """"SupplyDepot" as "Supply Depot"."""
    return "".join(f" {letter}" if letter.isupper() and k and not name[k - 1].isupper() else letter
                   for k, letter in enumerate(name))
