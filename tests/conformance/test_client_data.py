"""ResponseData agrees with the real client's, field by field, in all that the catalog has."""

from __future__ import annotations

import pathlib

import pytest
from s2clientprotocol import sc2api_pb2 as api

from starleague import catalog
from starleague.sc2api.data import data

PATCHES = {"4.10": "v4.10", "5.0.14": "ares-3a1f62d7"}
REFERENCE = pathlib.Path(__file__).resolve().parents[3] / "shared" / "reference"
CAPTURES = REFERENCE / "api_captures" / "game_data"
KEYS = {
    "abilities": "ability_id", "units": "unit_id", "upgrades": "upgrade_id", "buffs": "buff_id", "effects": "effect_id",
}
# What the client says though nothing in its game is so.
ODD = {
    ("abilities", 3685, "cast_range"),  # Repair of all repairers together; each has none
    ("units", 1943, "ability_id"),  # a command that only says what a refinery becomes on a rich geyser
}

pytestmark = pytest.mark.skipif(not CAPTURES.is_dir(), reason="the reference folder is absent")


@pytest.fixture(scope="module", params=PATCHES)
def tables(request: pytest.FixtureRequest) -> tuple[api.ResponseData, api.ResponseData]:
    asked = api.RequestData(ability_id=True, unit_type_id=True, upgrade_id=True, buff_id=True, effect_id=True)
    ours = data(catalog.compile(patch=request.param)[0], catalog.load(request.param), asked)
    real = api.ResponseData.FromString((CAPTURES / f"{PATCHES[request.param]}.pb").read_bytes())
    if request.param == "5.0.14":
        like_4_10(ours, real)
    return ours, real


def like_4_10(ours: api.ResponseData, real: api.ResponseData) -> None:
    """The client of 5.0.14 had other hotkeys set, and tells ten times the damage."""
    for ability in (*ours.abilities, *real.abilities):
        ability.hotkey = ""
    for weapon in (weapon for unit in real.units for weapon in unit.weapons):
        weapon.damage /= 10
        for bonus in weapon.damage_bonus:
            bonus.bonus /= 10


@pytest.mark.parametrize("name", KEYS)
def test_what_we_have_is_as_the_client_has_it(tables, name):
    ours, real = ({getattr(row, KEYS[name]): row for row in getattr(table, name)} for table in tables)
    known = [key for key, row in ours.items() if getattr(row, "available", False) or getattr(row, "name", "")]
    assert known
    different = []
    for key in known:
        for field in type(real[key]).DESCRIPTOR.fields:
            one, other = getattr(ours[key], field.name), getattr(real[key], field.name)
            same = abs(one - other) < 1e-3 if isinstance(one, float) else str(one) == str(other)
            if not same and (name, key, field.name) not in ODD:
                different.append((key, field.name, one, other))
    assert not different
