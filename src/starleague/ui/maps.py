"""`starleague map` and `starleague import map`: making, checking and drawing maps."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from starleague.game.ladder_checks import ladder_faults, narrowest
from starleague.game.map_checks import faults_of, ground_distances
from starleague.game.map_import import import_map
from starleague.game.mapmaker import Recipe, make_map
from starleague.game.mapmaker.ladder import map_file
from starleague.game.maps import Map, list_maps, load_map
from starleague.ui.map_picture import map_sheet


def print_maps() -> None:
    for name in list_maps():
        print(f"{name}: {_measures(load_map(name))}")


def print_make(
    seed: int, size: tuple[int, int], bases: int, openness: float, symmetry: str, name: str | None,
    out: Path | None, picture: Path | None,
) -> None:
    """Make a map and save it."""
    _keep(make_map(Recipe(name or f"Seed {seed}", seed, *size, bases, openness, symmetry)), out, picture)


def print_import(folder: Path, out: Path | None, picture: Path | None) -> None:
    """Build a map from a client's answers and save it."""
    _keep(import_map(folder), out, picture)


def print_check(name: str, symmetry: str, as_json: bool) -> int:
    """Say what is wrong with a map; the command's exit code."""
    checked = load_map(name)
    faults = faults_of(checked, None if symmetry == "none" else symmetry)
    faults = faults or ladder_faults(checked)  # measures mean little on a map that cannot be played
    for fault in faults:
        print(f"{checked.name}: {fault}")
    if not faults:
        print(f"{checked.name}: {_measures(checked)}; nothing wrong")
    if as_json:
        print(json.dumps({"map": checked.name, "faults": faults}))
    return 1 if faults else 0


def print_draw(out: Path, names: tuple[str, ...], scale: int) -> None:
    """Draw maps into one picture."""
    map_sheet([load_map(name) for name in names or list_maps()], scale).save(out, optimize=True)
    print(out)


def _keep(made: Map, out: Path | None, picture: Path | None) -> None:
    out = out or Path(map_file(made.name))
    made.save(out)
    print(f"{made.name}: {_measures(made)}; {out}")
    if picture is not None:
        map_sheet([made], 6).save(picture)


def _measures(made: Map) -> str:
    left, bottom, right, top = made.playable
    bases = made.bases()
    distance = ground_distances(made, made.starts[0])
    ways = [float(distance[int(y), int(x)]) for x, y in bases[1:2] + bases[2:4]]
    told = f"{right - left} x {top - bottom} cells, {len(bases)} bases"
    walkable = 100 * made.pathable.sum() / ((right - left) * (top - bottom))
    told += f", {walkable:.0f} % walkable"
    if len(made.starts) > 1 and np.isfinite(ways[0]):
        told += f", {ways[0]:.0f} from start to start"
    if len(ways) > 2:
        told += f", natural {ways[1]:.0f} away with a choke of {narrowest(made, bases[2])}, third {ways[2]:.0f}"
    return told
