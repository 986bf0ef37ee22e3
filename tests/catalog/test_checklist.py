"""The checklist against the one that was drawn up from the game's own data."""

import json

import pytest

from starleague.catalog.checklist import checklist
from starleague.catalog.loader import load

# Rows of the game's data that ours does without: copies of a missile for a Viking's two forms, and a dummy, for art;
# what a worker does where a geyser is empty is a rule here.
OTHERWISE = {
    "YoinkVikingAirMissile", "YoinkVikingGroundMissile", "InvisibleTargetDummy", "WorkerStopIdleAbilityVespene",
}


@pytest.mark.parametrize(("patch", "folder"), [("4.10", "catalog_4.10"), ("5.0.14", "catalog")])
def test_every_row_of_the_game_has_a_row_here(reference, patch, folder):
    rows = json.loads((reference / folder / "checklist.json").read_text())
    usable = {row["id"] for row in rows if row.get("usable", True)}
    ours = {row.name for row in checklist(load(patch))}
    assert usable - ours <= OTHERWISE
    more = ours - {row["id"] for row in rows}
    assert all(name.startswith(("MorphToCollapsible", "TowerCapture", "Beacon_", "PickupPallet")) for name in more)


def test_rows_tell_kind_and_side():
    rows = {str(row): row.side for row in checklist(load("4.10"))}
    assert rows["unit/Roach"] == rows["missile/AcidSalivaWeapon"] == "zerg"
    assert rows["structure/Forge"] == "protoss" and rows["upgrade/Stimpack"] == "terran"
    assert rows["neutral/MineralField"] == "neutral" and rows["ability/que5"] == "shared"
    assert "ability/GeneralStop" not in rows and "ability/InfestorEnsnare" not in rows
