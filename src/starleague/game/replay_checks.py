"""What a replay must be before it is played: a file may hold anything, and compiled code checks no bounds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from starleague.catalog.rules import GRID_H, GRID_W, MAX_UNIT_TYPES, ONE
from starleague.catalog.vocabulary import Race
from starleague.engine.cheats import Cheat
from starleague.engine.layout import MAX_COMMAND_UNITS, MAX_PLAYERS, MAX_UNITS, Result
from starleague.game.frames import ReplayError

LONGEST = 1 << 24  # loops
GENERATIONS = 1 << 15
MOST_CREATED, MOST_POINTS, MOST_RESOURCES = 1000, 1_000_000, 100_000_000


def check_header(header: Any, where: str) -> None:
    """ReplayError when a header is not of the shape that a recorder writes."""
    texts = ("starleague", "map", "map_digest", "patch", "rules_digest")
    good = (
        isinstance(header, dict)
        and all(isinstance(header.get(name), str) for name in texts)
        and re.fullmatch(r"[0-9]+([.][0-9]+)+", header["patch"]) is not None
        and _is_int(header.get("seed"), -(1 << 63), 1 << 64)
        and all(isinstance(header.get(name), bool) for name in ("mirror_seeds", "melee"))
        and _is_list(header.get("races"), lambda race: race == "Random" or race in _RACES, MAX_PLAYERS - 1)
        and _is_list(header.get("names"), lambda name: isinstance(name, str), MAX_PLAYERS - 1)
    )
    if not good:
        raise ReplayError(f"{where}: its header is damaged; record it again")


def check_content(kind: str, content: Any, where: str) -> None:
    """ReplayError when what follows the header is not of the shape that a recorder writes."""
    shapes: dict[str, dict[str, Callable[[Any], bool]]] = {
        "block": {
            "abilities": lambda names: all(isinstance(name, str) for name in names),
            "commands": lambda rows: all(isinstance(row, list) and row and _LOOP(row[0]) for row in rows),
            "interventions": _rows(_LOOP, lambda what: isinstance(what, str), lambda given: isinstance(given, list)),
            "hashes": _rows(_LOOP, lambda digest: isinstance(digest, str)),
        },
        "cut": {"loop": _LOOP, "interventions": _whole(0, LONGEST)},
        "end": {"loop": _LOOP, "results": lambda results: all(_whole(0, max(Result) + 1)(one) for one in results)},
    }
    wanted = shapes.get(kind, {})
    good = isinstance(content, dict) and all(name in content and good(content[name]) for name, good in wanted.items())
    notes = _rows(_LOOP, _whole(0, MAX_PLAYERS), lambda what: isinstance(what, dict))
    if not good or not notes(content.get("notes", [])):
        raise ReplayError(f"{where}: a {kind} is damaged; record it again")


def check_command(row: Any, n_abilities: int, where: str) -> None:
    """ReplayError when a row of commands is not one."""
    width, height = GRID_W * ONE, GRID_H * ONE
    good = (
        isinstance(row, list) and len(row) == 9
        and _is_int(row[0], 0, LONGEST) and _is_int(row[1], 1, MAX_PLAYERS) and _is_int(row[2], 0, n_abilities)
        and _is_int(row[3], 0, 8) and _is_int(row[4], 0, MAX_UNITS) and _is_int(row[5], 0, GENERATIONS)
        and _is_int(row[6], 0, width) and _is_int(row[7], 0, height)
        and isinstance(row[8], list) and len(row[8]) % 2 == 0 and len(row[8]) // 2 <= MAX_COMMAND_UNITS
        and all(_is_int(slot, 0, MAX_UNITS) for slot in row[8][::2])
        and all(_is_int(generation, 0, GENERATIONS) for generation in row[8][1::2])
    )
    if not good:
        raise ReplayError(f"{where}: a command is damaged; record it again")


def check_intervention(what: str, arguments: list, where: str) -> None:
    """ReplayError when what was done to a game from outside could not have been."""
    wanted = _ARGUMENTS.get(what)
    if wanted is None:
        raise ReplayError(f"{where}: unknown intervention {what!r}; play it with a newer starleague")
    if len(arguments) != len(wanted) or not all(good(one) for good, one in zip(wanted, arguments)):
        raise ReplayError(f"{where}: an intervention ({what}) is damaged; record it again")


def _is_int(value: Any, low: int, high: int) -> bool:
    """Whether it is a number in [low, high)."""
    return isinstance(value, int) and not isinstance(value, bool) and low <= value < high


def _is_list(value: Any, good: Callable[[Any], bool], length: int) -> bool:
    return isinstance(value, list) and len(value) == length and all(map(good, value))


def _whole(low: int, high: int) -> Callable[[Any], bool]:
    return lambda value: _is_int(value, low, high)


def _real(low: float, high: float) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, (int, float)) and low <= value < high


def _rows(*columns: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda rows: isinstance(rows, list) and all(
        isinstance(row, list) and len(row) == len(columns) and all(good(one) for good, one in zip(columns, row))
        for row in rows
    )


_LOOP = _whole(0, LONGEST)
_RACES = {race.name.title() for race in Race if race}
_PLAYER, _SLOT = _whole(1, MAX_PLAYERS), _whole(1, MAX_UNITS)
_RESULT = _whole(0, max(Result) + 1)
_ARGUMENTS: dict[str, tuple[Callable[[Any], bool], ...]] = {
    "create_unit": (
        _whole(1, MAX_UNIT_TYPES), _whole(0, MAX_PLAYERS), _real(0, GRID_W), _real(0, GRID_H), _whole(0, MOST_CREATED),
    ),
    "surrender": (_PLAYER,),
    "end": (_PLAYER, _RESULT),
    "kill_unit": (_SLOT,),
    "set_vital": (_SLOT, lambda vital: vital in ("life", "shields", "energy"), _real(-MOST_POINTS, MOST_POINTS)),
    "give_resources": (_PLAYER, _whole(-MOST_RESOURCES, MOST_RESOURCES), _whole(-MOST_RESOURCES, MOST_RESOURCES)),
    "set_fog": (lambda on: isinstance(on, (bool, int)),),
    "look": (),
    "toggle_cheat": (_PLAYER, lambda cheat: cheat in {int(one) for one in Cheat}),
    "research": (_PLAYER,),
}
