"""The feature-layer and rendered interfaces: what pixels show, and what clicks on them do."""

import asyncio

import numpy as np
import pytest
from api_client import PLAYER, Player, command, create, join
from s2clientprotocol import common_pb2, debug_pb2, error_pb2, raw_pb2, spatial_pb2, ui_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.data_abilities import allows_minimap
from starleague.sc2api.screen.geometry import Frame, minimap, screen

SCV, HALL, BARRACKS, BUNKER, MARINE, MARAUDER = 45, 18, 21, 24, 48, 51
TRAIN_SCV, TRAIN_MARINE, MOVE, ATTACK, STOP, LOAD_BUNKER, BUILD_DEPOT = 524, 560, 16, 23, 4, 407, 319
Point, Group, Idle, Multi = (
    spatial_pb2.ActionSpatialUnitSelectionPoint, ui_pb2.ActionControlGroup, ui_pb2.ActionSelectIdleWorker,
    ui_pb2.ActionMultiPanel,
)
DEPTHS = {1: np.uint8, 8: np.uint8, 32: np.int32}


def run(test):
    return asyncio.run(asyncio.wait_for(test, 250))


def size(x: int, y: int) -> common_pb2.Size2DI:
    return common_pb2.Size2DI(x=x, y=y)


def views(x=64, y=48, **more) -> api.InterfaceOptions:
    setup = api.SpatialCameraSetup(width=24, resolution=size(x, y), minimap_resolution=size(40, 30), **more)
    return api.InterfaceOptions(raw=True, feature_layer=setup, render=setup, show_placeholders=True)


async def player(options: api.InterfaceOptions | None = None, *opponents: api.PlayerSetup) -> Player:
    one = Player()
    await one.ask(create(*([PLAYER, *opponents] if opponents else [])))
    joined = await one.ask(join(options=options or views()))
    assert joined.status == api.in_game and not joined.join_game.HasField("error"), joined
    await one.step(4)
    return one


def grid(image: common_pb2.ImageData) -> np.ndarray:
    values = np.frombuffer(image.data, DEPTHS[image.bits_per_pixel])
    if image.bits_per_pixel == 1:
        values = np.unpackbits(values)[: image.size.x * image.size.y]
    return values.reshape(image.size.y, image.size.x)


def on_screen(**action) -> api.Action:
    return api.Action(action_feature_layer=spatial_pb2.ActionSpatial(**action))


def on_panel(**action) -> api.Action:
    return api.Action(action_ui=ui_pb2.ActionUI(**action))


def click(x: int, y: int, mode=Point.Select) -> api.Action:
    return on_screen(unit_selection_point={"selection_screen_coord": {"x": x, "y": y}, "type": mode})


async def do(one: Player, *actions: api.Action) -> api.Observation:
    assert set(await one.act(*actions)) <= {error_pb2.Success}
    await one.step(2)
    return (await one.see()).observation


def pixels_of(seen: api.Observation, unit_type: int) -> list[tuple[int, int]]:
    rows, columns = np.nonzero(grid(seen.feature_layer_data.renders.unit_type) == unit_type)
    return list(zip(columns.tolist(), rows.tolist()))


def test_layers_show_what_the_raw_interface_tells():
    async def look():
        one = await player()
        seen = (await one.see()).observation
        layers = {f.name: grid(v) for f, v in seen.feature_layer_data.renders.ListFields()}
        assert {f.name for f in spatial_pb2.FeatureLayers.DESCRIPTOR.fields} == set(layers)
        assert all(layer.shape == (48, 64) for layer in layers.values())
        camera = seen.raw_data.player.camera
        frame = screen(one.session.viewer.options.feature_layer, (camera.x, camera.y))
        shown = 0
        for unit in seen.raw_data.units:
            x, y = frame.pixel((unit.pos.x, unit.pos.y))
            if frame.holds((x, y)) and layers["unit_density"][y, x] == 1 and unit.radius > frame.scale:
                shown += 1
                assert layers["unit_type"][y, x] == unit.unit_type
                assert layers["player_relative"][y, x] == unit.alliance
                assert layers["player_id"][y, x] == unit.owner
                assert layers["unit_hit_points"][y, x] == int(unit.health)
        assert shown > 5
        covered = layers["unit_type"] != 0
        assert covered.sum() == (layers["unit_density"] > 0).sum() > 100
        assert not layers["unit_hit_points"][~covered].any()

    run(look())


def test_the_minimap_covers_the_map_and_shows_the_camera():
    async def look():
        one = await player(views(crop_to_playable_area=True, allow_cheating_layers=True))
        seen = (await one.see()).observation
        layers = {f.name: grid(v) for f, v in seen.feature_layer_data.minimap_renders.ListFields()}
        assert {f.name for f in spatial_pb2.FeatureLayersMinimap.DESCRIPTOR.fields} == set(layers)
        frame = minimap(one.session.viewer.options.feature_layer, one.match.games.rules.terrain)
        camera = seen.raw_data.player.camera
        x, y = frame.pixel((camera.x, camera.y))
        assert layers["camera"][y, x] and not layers["camera"].all()
        assert set(np.unique(layers["visibility_map"])) == {0, 2}
        hall = (await one.units(HALL))[0]
        x, y = frame.pixel((hall.pos.x, hall.pos.y))
        assert (layers["player_id"][y, x], layers["unit_type"][y, x]) == (1, HALL)
        without = (await (await player()).see()).observation.feature_layer_data.minimap_renders
        assert not without.HasField("unit_type")

    run(look())


def test_creep_is_shown_only_where_the_player_has_been():
    async def look():
        one = await player(None, api.PlayerSetup(type=api.Computer, race=common_pb2.Zerg, difficulty=api.Easy))
        fogged = (await one.see()).observation
        await one.debug(game_state=debug_pb2.show_map)
        await one.step()
        lit = (await one.see()).observation
        assert not grid(fogged.feature_layer_data.minimap_renders.creep).any()
        assert grid(lit.feature_layer_data.minimap_renders.creep).any()

    run(look())


@pytest.mark.parametrize("sides", [(1, 1), (84, 87), (13, 200), (256, 256)])
def test_any_resolution_is_drawn(sides):
    async def look():
        one = await player(views(*sides))
        seen = (await one.see()).observation
        image = seen.feature_layer_data.renders.unit_type
        assert (image.size.x, image.size.y) == sides
        picture = seen.render_data.map
        assert (picture.size.x, picture.size.y, picture.bits_per_pixel) == (*sides, 24)
        assert len(picture.data) == 3 * sides[0] * sides[1] and any(picture.data)
        assert any(seen.render_data.minimap.data)

    run(look())


@pytest.mark.parametrize("sides", [(0, 10), (5000, 10)])
def test_a_view_that_cannot_be_is_refused(sides):
    async def ask():
        one = Player()
        await one.ask(create())
        response = await one.ask(join(options=views(*sides)))
        assert response.join_game.error == api.ResponseJoinGame.MissingOptions
        assert "pixels" in response.join_game.error_details

    run(ask())


def test_a_click_selects_and_a_command_moves_who_is_selected():
    async def play():
        one = await player()
        seen = (await one.see()).observation
        x, y = pixels_of(seen, SCV)[0]
        seen = await do(one, click(x, y))
        chosen = [u for u in seen.raw_data.units if u.is_selected]
        assert [u.unit_type for u in chosen] == [SCV]
        assert seen.ui_data.single.unit.unit_type == SCV and seen.ui_data.single.unit.health == 45
        assert {MOVE, ATTACK, STOP} <= {a.ability_id for a in seen.abilities}
        seen = await do(one, on_screen(unit_command={"ability_id": MOVE, "target_screen_coord": {"x": 32, "y": 2}}))
        order = next(u for u in seen.raw_data.units if u.tag == chosen[0].tag).orders[0]
        camera = seen.raw_data.player.camera
        frame = screen(one.session.viewer.options.feature_layer, (camera.x, camera.y))
        place = order.target_world_space_pos
        assert order.ability_id == MOVE and frame.pixel((place.x, place.y)) == (32, 2)

    run(play())


@pytest.mark.parametrize("affects", [False, True])
def test_raw_commands_select_only_if_that_is_asked_for(affects):
    async def play():
        wishes = views()
        wishes.raw_affects_selection = affects
        one = await player(wishes)
        worker = (await one.units(SCV))[0]
        seen = await do(one, command(STOP, worker.tag))
        assert [u.tag for u in seen.raw_data.units if u.is_selected] == [worker.tag] * affects

    run(play())


def test_raw_commands_are_told_as_clicks():
    async def play():
        one = await player()
        worker, hall = (await one.units(SCV))[0], (await one.units(HALL))[0]
        await one.see()
        await one.act(command(MOVE, worker.tag, target=hall.tag), command(MOVE, worker.tag, point=(0, 0), queued=True))
        await one.step(2)
        seen = await one.see()
        camera = seen.observation.raw_data.player.camera
        setup, terrain = one.session.viewer.options.feature_layer, one.match.games.rules.terrain
        frame = screen(setup, (camera.x, camera.y))
        clicks = [action.action_feature_layer.unit_command for action in seen.actions]
        assert [click.ability_id for click in clicks] == [MOVE, MOVE]
        middle, corner = clicks[0].target_screen_coord, clicks[1].target_minimap_coord
        assert (middle.x, middle.y) == frame.pixel((hall.pos.x, hall.pos.y))
        assert (corner.x, corner.y) == minimap(setup, terrain).nearest((0, 0))
        assert allows_minimap(MOVE) and not allows_minimap(BUILD_DEPOT)

    run(play())


def test_a_right_click_is_told_as_one():
    """Not as what it came to: PySC2 knows of no place for "return"."""

    async def play():
        one = await player()
        (hall,) = await one.units(HALL)
        await one.step(250)
        loaded = next(worker for worker in await one.units(SCV) if worker.buff_ids)
        await one.act(command(1, loaded.tag, target=hall.tag))
        await one.step(2)
        told = (await one.see()).actions[-1]
        assert told.action_feature_layer.unit_command.ability_id == told.action_raw.unit_command.ability_id == 1

    run(play())


def test_a_command_on_a_unit_is_aimed_at_it():
    async def play():
        one = await player()
        seen = (await one.see()).observation
        hall = pixels_of(seen, HALL)
        await do(one, click(*hall[len(hall) // 2]))
        field = next(u for u in seen.raw_data.units if u.mineral_contents)
        camera = seen.raw_data.player.camera
        x, y = screen(one.session.viewer.options.feature_layer, (camera.x, camera.y)).pixel((field.pos.x, field.pos.y))
        rally = on_screen(unit_command={"ability_id": 1, "target_screen_coord": {"x": x, "y": y}})
        seen = await do(one, rally)
        assert [r.tag for u in seen.raw_data.units if u.unit_type == HALL for r in u.rally_targets] == [field.tag]

    run(play())


def test_shift_control_and_rectangles_add_and_take_away():
    async def play():
        one = await player()
        seen = (await one.see()).observation
        workers = pixels_of(seen, SCV)
        everything = on_screen(unit_selection_rect={
            "selection_screen_coord": [{"p0": {"x": 63, "y": 47}, "p1": {"x": 0, "y": 0}}], "selection_add": False
        })
        seen = await do(one, everything)
        assert {u.unit_type for u in seen.raw_data.units if u.is_selected} == {SCV}  # units before structures
        assert len(seen.ui_data.multi.units) == 12
        seen = await do(one, click(*workers[0]))
        one_worker = {u.tag for u in seen.raw_data.units if u.is_selected}
        workers = pixels_of(seen, SCV)
        seen = await do(one, click(*workers[-1], Point.Toggle))
        both = {u.tag for u in seen.raw_data.units if u.is_selected}
        assert len(both) == 2 and one_worker < both
        seen = await do(one, click(*pixels_of(seen, SCV)[0], Point.AllType))
        assert len([u for u in seen.raw_data.units if u.is_selected]) == 12

    run(play())


def test_the_camera_goes_where_the_minimap_is_clicked():
    async def play():
        one = await player()
        seen = await do(one, on_screen(camera_move={"center_minimap": {"x": 20, "y": 15}}))
        frame = minimap(one.session.viewer.options.feature_layer, one.match.games.rules.terrain)
        camera = seen.raw_data.player.camera
        assert frame.pixel((camera.x, camera.y)) == (20, 15)
        assert not pixels_of(seen, HALL)
        back = api.Action(action_raw=raw_pb2.ActionRaw(camera_move={"center_world_space": {"x": 18.5, "y": 18.5, "z": 0}}))
        seen = await do(one, back)
        assert (seen.raw_data.player.camera.x, seen.raw_data.player.camera.y) == (18.5, 18.5)

    run(play())


def test_control_groups_keep_units_until_they_die():
    async def play():
        one = await player()
        marines = await one.create(MARINE, await one.home(), n=3)
        await do(one, on_panel(select_army={"selection_add": False}))
        seen = await do(one, on_panel(control_group={"action": Group.Set, "control_group_index": 4}))
        assert [(g.control_group_index, g.leader_unit_type, g.count) for g in seen.ui_data.groups] == [(4, MARINE, 3)]
        await one.debug(kill_unit=debug_pb2.DebugKillUnit(tag=[marines[0].tag]))
        await do(one, click(*pixels_of(seen, HALL)[30]))
        seen = await do(one, on_panel(control_group={"action": Group.Recall, "control_group_index": 4}))
        assert [u.unit_type for u in seen.ui_data.multi.units] == [MARINE] * 2
        await do(one, on_panel(multi_panel={"type": Multi.DeselectUnit, "unit_index": 0}))
        await do(one, on_panel(control_group={"action": Group.SetAndSteal, "control_group_index": 5}))
        seen = (await one.see()).observation
        assert [(g.control_group_index, g.count) for g in seen.ui_data.groups] == [(4, 1), (5, 1)]

    run(play())


def test_idle_workers_are_taken_in_turn():
    async def play():
        one = await player()
        workers = await one.units(SCV)
        await do(one, *(command(STOP, worker.tag) for worker in workers[:3]))
        found = []
        for _ in range(4):
            seen = await do(one, on_panel(select_idle_worker={"type": Idle.Set}))
            found += [u.tag for u in seen.raw_data.units if u.is_selected]
        assert len(found) == 4 and len(set(found)) == 3 and found[0] == found[3]
        seen = await do(one, on_panel(select_idle_worker={"type": Idle.All}))
        assert len([u for u in seen.raw_data.units if u.is_selected]) == 3

    run(play())


def test_the_production_panel_shows_the_queue_and_takes_out_of_it():
    async def play():
        one = await player()
        await one.debug(game_state=debug_pb2.all_resources)
        hall = (await one.units(HALL))[0]
        await one.act(*[command(TRAIN_SCV, hall.tag)] * 3)
        seen = (await one.see()).observation
        seen = await do(one, click(*pixels_of(seen, HALL)[30]))
        panel = seen.ui_data.production
        assert [u.unit_type for u in panel.build_queue] == [SCV] * 3
        assert [item.ability_id for item in panel.production_queue] == [TRAIN_SCV] * 3
        assert 0 < panel.build_queue[0].build_progress < 0.1
        seen = await do(one, on_panel(production_panel={"unit_index": 1}))
        assert len(seen.ui_data.production.build_queue) == 2

    run(play())


def test_the_cargo_panel_shows_passengers_and_lets_the_chosen_one_out():
    async def play():
        one = await player()
        home = await one.home()
        bunker = (await one.create(BUNKER, home))[0]
        marine = (await one.create(MARINE, (home[0] + 3, home[1])))[0]
        marauder = (await one.create(MARAUDER, (home[0] + 3, home[1])))[0]
        await one.act(command(LOAD_BUNKER, bunker.tag, target=marine.tag))
        await one.step(60)
        await one.act(command(LOAD_BUNKER, bunker.tag, target=marauder.tag))
        await one.step(60)
        x, y = pixels_of((await one.see()).observation, BUNKER)[10]
        panel = (await do(one, click(x, y))).ui_data.cargo
        assert ([u.unit_type for u in panel.passengers], panel.slots_available) == ([MARINE, MARAUDER], 1)
        await do(one, on_panel(cargo_panel={"unit_index": 1}))
        await one.step(40)
        assert await one.find(marauder.tag) and not await one.find(marine.tag)

    run(play())


def test_pixels_beside_the_screen_are_refused():
    async def play():
        one = await player()
        assert await one.act(click(64, 0)) == [error_pb2.Error]
        raw_only = Player()
        await raw_only.start()
        assert await raw_only.act(click(1, 1)) == [error_pb2.NotSupported]

    run(play())


def test_frames_turn_pixels_into_places_and_back():
    frame = Frame(10, 40, 0.375, 64, 48)
    for pixel in ((0, 0), (63, 47), (17, 30)):
        assert frame.pixel(frame.place(pixel)) == pixel
    assert frame.nearest((-5, 500)) == (0, 0) and frame.nearest((500, -5)) == (63, 47)
