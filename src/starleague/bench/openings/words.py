"""What sc2reader calls abilities, in our catalog's words."""

from __future__ import annotations

import re

from starleague.catalog.vocabulary import Flag
from starleague.game.games import Games

SAME = {  # in every patch; what is not here and makes something is told by its product
    "RightClick": "Smart", "Gather": "GeneralHarvestGather", "ReturnCargo": "GeneralHarvestReturn",
    "Attack": "GeneralMove", "Move": "GeneralMove", "Patrol": "GeneralMove", "ScanMove": "GeneralMove",
    "Stop": "GeneralStop", "HoldPosition": "GeneralHoldPosition", "CancelLast": "GeneralCancelLast",
    "CancelSlot": "GeneralCancelLast", "CancelBuilding": "GeneralCancel", "CancelTerranBuilding": "GeneralCancel",
    "HaltBuilding": "GeneralHalt", "SCVRepair": "GeneralEffectRepair", "SetRallyPoint": "GeneralRallyUnits",
    "SetUnitRally": "GeneralRallyUnits", "SetWorkerRally": "GeneralRallyWorkers", "SpawnLarva": "EffectInjectLarva",
    "CalldownMULE": "EffectCalldownMULE", "ExtraSupplies": "EffectSupplyDrop",
    "ChronoBoostEnergyCost": "EffectChronoBoostEnergyCost", "LiftBarracks": "GeneralLift",
    "LiftFactory": "GeneralLift", "LiftStarport": "GeneralLift", "LiftCommandCenter": "GeneralLift",
    "LiftOrbitalCommand": "GeneralLift", "LandBarracks": "GeneralLand", "LandFactory": "GeneralLand",
    "LandStarport": "GeneralLand", "LandCommandCenter": "GeneralLand", "LandOrbitalCommand": "GeneralLand",
    "EvolveMetabolicBoost": "ResearchZerglingMetabolicBoost", "Researchoverlordspeed": "ResearchPneumatizedCarapace",
    "ResearchCloakingField": "ResearchBansheeCloakingField",
    "ResearchInfernalPreIgniter": "ResearchInfernalPreigniter",
    "EvolveGlialReconstitution": "ResearchGlialRegeneration",
    "ResearchAdeptPiercingAttack": "ResearchAdeptResonatingGlaives",
    "ResearchZergGroundArmorsLevel1": "ResearchZergGroundArmorLevel1",
    "UpgradeGroundWeapons1": "ResearchProtossGroundWeaponsLevel1",
    "UpgradeGroundArmor1": "ResearchProtossGroundArmorLevel1", "UpgradeShields1": "ResearchProtossShieldsLevel1",
    "UpgradeAirWeapons1": "ResearchProtossAirWeaponsLevel1",
    "UpgradeTerranInfantryWeapons1": "ResearchTerranInfantryWeaponsLevel1",
    "UpgradeTerranInfantryArmors1": "ResearchTerranInfantryArmorLevel1",
}
MAKES = re.compile("(?:Build|TrainBuild|TransformTo|UpgradeTo|MorphTo|Morph|WarpIn|Train)(.+)")
PRODUCTS = {"Viking": "VikingFighter", "WarpPrism": "WarpPrism", "SwarmHost": "SwarmHostMP"}
UNNAMED = "EffectChronoBoostEnergyCost"  # the ability of town halls that sc2reader has no name for


class Words:
    """The rows of the rules by which units of a type carry out what is told them."""

    def __init__(self, games: Games):
        self.games, self.rules = games, games.rules

    def is_for_all(self, name: str) -> bool:
        """Whether all who are told do it; of what is made or costs energy, one does."""
        word = SAME.get(name, "")
        return word == "Smart" or word.startswith("General")

    @staticmethod
    def plain(name: str) -> str:
        """Our catalog's word for an ability that makes no unit."""
        return SAME.get(name, UNNAMED if "," in name else name)

    def product(self, name: str) -> int:
        """The unit type that an ability makes; 0: none."""
        made = MAKES.fullmatch(name)
        return self.games.unit_row(PRODUCTS.get(made[1], made[1])) if made and name not in SAME else 0

    def row(self, name: str, kind: int) -> int:
        """The ability of a unit type; 0: it has none of this name. ``Smart`` and general ones are everybody's."""
        product = self.product(name)
        span = self.rules.unit_types[kind].abilities
        own = self.rules.lists[span.first : span.first + span.count].tolist()
        if product:
            return next((row for row in own if self.rules.abilities[row].product == product), 0)
        word = self.plain(name)
        if word == "GeneralCancel" and self.rules.unit_types[kind].flags & Flag.WORKER:
            word = "GeneralHalt"  # a builder leaves its structure as it is
        row = self.games.ability_row(word)
        return row if self.is_for_all(name) or row in own else 0
