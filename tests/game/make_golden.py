"""Short playthroughs with what they come to every 100 loops.

    python tests/game/make_golden.py

writes golden.json anew: do so when the engine is meant to play differently, and say why in the commit.
"""

from __future__ import annotations

import json
import pathlib
import sys
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from openings import play_opening
from scenario import game
from starleague.game.games import Games

FILE = pathlib.Path(__file__).with_name("golden.json")
EVERY = 100


def opening():
    """Both players build workers, a depot and barracks."""
    games = Games(1, map="Basalt Terraces", seed=20, threads=1)
    while games[0].loop < 1000:
        play_opening(games, EVERY, each=10)
        yield games


def battle():
    """Eight marines with two reapers against four marauders with an SCV."""
    scene = game("8 Marine, 2 Reaper vs 4 Marauder, 1 SCV", gap=9, seed=21)
    scene.attack()
    while scene.loop < 300:
        scene.step(EVERY)
        yield scene.games


def played(playthrough) -> dict[str, dict]:
    """Loop to what there is then, and the hash of it."""
    return {str(int(games[0].loop)): facts(games) for games in playthrough()}


def facts(games: Games) -> dict:
    record = games[0]
    units = record.units[: int(record.n_slots)]
    there = {}
    for player in (1, 2):
        mine = units[(units["alive"] == 1) & (units["owner"] == player)]
        kinds = Counter(games.names.unit_names[row] for row in mine["type"])
        life = int(mine["life"].astype(int).sum()) // 4096
        minerals = int(record.players[player].minerals)
        there[f"player {player}"] = {"minerals": minerals, "life": life, **dict(sorted(kinds.items()))}
    return {"hash": f"{games.hash(0):016x}", **there}


PLAYTHROUGHS = {"opening": opening, "battle": battle}


def text(golden: dict[str, dict]) -> str:
    """JSON with a line for each loop, so that a change reads well."""
    parts = []
    for name, loops in golden.items():
        lines = ",\n".join(f'  "{loop}": {json.dumps(facts)}' for loop, facts in loops.items())
        parts.append(f' "{name}": {{\n{lines}\n }}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(text({name: played(one) for name, one in PLAYTHROUGHS.items()}))
    print(f"wrote {FILE}")
