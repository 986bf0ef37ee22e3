"""Buffs that are a state of the unit here."""

from __future__ import annotations

from s2clientprotocol import common_pb2

# What a worker carries is a buff to clients.
MINERALS, RICH_MINERALS = 271, 272
VESPENE = {common_pb2.Terran: 273, common_pb2.Protoss: 274, common_pb2.Zerg: 275}
NAMES = {
    MINERALS: "CarryMineralFieldMinerals", RICH_MINERALS: "CarryHighYieldMineralFieldMinerals",
    VESPENE[common_pb2.Terran]: "CarryHarvestableVespeneGeyserGas",
    VESPENE[common_pb2.Protoss]: "CarryHarvestableVespeneGeyserGasProtoss",
    VESPENE[common_pb2.Zerg]: "CarryHarvestableVespeneGeyserGasZerg",
}
