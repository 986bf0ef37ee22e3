"""The requests of an honest game, one of each kind and shape: what nonsense begins with."""

from __future__ import annotations

from s2clientprotocol import common_pb2, debug_pb2, query_pb2, raw_pb2, spatial_pb2, ui_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.lobby import Lobby
from starleague.sc2api.session import Session

VIEW = api.SpatialCameraSetup(
    width=24, resolution=common_pb2.Size2DI(x=32, y=32), minimap_resolution=common_pb2.Size2DI(x=32, y=32)
)
OPTIONS = api.InterfaceOptions(
    raw=True, score=True, feature_layer=VIEW, render=VIEW, show_cloaked=True, show_burrowed_shadows=True,
    show_placeholders=True,
)
JOIN = api.Request(join_game=api.RequestJoinGame(race=common_pb2.Terran, options=OPTIONS))
SEED = 7


def create() -> api.Request:
    """A game of one client against the computer, the same each time."""
    players = [
        api.PlayerSetup(type=api.Participant),
        api.PlayerSetup(type=api.Computer, race=common_pb2.Terran, difficulty=api.VeryEasy),
    ]
    local_map = api.LocalMap(map_path="Training Ground.SC2Map")
    return api.Request(create_game=api.RequestCreateGame(local_map=local_map, player_setup=players, random_seed=SEED))


async def sample_requests(lobby: Lobby) -> list[bytes]:
    """Serialized; made of what a client sees in a game of its own."""
    session = Session(lobby)
    seen = api.Response()
    for request in (create(), JOIN, _step(10), api.Request(observation=api.RequestObservation())):
        seen = api.Response.FromString(await session.answer(request))
    saved = api.Response.FromString(await session.answer(api.Request(save_replay=api.RequestSaveReplay())))
    await session.leave()
    units = seen.observation.observation.raw_data.units
    own = [unit for unit in units if unit.alliance == raw_pb2.Self]
    requests = [create(), JOIN, _step(4), *_plain(), *_questions(own), *_deeds(own, units[0].tag), *_cheats(own)]
    replay = {"replay_data": saved.save_replay.data}
    requests.append(api.Request(replay_info=api.RequestReplayInfo(**replay)))
    requests.append(api.Request(start_replay=api.RequestStartReplay(**replay, observed_player_id=1, options=OPTIONS)))
    return [request.SerializeToString() for request in requests]


def _step(count: int) -> api.Request:
    return api.Request(step=api.RequestStep(count=count))


def _plain() -> list[api.Request]:
    return [
        api.Request(id=1, ping=api.RequestPing()),
        api.Request(game_info=api.RequestGameInfo()),
        *(api.Request(observation=api.RequestObservation(disable_fog=off)) for off in (False, True)),
        api.Request(data=api.RequestData(ability_id=True, unit_type_id=True, upgrade_id=True, effect_id=True)),
        api.Request(quick_save=api.RequestQuickSave()), api.Request(quick_load=api.RequestQuickLoad()),
        api.Request(restart_game=api.RequestRestartGame()), api.Request(leave_game=api.RequestLeaveGame()),
        api.Request(quit=api.RequestQuit()), api.Request(save_replay=api.RequestSaveReplay()),
        api.Request(available_maps=api.RequestAvailableMaps()),
        api.Request(save_map=api.RequestSaveMap(map_path="Melee/Some.SC2Map", map_data=b"MPQ\x1a")),
        api.Request(map_command=api.RequestMapCommand(trigger_cmd="go")),
        api.Request(obs_action=api.RequestObserverAction(actions=[api.ObserverAction(
            camera_follow_player=api.ActionObserverCameraFollowPlayer(player_id=1)
        )])),
    ]


def _questions(own) -> list[api.Request]:
    place = common_pb2.Point2D(x=own[0].pos.x + 6, y=own[0].pos.y)
    pathing = query_pb2.RequestQueryPathing(unit_tag=own[1].tag, end_pos=place)
    placing = query_pb2.RequestQueryBuildingPlacement(ability_id=319, target_pos=place, placing_unit_tag=own[1].tag)
    abilities = [query_pb2.RequestQueryAvailableAbilities(unit_tag=unit.tag) for unit in own[:3]]
    return [
        api.Request(query=query_pb2.RequestQuery(pathing=[pathing], placements=[placing], abilities=abilities)),
        api.Request(query=query_pb2.RequestQuery(placements=[placing] * 3, ignore_resource_requirements=True)),
    ]


def _deeds(own, target: int) -> list[api.Request]:
    place = common_pb2.Point2D(x=own[0].pos.x + 6, y=own[0].pos.y)
    pixel = common_pb2.PointI(x=12, y=14)
    raw = [
        raw_pb2.ActionRaw(unit_command=raw_pb2.ActionRawUnitCommand(
            ability_id=ability, unit_tags=[unit.tag for unit in own[:4]], **aim
        ))
        for ability, aim in ((560, {}), (1, {"target_unit_tag": target}), (16, {"target_world_space_pos": place}))
    ]
    raw.append(raw_pb2.ActionRaw(camera_move=raw_pb2.ActionRawCameraMove(center_world_space=own[0].pos)))
    point = spatial_pb2.ActionSpatialUnitSelectionPoint(selection_screen_coord=pixel, type=1)
    rect = spatial_pb2.ActionSpatialUnitSelectionRect(
        selection_screen_coord=[common_pb2.RectangleI(p0=common_pb2.PointI(x=0, y=0), p1=pixel)]
    )
    order = spatial_pb2.ActionSpatialUnitCommand(ability_id=16, target_screen_coord=pixel, queue_command=True)
    screen = [
        spatial_pb2.ActionSpatial(unit_selection_point=point), spatial_pb2.ActionSpatial(unit_selection_rect=rect),
        spatial_pb2.ActionSpatial(unit_command=order),
        spatial_pb2.ActionSpatial(camera_move=spatial_pb2.ActionSpatialCameraMove(center_minimap=pixel)),
    ]
    panels = [
        ui_pb2.ActionUI(control_group=ui_pb2.ActionControlGroup(action=2, control_group_index=1)),
        ui_pb2.ActionUI(select_army=ui_pb2.ActionSelectArmy()),
        ui_pb2.ActionUI(select_idle_worker=ui_pb2.ActionSelectIdleWorker(type=1)),
        ui_pb2.ActionUI(production_panel=ui_pb2.ActionProductionPanelRemoveFromQueue(unit_index=0)),
        ui_pb2.ActionUI(multi_panel=ui_pb2.ActionMultiPanel(type=1, unit_index=1)),
    ]
    actions = [
        *(api.Action(action_raw=one) for one in raw), *(api.Action(action_feature_layer=one) for one in screen),
        *(api.Action(action_render=one) for one in screen), *(api.Action(action_ui=one) for one in panels),
        api.Action(action_chat=api.ActionChat(channel=1, message="gl hf")),
    ]
    return [api.Request(action=api.RequestAction(actions=[action])) for action in actions]


def _cheats(own) -> list[api.Request]:
    place = common_pb2.Point2D(x=own[0].pos.x + 8, y=own[0].pos.y)
    value = debug_pb2.DebugSetUnitValue(unit_value=2, value=20, unit_tag=own[1].tag)
    commands = [
        debug_pb2.DebugCommand(create_unit=debug_pb2.DebugCreateUnit(unit_type=48, owner=1, pos=place, quantity=1)),
        debug_pb2.DebugCommand(kill_unit=debug_pb2.DebugKillUnit(tag=[own[-1].tag])),
        debug_pb2.DebugCommand(unit_value=value),
        *(debug_pb2.DebugCommand(game_state=state) for state in (1, 2, 4, 7)),
        debug_pb2.DebugCommand(draw=debug_pb2.DebugDraw(text=[debug_pb2.DebugText(text="here")])),
        debug_pb2.DebugCommand(score=debug_pb2.DebugSetScore(score=5)),
    ]
    return [api.Request(debug=api.RequestDebug(debug=[command])) for command in commands]
