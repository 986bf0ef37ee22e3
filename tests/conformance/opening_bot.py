"""A python-sc2 program as users write them: an opening, and a note of all that it saw on the way.

Prints one JSON object on its last line. ``python opening_bot.py two`` lets two such bots play each other.
"""

import json
import sys
from collections import Counter

from sc2 import maps
from sc2.bot_ai import BotAI
from sc2.data import Difficulty, Race
from sc2.ids.ability_id import AbilityId
from sc2.ids.unit_typeid import UnitTypeId
from sc2.main import run_game
from sc2.player import Bot, Computer
from sc2.position import Point2

SECONDS = 150  # of the game


class OpeningBot(BotAI):
    def __init__(self, seconds: float = SECONDS):
        super().__init__()
        self.seconds = seconds
        self.saw = Counter()
        self.created, self.started, self.completed = Counter(), [], []
        self.changed, self.refused = [], Counter()

    async def on_start(self):
        self.client.game_step = 8
        hall = self.townhalls.first
        self.saw["workers at the hall"] = hall.assigned_harvesters
        self.saw["ideal workers"] = hall.ideal_harvesters
        self.saw["expansions"] = len(self.expansion_locations_list)
        beside, enemy = hall.position.offset((4, 4)), self.enemy_start_locations[0].offset((4, 4))
        self.saw["way to the enemy"] = await self.client.query_pathing(beside, enemy) or 0
        self.saw["no way off the map"] = await self.client.query_pathing(beside, Point2((0, 0))) is None
        abilities = await self.get_available_abilities([hall, self.workers.first])
        self.saw["hall can train"] = AbilityId.COMMANDCENTERTRAIN_SCV in abilities[0]
        self.saw["worker can gather"] = AbilityId.HARVEST_GATHER_SCV in abilities[1]
        self.saw["hall is taken"] = not await self.can_place_single(UnitTypeId.COMMANDCENTER, hall.position)
        await self.chat_send("gl hf")

    async def on_step(self, iteration):
        self.look()
        if self.time > self.seconds:
            await self.client.leave()
            return
        await self.build_up()
        for worker in self.workers.idle:
            worker.gather(self.mineral_field.closest_to(self.townhalls.first))

    async def build_up(self):
        hall = self.townhalls.first
        near = hall.position.towards(self.game_info.map_center, 7)
        depots = self.structures({UnitTypeId.SUPPLYDEPOT, UnitTypeId.SUPPLYDEPOTLOWERED})
        if hall.is_idle and self.workers.amount < 16 and self.can_afford(UnitTypeId.SCV):
            hall.train(UnitTypeId.SCV)
        if self.supply_left < 3 and not self.already_pending(UnitTypeId.SUPPLYDEPOT):
            await self.build(UnitTypeId.SUPPLYDEPOT, near=near)
        if depots.ready and not self.structures(UnitTypeId.BARRACKS) and not self.already_pending(UnitTypeId.BARRACKS):
            await self.build(UnitTypeId.BARRACKS, near=near.towards(self.game_info.map_center, 6))
        if self.structures(UnitTypeId.BARRACKS) and not self.gas_buildings and self.can_afford(UnitTypeId.REFINERY):
            if not self.already_pending(UnitTypeId.REFINERY):
                self.workers.closest_to(hall).build_gas(self.vespene_geyser.closest_to(hall))
        for depot in self.structures(UnitTypeId.SUPPLYDEPOT).ready:
            depot(AbilityId.MORPH_SUPPLYDEPOT_LOWER)
        for barracks in self.structures(UnitTypeId.BARRACKS).ready.idle:
            if self.can_afford(UnitTypeId.MARINE):
                barracks.train(UnitTypeId.MARINE)
                barracks(AbilityId.RALLY_UNITS, near)

    def look(self):
        """What bots lean on in an observation."""
        for structure in self.structures.not_ready:
            builders = [w for w in self.workers if w.is_constructing_scv and structure.position == w.order_target]
            self.saw["steps of construction"] += 1
            self.saw["steps with a builder that says so"] += bool(builders) or structure.type_id == UnitTypeId.REFINERY
            self.saw["growing life"] += structure.health < structure.health_max
        self.saw["workers carry minerals"] += any(worker.is_carrying_minerals for worker in self.workers)
        self.saw["workers carry gas"] += any(worker.is_carrying_vespene for worker in self.workers)
        self.saw["workers gather"] += any(worker.is_gathering for worker in self.workers)
        self.saw["workers return"] += any(worker.is_returning for worker in self.workers)
        self.saw["training has progress"] += any(0 < s.orders[0].progress < 1 for s in self.structures if s.orders)
        self.saw["most in gas"] = max(self.saw["most in gas"], *(g.assigned_harvesters for g in self.gas_buildings), 0)
        self.saw["chat"] += len(self.state.chat)
        self.saw["actions echoed"] += len(self.state.actions_unit_commands)
        for error in self.state.action_errors:
            self.refused[f"{AbilityId(error.ability_id).name} {error.result}"] += 1

    async def on_unit_created(self, unit):
        self.created[unit.type_id.name] += 1

    async def on_building_construction_started(self, unit):
        self.started.append(unit.type_id.name)

    async def on_building_construction_complete(self, unit):
        self.completed.append(unit.type_id.name)

    async def on_unit_type_changed(self, unit, previous):
        self.changed.append((previous.name, unit.type_id.name))

    def report(self) -> dict:
        return {
            "saw": dict(self.saw), "created": dict(self.created), "started": self.started, "completed": self.completed,
            "changed": self.changed, "refused": dict(self.refused), "seconds": self.time,
            "minerals": self.state.score.collected_minerals, "loop": self.state.game_loop,
        }


def main():
    if sys.argv[1:] == ["two"]:
        bots = OpeningBot(), OpeningBot()
        players = [Bot(Race.Terran, bots[0], name="one"), Bot(Race.Terran, bots[1], name="two")]
    else:
        bots = (OpeningBot(),)
        players = [Bot(Race.Terran, bots[0]), Computer(Race.Terran, Difficulty.VeryEasy)]
    limit = 45 if len(bots) > 1 else None  # python-sc2 ends both games of a process when one bot leaves
    result = run_game(maps.get("AcropolisLE"), players, realtime=False, random_seed=3, game_time_limit=limit)
    results = [one.name for one in (result if isinstance(result, list) else [result])]
    print(json.dumps({"results": results, "bots": [bot.report() for bot in bots]}))


if __name__ == "__main__":
    main()
