"""A saved replay plays back to the same observations, for either player and for observers."""

import asyncio
import struct

import pytest
from api_client import PLAYER, Idle, Player, command, create, join, observe
from s2clientprotocol import common_pb2, debug_pb2, spatial_pb2, ui_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api import mpq
from starleague.sc2api.lobby import Lobby

SCV, HALL, BARRACKS, MARINE = 45, 18, 21, 48
TRAIN_SCV, MOVE, ATTACK, SCAN_MOVE = 524, 16, 23, 19
SIZE = common_pb2.Size2DI(x=64, y=48)
OPTIONS = api.InterfaceOptions(
    raw=True, score=True, show_cloaked=True, show_placeholders=True,
    feature_layer=api.SpatialCameraSetup(width=24, resolution=SIZE, minimap_resolution=SIZE),
)


def run(test):
    return asyncio.run(asyncio.wait_for(test, 250))


def start(replay: bytes, player: int, **options) -> api.Request:
    return api.Request(start_replay=api.RequestStartReplay(
        **{"replay_data": replay, "observed_player_id": player, "options": OPTIONS, **options}
    ))


def pixel_action(kind: str, **fields) -> api.Action:
    return api.Action(action_feature_layer=spatial_pb2.ActionSpatial(**{kind: fields}))


async def two_players() -> list[Player]:
    host = Player(Lobby(Idle))
    await host.ask(create(PLAYER, PLAYER))
    guest = Player(host.session.lobby)
    guest.session.expect(host.session.match)
    joining = join(server_ports=api.PortSet(game_port=0), options=OPTIONS)
    await asyncio.gather(host.ask(joining), guest.ask(joining))
    return [host, guest]


async def play_a_game(players: list[Player]) -> list[list[api.ResponseObservation]]:
    """Commands by tag, pixel and panel, a fight, a structure that falls in the fog; what each player saw."""
    one, two = players
    seen: list[list[api.ResponseObservation]] = [[], []]
    x, y = (value / 4096 for value in one.match.games.start_locations(0)[2])
    hall = (await one.units(HALL))[0]
    script = {
        1: lambda: one.act(command(TRAIN_SCV, hall.tag), pixel_action("camera_move", center_minimap={"x": 20, "y": 20})),
        2: lambda: one.debug(create_unit=debug_pb2.DebugCreateUnit(
            unit_type=MARINE, owner=1, pos=common_pb2.Point2D(x=x + 6, y=y + 6), quantity=4)),
        3: lambda: two.act(api.Action(action_ui=ui_pb2.ActionUI(select_army=ui_pb2.ActionSelectArmy()))),
        4: lambda: one.act(
            pixel_action("unit_selection_rect", selection_screen_coord=[{"p0": {"x": 0, "y": 0}, "p1": {"x": 63, "y": 47}}]),
            pixel_action("unit_command", ability_id=SCAN_MOVE, target_minimap_coord={"x": 40, "y": 30}),
        ),
        5: lambda: two.act(api.Action(action_chat=api.ActionChat(channel=api.ActionChat.Broadcast, message="hi"))),
        20: lambda: one.debug(kill_unit=debug_pb2.DebugKillUnit(tag=[u.tag for u in marines])),
    }
    marines = []
    for step in range(30):
        answers = [await player.see() for player in players]
        for told, answer in zip(seen, answers):
            told.append(answer)
        marines = [u for u in answers[0].observation.raw_data.units if u.unit_type == MARINE]
        if step in script:
            await script[step]()
        await asyncio.gather(*(player.step(9) for player in players))
    return seen


@pytest.fixture(scope="module")
def game():
    async def play():
        players = await two_players()
        seen = await play_a_game(players)
        assert sum(len(told.actions) for told in seen[0]) >= 4
        return seen, (await players[0].ask(api.Request(save_replay=api.RequestSaveReplay()))).save_replay.data

    return run(play())


@pytest.mark.parametrize("player", [1, 2])
def test_a_replay_shows_what_the_player_saw(game, player):
    seen, replay = game

    async def watch():
        viewer = Player()
        assert (await viewer.ask(start(replay, player))).status == api.in_replay
        for told in seen[player - 1]:
            again = await viewer.see()
            for name in ("actions", "action_errors", "chat"):
                assert list(getattr(again, name)) == list(getattr(told, name)), (name, told.observation.game_loop)
            assert again.observation == told.observation, told.observation.game_loop
            await viewer.step(9)
        assert (await viewer.ask(observe())).status == api.ended

    run(watch())


def test_an_observer_of_a_replay_sees_everything(game):
    async def watch():
        viewer = Player()
        await viewer.ask(start(game[1], 0))
        await viewer.step(100)
        seen = await viewer.see()
        assert {u.owner for u in seen.observation.raw_data.units} == {1, 2, 16}
        assert any(u.orders for u in seen.observation.raw_data.units if u.owner == 2)
        moved = api.ObserverAction(camera_move=api.ActionObserverCameraMove(world_pos={"x": 33, "y": 44}))
        assert not (await viewer.ask(api.Request(obs_action=api.RequestObserverAction(actions=[moved])))).error
        camera = (await viewer.see()).observation.raw_data.player.camera
        assert (camera.x, camera.y) == (33, 44)

    run(watch())


def test_a_replay_of_a_replay_is_kept_only_when_asked_for(game):
    async def watch():
        viewer = Player()
        save = api.Request(save_replay=api.RequestSaveReplay())
        await viewer.ask(start(game[1], 1))
        assert "record_replay" in (await viewer.ask(save)).error[0]
        await viewer.ask(start(game[1], 1, record_replay=True))
        await viewer.step(50)
        again = (await viewer.ask(save)).save_replay.data
        info = (await viewer.ask(api.Request(replay_info=api.RequestReplayInfo(replay_data=again)))).replay_info
        assert info.game_duration_loops == 50

    run(watch())


def test_a_replay_tells_who_played(game):
    async def ask():
        request = api.Request(replay_info=api.RequestReplayInfo(replay_data=game[1]))
        info = (await Player().ask(request)).replay_info
        assert [p.player_info.player_id for p in info.player_info] == [1, 2]
        assert info.map_name == "Training Ground" and info.game_duration_loops == 270
        assert info.base_build == 75689 and info.player_info[0].player_info.race_actual == common_pb2.Terran

    run(ask())


@pytest.mark.parametrize("request_, error", [
    ({"replay_data": b""}, api.ResponseStartReplay.MissingReplay),
    ({"replay_data": b"MPQ\x1a" + bytes(60)}, api.ResponseStartReplay.InvalidReplayData),
    ({"replay_path": "../../etc/passwd"}, api.ResponseStartReplay.InvalidReplayPath),
    ({"observed_player_id": 7}, api.ResponseStartReplay.InvalidObservedPlayerId),
])
def test_what_is_no_replay_is_refused(game, request_, error):
    async def ask():
        request = start(game[1], 1).start_replay
        if "replay_path" in request_:
            request.ClearField("replay_data")
        for name, value in request_.items():
            setattr(request, name, value)
        response = await Player().ask(api.Request(start_replay=request))
        assert response.start_replay.error == error
        assert response.status == api.launched

    run(ask())


def test_replay_files_are_found_in_the_replay_folders_only(game, tmp_path):
    async def ask():
        lobby = Lobby(Idle, base=tmp_path / "game")
        folder = tmp_path / "game" / "Replays" / "mine"
        folder.mkdir(parents=True)
        (folder / "a.SC2Replay").write_bytes(game[1])
        (tmp_path / "b.SC2Replay").write_bytes(game[1])
        for path, error in (("mine/a.SC2Replay", 0), (str(folder / "a.SC2Replay"), 0), (str(tmp_path / "b.SC2Replay"), 2),
                            ("../../b.SC2Replay", 2), ("mine", 2), ("x\0y", 2), ("a" * 5000, 2)):
            info = (await Player(lobby).ask(api.Request(replay_info=api.RequestReplayInfo(replay_path=path)))).replay_info
            assert info.error == error or (not error and not info.HasField("error")), path

    run(ask())


def test_archives_hold_what_was_put_in():
    files = {"a.json": b"{}", "empty": b"", "big": bytes(range(256)) * 40}
    archive = mpq.pack(files)
    assert {name: mpq.unpack(archive, name) for name in files} == files
    assert mpq.unpack(archive, "other") is None
    size, = struct.unpack_from("<I", archive, 8)
    assert size == len(archive)
    for cut in (0, 20, 40, len(archive) // 2, len(archive) - 8):
        assert mpq.unpack(archive[:cut], "big") in (None, files["big"])
