"""The mapmaker: a recipe gives its map, fair and of ladder measures; what is wrong with a map is told in words."""

from dataclasses import replace

import numpy as np
import pytest

from starleague.game.ladder_checks import idle_rocks, ladder_faults, narrowest
from starleague.game.map_checks import BLOCKING_FIELD, body_cells, check_map, faults_of, free_ground
from starleague.game.mapmaker import Recipe, make_map
from starleague.game.mapmaker.ladder import LADDER
from starleague.game.mapmaker.making import draft_map
from starleague.game.mapmaker.recipe import Dice
from starleague.game.mapmaker.resources import PATTERNS
from starleague.game.maps import MapError, load_map

DICE = [88, 20, 76]
SMALL = Recipe("Small", seed=8, width=120, height=128, bases=12, openness=0.4)


@pytest.mark.parametrize("recipe", LADDER, ids=lambda recipe: recipe.name)
def test_saved_map_is_the_one_of_its_recipe(recipe):
    assert load_map(recipe.name).digest == make_map(recipe).digest, "run python -m starleague.game.mapmaker"


@pytest.mark.parametrize("recipe", LADDER, ids=lambda recipe: recipe.name)
def test_ladder_maps_have_the_measures_of_ladder_maps(recipe):
    made = load_map(recipe.name)
    assert not ladder_faults(made, recipe.bases)
    assert 12 <= recipe.bases <= 16 and (made.width - 16, made.height - 16) == (recipe.width, recipe.height)
    assert made.sight_block.any() and made.neutrals
    assert set(np.unique(made.cliff[made.placeable == 1])) == {1, 2, 3}


def test_ladder_maps_differ():
    sizes = {(recipe.width, recipe.height) for recipe in LADDER}
    assert len(sizes) == len(LADDER) and len({recipe.openness for recipe in LADDER}) >= 5


@pytest.mark.parametrize("symmetry", ["turn", "mirror"])
def test_any_seed_gives_a_fair_map(symmetry):
    for seed in (3, 5):
        made = make_map(replace(SMALL, seed=seed, width=148, height=120, bases=14, symmetry=symmetry))
        check_map(made, symmetry)
        assert not ladder_faults(made, 14)
        with pytest.raises(MapError, match="not symmetric"):
            check_map(made, "mirror" if symmetry == "turn" else "turn")


def test_seeds_and_names():
    one, same, other = make_map(SMALL), make_map(SMALL), make_map(replace(SMALL, seed=9))
    assert one.digest == same.digest != other.digest
    renamed = make_map(replace(SMALL, name="Other"))
    assert np.array_equal(renamed.ground, one.ground) and renamed.name == "Other"


def test_open_maps_are_more_open():
    """Wider ways: bodies of some width get to more of the ground."""

    def room(openness: float) -> float:
        shares = []
        for throw in range(60):
            made = draft_map(replace(SMALL, width=140, height=140, openness=openness), throw)
            if made is not None:
                free = made.pathable.astype(bool)
                wide = free.copy()
                for shift in range(1, 10):
                    wide &= np.roll(free, shift, 0) & np.roll(free, shift, 1)
                shares.append(wide.sum() / free.sum())
        return float(np.mean(shares))

    assert room(0.9) > room(0.1) + 0.03


def test_walls_of_rocks_and_minerals_close_ways():
    closed = [load_map(recipe.name) for recipe in LADDER]
    assert any("Rock" in name for made in closed for name, _, _ in made.neutrals)
    assert any(name == BLOCKING_FIELD for made in closed for name, _, _ in made.resources)
    made = next(made for made in closed if any("Rock" in name for name, _, _ in made.neutrals))
    rocks = [place for place in made.neutrals if "Rock" in place[0]]
    moved = tuple((name, x + 6, y) if name == rocks[0][0] else (name, x, y) for name, x, y in made.neutrals)
    assert not list(idle_rocks(made))
    assert any("closes no way" in fault for fault in idle_rocks(replace(made, neutrals=moved)))
    rows, columns = body_cells(*rocks[0])
    assert len(rows) == 24 and not free_ground(made)[rows, columns].any()


@pytest.mark.parametrize("recipe, told", [
    (replace(SMALL, width=121), "width 121"), (replace(SMALL, height=400), "height 400"),
    (replace(SMALL, bases=13), "bases 13"), (replace(SMALL, bases=18), "18 bases on 120 x 128"),
    (replace(SMALL, openness=2.0), "openness 2"), (replace(SMALL, symmetry="shift"), "symmetry 'shift'"),
])
def test_recipe_that_cannot_be_is_refused(recipe, told):
    with pytest.raises(MapError, match=told):
        make_map(recipe)


def broken(what: str):
    """A ladder map with one thing wrong."""
    made = load_map("Slate Hollow")
    (x, y), level = made.starts[0], made.placeable.copy()
    near = [place for place in made.resources if np.hypot(place[1] - x, place[2] - y) < 9]
    if what == "fields":
        return replace(made, resources=tuple(place for place in made.resources if place != near[0]))
    if what == "ramp":
        slope = (made.pathable == 1) & (made.placeable == 0)
        slope[:, 60:] = slope[60:] = False
        return replace(made, pathable=made.pathable & ~slope.astype(np.uint8))
    if what == "wide":
        row, column = (int(place) for place in (made.bases()[2][1], made.bases()[2][0]))
        ground = made.pathable.copy()
        ground[row - 25 : row + 25, column - 5 : column + 40] = 1
        return replace(made, pathable=ground)
    return replace(made, placeable=np.where(made.cliff == 3, level & 0, level))


@pytest.mark.parametrize("what, told", [
    ("fields", "7 mineral fields"), ("ramp", "ramps instead of 1"), ("wide", "choke of the natural"),
    ("main", "cells of the main"),
])
def test_what_is_wrong_is_told(what, told):
    assert any(told in fault for fault in ladder_faults(broken(what)))


def test_natural_is_as_wide_as_it_looks():
    made = load_map("Slate Hollow")
    natural = made.bases()[2]
    assert 5 <= narrowest(made, natural) <= 13


def test_unreachable_base_is_told():
    made = load_map("Slate Hollow")
    (x, y), walls = made.bases()[3], made.pathable.copy()
    row, column = int(y), int(x)
    walls[row - 13 : row + 14, column - 13 : column + 14] = 0
    walls[row - 12 : row + 13, column - 12 : column + 13] = made.pathable[row - 12 : row + 13, column - 12 : column + 13]
    assert any("cannot be reached" in fault for fault in faults_of(replace(made, pathable=walls), None))


def test_patterns_hold_what_a_base_holds():
    for name, rows in PATTERNS.items():
        kinds = [kind for kind, _, _ in rows]
        assert kinds.count("G") == 2 and len(rows) == (8 if name.startswith("rich") else 10)
        for _, x, y in rows:
            assert 6 <= np.hypot(x, y) <= 8.1


def test_dice_are_the_same_everywhere():
    assert [Dice(7, 1).below(100), Dice(7, 2).below(100), Dice(8, 1).below(100)] == DICE
    assert Dice(7, 1).shuffled(range(6)) == [5, 3, 2, 0, 4, 1]
