"""Unit.buff_ids: behaviors that clients see on a unit, what workers carry among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s2clientprotocol import common_pb2, raw_pb2

from starleague.catalog.vocabulary import Resource

if TYPE_CHECKING:
    from starleague.sc2api.units import Row, View

# Goods are a state of the worker here; to clients they are buffs.
MINERALS, RICH_MINERALS = 271, 272
VESPENE = {common_pb2.Terran: 273, common_pb2.Protoss: 274, common_pb2.Zerg: 275}
NAMES = {
    MINERALS: "CarryMineralFieldMinerals", RICH_MINERALS: "CarryHighYieldMineralFieldMinerals",
    VESPENE[common_pb2.Terran]: "CarryHarvestableVespeneGeyserGas",
    VESPENE[common_pb2.Protoss]: "CarryHarvestableVespeneGeyserGasProtoss",
    VESPENE[common_pb2.Zerg]: "CarryHarvestableVespeneGeyserGasZerg",
}


def fill_buffs(view: View, row: Row, out: raw_pb2.Unit) -> None:
    if row.carrying == Resource.MINERALS:
        out.buff_ids.append(RICH_MINERALS if row.carry_rich else MINERALS)
    elif row.carrying == Resource.VESPENE:
        out.buff_ids.append(VESPENE.get(view.facts(row.type).race, VESPENE[common_pb2.Terran]))
    if row.n_buffs:
        behaviors = view.units["buffs"]["behavior"][row.slot][: row.n_buffs]
        ids = view.rules.behaviors["api_id"][behaviors]
        out.buff_ids.extend(sorted(int(api_id) for api_id in ids if api_id))
