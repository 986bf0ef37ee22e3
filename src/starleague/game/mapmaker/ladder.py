"""Our ladder maps: the recipes that made the files in ``game/data/maps``.

``python -m starleague.game.mapmaker`` writes the files again; each is also what ``starleague map make`` writes with
the same figures.
"""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

from starleague.game.mapmaker.drawn import draw_map
from starleague.game.mapmaker.making import make_map
from starleague.game.mapmaker.plans import PLANS
from starleague.game.mapmaker.recipe import Recipe
from starleague.game.maps import Map

LADDER = (
    Recipe("Amber Shelf", seed=13, width=140, height=136, bases=14, openness=0.5),
    Recipe("Cinder Reach", seed=15, width=148, height=148, bases=16, openness=0.65),
    Recipe("Copper Weir", seed=15, width=120, height=128, bases=12, openness=0.4),
    Recipe("Fern Causeway", seed=19, width=136, height=156, bases=16, openness=0.4),
    Recipe("Salt Meridian", seed=12, width=164, height=132, bases=16, openness=0.9),
    Recipe("Slate Hollow", seed=16, width=128, height=140, bases=14, openness=0.2),
)
FOLDER = pathlib.Path(__file__).parent.parent / "data" / "maps"


def own_maps() -> Iterator[Map]:
    """The maps that come with the project, made anew."""
    for recipe in LADDER:
        yield make_map(recipe)
    for plan in PLANS:
        yield draw_map(plan)


def map_file(name: str) -> str:
    """The name of a map's file."""
    return f"{name.lower().replace(' ', '_')}.slmap"


def write_own_maps() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for made in own_maps():
        made.save(FOLDER / map_file(made.name))
        print(f"{made.name}: {made.width} x {made.height} cells, {len(made.bases())} bases, {made.digest}")
