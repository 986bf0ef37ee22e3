"""What observations tell of units: orders, construction, cargo, buffs, memory."""

import asyncio

from api_client import Player, command, create, join, query
from s2clientprotocol import common_pb2, debug_pb2, error_pb2, query_pb2, raw_pb2
from s2clientprotocol import sc2api_pb2 as api

SCV, HALL, ORBITAL, BARRACKS, DEPOT, BUNKER, MARINE, REFINERY = 45, 18, 132, 21, 19, 24, 48, 20
SENSOR_TOWER, LOAD_ALL = 25, 416
HIGH_TEMPLAR, DARK_TEMPLAR, ARCHON_WARP, ARCHON_WARP_TARGET = 75, 76, 1766, 1767
TRAIN_SCV, TRAIN_MARINE, BUILD_DEPOT, BUILD_REFINERY, BUILD_REACTOR = 524, 560, 319, 320, 422
MOVE, ATTACK, GATHER, LOAD_BUNKER, UNLOAD_BUNKER, MULE, SCAN, STIM = 16, 23, 295, 407, 408, 171, 399, 380


def run(test):
    return asyncio.run(asyncio.wait_for(test, 250))


async def rich(**options) -> Player:
    """A player with money."""
    player = await Player().start(**options)
    for _ in range(2):
        await player.debug(game_state=debug_pb2.all_resources)
    return player


def test_a_builder_keeps_its_order_and_its_place_until_the_structure_stands():
    async def play():
        player = await rich()
        home, worker = await player.home(), (await player.units(SCV))[0]
        assert await player.act(command(BUILD_DEPOT, worker.tag, point=home)) == [error_pb2.Success]
        await player.step(2)
        planned = [u for u in (await player.see()).observation.raw_data.units if u.display_type == raw_pb2.Placeholder]
        assert [unit.unit_type for unit in planned] == [DEPOT]
        while not (depots := await player.units(DEPOT)) or depots[0].display_type == raw_pb2.Placeholder:
            await player.step(8)
        depot, progress = depots[0], 0.0
        assert (depot.pos.x, depot.pos.y) == (planned[0].pos.x, planned[0].pos.y)
        while depot.build_progress < 1:
            assert progress <= depot.build_progress
            progress = depot.build_progress
            order = (await player.find(worker.tag)).orders[0]
            assert order.ability_id == BUILD_DEPOT
            assert (order.target_world_space_pos.x, order.target_world_space_pos.y) == (depot.pos.x, depot.pos.y)
            await player.step(16)
            depot = await player.find(depot.tag)
        assert depot.health == depot.health_max == 400
        assert not [o for o in (await player.find(worker.tag)).orders if o.ability_id == BUILD_DEPOT]

    run(play())


def test_a_queue_is_orders_and_the_first_has_progress():
    async def play():
        player = await rich()
        hall = (await player.units(HALL))[0]
        assert not hall.is_active
        await player.act(*[command(TRAIN_SCV, hall.tag)] * 3)
        await player.step(68)
        hall = await player.find(hall.tag)
        assert [order.ability_id for order in hall.orders] == [TRAIN_SCV] * 3
        assert 0.2 < hall.orders[0].progress < 0.3
        assert [order.progress for order in hall.orders[1:]] == [0, 0]
        assert hall.is_active

    run(play())


def test_a_reactor_is_the_barracks_add_on_and_trains_two_at_once():
    async def play():
        player = await rich()
        barracks = (await player.create(BARRACKS, await player.home()))[0]
        assert await player.act(command(BUILD_REACTOR, barracks.tag)) == [error_pb2.Success]
        await player.step(20)
        barracks = await player.find(barracks.tag)
        addon = await player.find(barracks.add_on_tag)
        assert barracks.orders[0].ability_id == BUILD_REACTOR and 0 < barracks.orders[0].progress < 0.1
        assert (addon.pos.x, addon.pos.y) == (barracks.pos.x + 2.5, barracks.pos.y - 0.5)
        await player.step(800)
        assert (await player.find(addon.tag)).build_progress == 1
        await player.act(*[command(TRAIN_MARINE, barracks.tag)] * 2)
        await player.step(40)
        assert [order.progress > 0 for order in (await player.find(barracks.tag)).orders] == [True, True]

    run(play())


def test_orders_name_targets_and_places():
    async def play():
        player = await Player().start()
        one, two = (await player.units(SCV))[:2]
        home = await player.home()
        await player.act(command(MOVE, one.tag, point=home), command(ATTACK, one.tag, target=two.tag, queued=True))
        await player.step(2)
        first, second = (await player.find(one.tag)).orders
        assert (first.ability_id, second.ability_id) == (MOVE, ATTACK)
        assert abs(first.target_world_space_pos.x - home[0]) < 0.01
        assert second.target_unit_tag == two.tag

    run(play())


def test_units_that_merge_say_with_whom():
    async def play():
        player = await Player().start()
        x, y = await player.home()
        high, dark = await player.create(HIGH_TEMPLAR, (x, y)), await player.create(DARK_TEMPLAR, (x, y + 5))
        tags = [high[0].tag, dark[0].tag]
        await player.act(command(ARCHON_WARP, *tags))
        await player.step(4)
        for one, other in (tags, tags[::-1]):
            order = (await player.find(one)).orders[0]
            assert (order.ability_id, order.target_unit_tag) == (ARCHON_WARP_TARGET, other)

    run(play())


def test_generic_ids_become_the_units_own():
    async def play():
        player = await Player().start()
        worker = (await player.units(SCV))[0]
        field = worker.orders[0].target_unit_tag
        await player.act(command(3666, worker.tag, target=field), command(3674, worker.tag, point=await player.home()))
        assert not (await player.see()).actions
        await player.step()
        assert [a.action_raw.unit_command.ability_id for a in (await player.see()).actions] == [GATHER, ATTACK]

    run(play())


def test_a_bunker_tells_of_its_cargo():
    async def play():
        player = await rich()
        home = await player.home()
        bunker = (await player.create(BUNKER, home))[0]
        marine = (await player.create(MARINE, (home[0] + 3, home[1])))[0]
        assert (bunker.cargo_space_taken, bunker.cargo_space_max) == (0, 4)
        await player.act(command(LOAD_BUNKER, bunker.tag, target=marine.tag))
        await player.step(60)
        bunker = await player.find(bunker.tag)
        assert bunker.cargo_space_taken == 1
        assert [(p.tag, p.unit_type, p.health) for p in bunker.passengers] == [(marine.tag, MARINE, 45)]
        assert await player.find(marine.tag) is None
        await player.act(command(UNLOAD_BUNKER, bunker.tag))
        await player.step(60)
        assert await player.find(marine.tag) is not None

    run(play())


def test_an_orbital_command_calls_mules_and_scans():
    async def play():
        player = await rich()
        orbital = (await player.create(ORBITAL, await player.home()))[0]
        assert 50 <= orbital.energy < 51 and orbital.energy_max == 200
        full = debug_pb2.DebugSetUnitValue(
            unit_value=debug_pb2.DebugSetUnitValue.Energy, value=200, unit_tag=orbital.tag
        )
        await player.debug(unit_value=full)
        fields = [u for u in (await player.see()).observation.raw_data.units if u.mineral_contents]
        await player.act(command(MULE, orbital.tag, target=fields[0].tag))
        start = (await player.ask(api.Request(game_info=api.RequestGameInfo()))).game_info.start_raw.start_locations[0]
        await player.act(command(SCAN, orbital.tag, point=(start.x, start.y)))
        await player.step(30)
        seen = (await player.see()).observation.raw_data
        assert [u.unit_type for u in seen.units if u.unit_type == 268] == [268]
        assert [(e.effect_id, e.alliance, e.radius) for e in seen.effects] == [(6, raw_pb2.Self, 13)]
        assert any(u.unit_type == HALL and u.alliance == raw_pb2.Enemy for u in seen.units)
        assert (await player.find(orbital.tag)).energy < 102

    run(play())


def test_workers_with_goods_wear_buffs():
    async def play():
        player = await rich()
        geysers = [u for u in (await player.see()).observation.raw_data.units if u.vespene_contents]
        worker = (await player.units(SCV))[0]
        await player.act(command(BUILD_REFINERY, worker.tag, target=geysers[0].tag))
        buffs = set()
        for _ in range(100):
            await player.step(16)
            buffs |= {buff for unit in await player.units(SCV) for buff in unit.buff_ids}
        assert buffs == {271, 273}
        refinery = (await player.units(REFINERY))[0]
        assert (refinery.assigned_harvesters, refinery.ideal_harvesters) == (1, 3)
        assert refinery.vespene_contents < 2250

    run(play())


def test_what_died_is_told_once_to_who_saw_it():
    async def play():
        player = await rich()
        home = await player.home()
        mine, foe = (await player.create(MARINE, home))[0], (await player.create(MARINE, home, owner=2))[0]
        await player.debug(kill_unit=debug_pb2.DebugKillUnit(tag=[mine.tag, foe.tag]))
        await player.step(2)
        assert set((await player.see()).observation.raw_data.event.dead_units) == {mine.tag, foe.tag}
        assert not (await player.see()).observation.raw_data.event.dead_units

    run(play())


def test_structures_that_were_seen_are_remembered_until_they_are_seen_to_be_gone():
    async def play():
        player = await rich()
        games = player.match.games
        x, y = (value / 4096 for value in games.start_locations(0)[2])
        scout = (await player.create(MARINE, (x + 6, y), owner=1))[0]
        hall = (await player.units(HALL, raw_pb2.Enemy))[0]
        assert hall.display_type == raw_pb2.Visible
        await player.debug(kill_unit=debug_pb2.DebugKillUnit(tag=[scout.tag]))
        await player.step(200)
        snapshot = await player.find(hall.tag)
        assert snapshot.display_type == raw_pb2.Snapshot and not snapshot.HasField("health")
        await player.create(DEPOT, (x, y + 8), owner=2)  # without any structure the enemy would have lost
        await player.debug(kill_unit=debug_pb2.DebugKillUnit(tag=[hall.tag]))
        await player.step(16)
        assert (await player.find(hall.tag)).display_type == raw_pb2.Snapshot
        await player.create(MARINE, (x + 6, y))
        await player.step(16)
        assert await player.find(hall.tag) is None

    run(play())


def test_queries_answer_as_the_real_client():
    async def play():
        player = await Player().start()
        hall, worker = (await player.units(HALL))[0], (await player.units(SCV))[0]
        home = await player.home()
        place = query_pb2.RequestQueryBuildingPlacement
        spot = common_pb2.Point2D(x=home[0], y=home[1])
        center = common_pb2.Point2D(x=hall.pos.x, y=hall.pos.y)
        off = common_pb2.Point2D(x=-5, y=1e9)
        asked = query(
            pathing=[query_pb2.RequestQueryPathing(unit_tag=worker.tag, end_pos=spot),
                     query_pb2.RequestQueryPathing(start_pos=spot, end_pos=off),
                     query_pb2.RequestQueryPathing(start_pos=center, end_pos=spot)],
            abilities=[query_pb2.RequestQueryAvailableAbilities(unit_tag=tag) for tag in (hall.tag, worker.tag, 12345)],
            placements=[place(ability_id=BUILD_DEPOT, target_pos=at) for at in (spot, center, off)],
        )
        answer = (await player.ask(asked)).query
        assert [p.result for p in answer.placements] == [error_pb2.NotEnoughMinerals] * 3
        assert answer.pathing[0].distance > 0 and answer.pathing[1].distance == 0
        assert 9 <= answer.pathing[2].distance < 11  # from within the town hall
        able = [{a.ability_id for a in one.abilities} for one in answer.abilities]
        assert able[0] == {1, 203, TRAIN_SCV, LOAD_ALL, 417}
        assert {1, 4, MOVE, 17, 18, ATTACK, GATHER} <= able[1] and BUILD_DEPOT not in able[1]
        assert able[2] == set()
        asked.query.ignore_resource_requirements = True
        answer = (await player.ask(asked)).query
        assert [p.result for p in answer.placements] == [
            error_pb2.Success, error_pb2.CantBuildLocationInvalid, error_pb2.CantBuildLocationInvalid
        ]
        assert BUILD_DEPOT in {a.ability_id for a in answer.abilities[1].abilities}

    run(play())


def test_the_way_to_what_was_not_seen_does_not_tell_that_it_is_there():
    async def play():
        player = await rich()
        home = await player.home()
        info = (await player.ask(api.Request(game_info=api.RequestGameInfo()))).game_info
        there = info.start_raw.start_locations[0]
        ways = [query_pb2.RequestQueryPathing(start_pos=common_pb2.Point2D(x=home[0] + 6, y=home[1]), end_pos=there)]
        straight = ((there.x - home[0] - 6) ** 2 + (there.y - home[1]) ** 2) ** 0.5
        unseen = (await player.ask(query(pathing=ways))).query.pathing[0].distance
        assert straight <= unseen < 2 * straight
        back = [query_pb2.RequestQueryPathing(start_pos=there, end_pos=ways[0].start_pos)]
        assert abs((await player.ask(query(pathing=back))).query.pathing[0].distance - unseen) < 2
        hall = (await player.units(HALL))[0].pos
        ways[0].end_pos.x, ways[0].end_pos.y = hall.x, hall.y
        assert (await player.ask(query(pathing=ways))).query.pathing[0].distance == 0  # that he knows to be covered

    run(play())


def test_refusals_are_results_of_actions():
    async def play():
        player = await Player().start()
        hall, worker = (await player.units(HALL))[0], (await player.units(SCV))[0]
        home = await player.home()
        results = await player.act(
            command(BUILD_DEPOT, worker.tag, point=home), command(TRAIN_MARINE, hall.tag), command(MOVE, 999, point=home),
            command(ATTACK, worker.tag, target=31), command(7777, worker.tag), command(MOVE, worker.tag, point=home),
        )
        assert results == [
            error_pb2.NotEnoughMinerals, error_pb2.NotSupported, error_pb2.Error, error_pb2.CantTargetThatUnit,
            error_pb2.NotSupported, error_pb2.Success,
        ]

    run(play())


def test_what_is_refused_later_is_told_in_the_observation():
    async def play():
        player = await Player().start()
        workers, home = (await player.units(SCV))[:2], await player.home()
        while (await player.see()).observation.player_common.minerals < 100:
            await player.step(20)
        both = [command(BUILD_DEPOT, w.tag, point=home) for w in workers]
        assert await player.act(*both) == [error_pb2.Success] * 2
        errors = []
        for _ in range(30):
            await player.step(8)
            errors += (await player.see()).action_errors
        assert [error.ability_id for error in errors] == [BUILD_DEPOT]
        assert errors[0].unit_tag in {w.tag for w in workers}

    run(play())


def test_alerts_tell_what_was_finished():
    async def play():
        player = await Player().start()
        hall = (await player.units(HALL))[0]
        await player.act(command(TRAIN_SCV, hall.tag))
        alerts = []
        for _ in range(18):
            await player.step(16)
            alerts += (await player.see()).observation.alerts
        assert alerts == [api.TrainWorkerComplete]

    run(play())


def test_cropped_places_count_from_the_playable_area():
    async def play():
        plain, cropped = await Player().start(), Player()
        await cropped.ask(create())
        options = api.InterfaceOptions(raw=True, raw_crop_to_playable_area=True)
        await cropped.ask(join(options=options))
        area = plain.match.games.rules.terrain
        left, bottom = int(area.left), int(area.bottom)
        infos = [(await p.ask(api.Request(game_info=api.RequestGameInfo()))).game_info.start_raw for p in (plain, cropped)]
        assert (infos[1].map_size.x, infos[1].map_size.y) == (int(area.right) - left, int(area.top) - bottom)
        assert len(infos[1].terrain_height.data) == infos[1].map_size.x * infos[1].map_size.y
        assert infos[1].start_locations[0].x == infos[0].start_locations[0].x - left
        (hall,), (moved,) = await plain.units(HALL), await cropped.units(HALL)
        assert (moved.pos.x, moved.pos.y) == (hall.pos.x - left, hall.pos.y - bottom)
        worker = (await cropped.units(SCV))[0]
        await cropped.act(command(MOVE, worker.tag, point=(20, 21)))
        await cropped.step(2)
        place = (await cropped.find(worker.tag)).orders[0].target_world_space_pos
        assert (round(place.x), round(place.y)) == (20, 21)

    run(play())


def test_sensor_towers_tell_where_units_are_that_nobody_sees():
    async def play():
        player = await rich()
        hall = (await player.units(HALL))[0].pos
        home = await player.home()
        toward = (home[0] - hall.x) / 9, (home[1] - hall.y) / 9
        far = hall.x + toward[0] * 26, hall.y + toward[1] * 26

        async def blips():
            units = (await player.see()).observation.raw_data.units
            return [unit for unit in units if unit.is_blip]

        assert not await player.create(MARINE, far, owner=2)
        assert not await blips()
        tower = (await player.create(SENSOR_TOWER, home))[0]
        await player.step(5)
        (blip,) = await blips()
        assert (blip.unit_type, blip.display_type, blip.alliance) == (0, raw_pb2.Hidden, raw_pb2.Enemy)
        assert abs(blip.pos.x - far[0]) < 3 and abs(blip.pos.y - far[1]) < 3
        await player.debug(kill_unit=debug_pb2.DebugKillUnit(tag=[tower.tag]))
        await player.step(2)
        assert not await blips()

    run(play())
