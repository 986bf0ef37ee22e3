"""What a client may ask when, and what it is told otherwise."""

import asyncio

import pytest
from api_client import COMPUTER, PLAYER, Idle, Player, command, create, join, observe, step
from s2clientprotocol import common_pb2, debug_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api import pace
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.session import Session

HALL, TRAIN_SCV, CANCEL_LAST = 18, 524, 3671


def run(test):
    return asyncio.run(asyncio.wait_for(test, 250))


def test_a_game_goes_through_its_statuses():
    async def play():
        player = Player()
        statuses = []
        for request in (
            api.Request(ping=api.RequestPing()), create(), join(), step(), observe(),
            api.Request(leave_game=api.RequestLeaveGame()), api.Request(quit=api.RequestQuit()),
        ):
            response = await player.ask(request)
            assert not response.error
            statuses.append(response.status)
        assert statuses == [
            api.launched, api.init_game, api.in_game, api.in_game, api.in_game, api.launched, api.quit
        ]

    run(play())


@pytest.mark.parametrize("request_", [step(), observe(), api.Request(game_info=api.RequestGameInfo())])
def test_what_needs_a_game_is_refused_without_one(request_):
    async def play():
        player = Player()
        response = await player.ask(request_)
        assert list(response.error) == ["Not in a game"]
        assert response.status == api.launched

    run(play())


def test_the_end_is_told_in_the_words_that_clients_know():
    async def play():
        player = await Player().start()
        end = debug_pb2.DebugCommand(end_game=debug_pb2.DebugEndGame(end_result=debug_pb2.DebugEndGame.DeclareVictory))
        response = await player.ask(api.Request(debug=api.RequestDebug(debug=[end])))
        assert response.status == api.ended
        assert list((await player.step()).error) == ["Game has already ended"]
        assert list((await player.ask(api.Request(action=api.RequestAction()))).error) == [
            "Not supported if game has already ended"
        ]
        results = {r.player_id: r.result for r in (await player.see()).player_result}
        assert results == {1: api.Victory, 2: api.Defeat}

    run(play())


def test_ids_are_echoed_also_by_errors():
    async def play():
        player = Player()
        for request in (step(), api.Request(ping=api.RequestPing())):
            request.id = 77
            assert (await player.ask(request)).id == 77

    run(play())


def test_an_empty_request_is_answered():
    response = run(Player().ask(api.Request(id=3)))
    assert response.error and response.id == 3 and response.status == api.launched


@pytest.mark.parametrize("request_, error", [
    (create(local_map=api.LocalMap()), api.ResponseCreateGame.MissingMap),
    (create(player_setup=[]), api.ResponseCreateGame.MissingPlayerSetup),
    (create(PLAYER, PLAYER, COMPUTER), api.ResponseCreateGame.InvalidPlayerSetup),
])
def test_a_game_that_cannot_be_is_not_created(request_, error):
    async def play():
        player = Player()
        response = await player.ask(request_)
        assert response.create_game.error == error
        assert response.status == api.launched

    run(play())


def test_joining_asks_for_what_it_needs():
    async def play():
        player = Player()
        response = await player.ask(join())
        assert "Not in a game" in response.error[0] and response.status == api.launched
        await player.ask(create(PLAYER, PLAYER))
        assert (await player.ask(join())).join_game.error == api.ResponseJoinGame.MissingPorts
        await player.ask(create())
        request = api.Request(join_game=api.RequestJoinGame(race=common_pb2.Terran))
        assert (await player.ask(request)).join_game.error == api.ResponseJoinGame.MissingOptions
        nobody = api.Request(join_game=api.RequestJoinGame(options=api.InterfaceOptions(raw=True)))
        assert (await player.ask(nobody)).join_game.error == api.ResponseJoinGame.MissingParticipation
        assert (await player.ask(join())).join_game.player_id == 1

    run(play())


def test_a_bad_place_in_a_request_ends_nothing():
    async def play():
        player = await Player().start()
        worker = (await player.units(45))[0]
        for point in ((1e30, -1e30), (float("nan"), 3.0), (float("inf"), 3.0)):
            await player.act(command(16, worker.tag, point=point))
        assert (await player.step(3)).status == api.in_game

    run(play())


def test_a_snapshot_is_gone_back_to():
    async def play():
        player = await Player().start()
        await player.step(5)
        await player.ask(api.Request(quick_save=api.RequestQuickSave()))
        await player.step(20)
        await player.ask(api.Request(quick_load=api.RequestQuickLoad()))
        assert (await player.see()).observation.game_loop == 5
        assert (await player.step()).step.simulation_loop == 6

    run(play())


def test_loading_without_saving_says_so():
    async def play():
        player = await Player().start()
        response = await player.ask(api.Request(quick_load=api.RequestQuickLoad()))
        assert "quick_save" in response.error[0]

    run(play())


def test_a_game_is_restarted():
    async def play():
        player = await Player().start()
        await player.step(50)
        response = await player.ask(api.Request(restart_game=api.RequestRestartGame()))
        assert response.status == api.in_game
        seen = await player.see()
        assert seen.observation.game_loop == 0
        assert (await player.step(2)).step.simulation_loop == 2

    run(play())


def test_leaving_loses():
    async def play():
        player = await Player().start()
        match = player.match
        await player.ask(api.Request(leave_game=api.RequestLeaveGame()))
        assert match.over and match.game.players[2].result == api.Victory

    run(play())


def test_an_observer_of_computers_moves_the_game_and_sees_all():
    async def look():
        player = Player()
        await player.ask(create(COMPUTER, COMPUTER))
        watch = api.RequestJoinGame(observed_player_id=0, options=api.InterfaceOptions(raw=True))
        assert (await player.ask(api.Request(join_game=watch))).status == api.in_game
        await player.step(10)
        seen = await player.see()
        assert seen.observation.game_loop == 10
        assert {u.owner for u in seen.observation.raw_data.units} == {1, 2, 16}
        assert (await player.ask(api.Request(action=api.RequestAction()))).error

    run(look())


async def two_players() -> tuple[Player, Player]:
    """Two sessions in one game."""
    host = Player(Lobby(Idle))
    await host.ask(create(PLAYER, PLAYER))
    guest = Player(host.session.lobby)
    guest.session.expect(host.session.match)
    ports = {"server_ports": api.PortSet(game_port=0, base_port=0)}
    joined = await asyncio.gather(host.ask(join(**ports)), guest.ask(join(race=common_pb2.Random, **ports)))
    assert [response.join_game.player_id for response in joined] == [1, 2]
    return host, guest


def test_two_players_move_in_lock_step():
    async def play():
        host, guest = await two_players()
        long = asyncio.create_task(host.step(8))
        for _ in range(4):
            assert not long.done()
            assert (await guest.step(2)).status == api.in_game
        assert (await long).step.simulation_loop == 8

    run(play())


def test_who_has_fallen_silent_holds_the_others_up_for_a_while_only(monkeypatch):
    """As python-sc2 ends games by time: one side stops between two steps of the other, and stays."""
    monkeypatch.setattr(pace, "SILENCE", 0.2)

    async def play():
        host, guest = await two_players()
        await asyncio.gather(host.step(4), guest.step(2), guest.step(2))
        assert (await asyncio.wait_for(host.step(50), 30)).step.simulation_loop == 54
        far = asyncio.create_task(host.step(pace.AHEAD))
        await asyncio.sleep(1)
        assert not far.done()
        await guest.step(pace.AHEAD)
        assert (await far).step.simulation_loop == 54 + pace.AHEAD

    run(play())


def test_who_waits_for_a_player_that_leaves_has_won():
    async def play():
        host, guest = await two_players()
        waiting = asyncio.create_task(guest.step(8))
        await asyncio.sleep(0)
        await host.ask(api.Request(leave_game=api.RequestLeaveGame()))
        assert (await waiting).status == api.ended
        assert {r.player_id: r.result for r in (await guest.see()).player_result} == {1: api.Defeat, 2: api.Victory}

    run(play())


def test_players_hear_each_other():
    async def play():
        host, guest = await two_players()
        for channel, heard in ((api.ActionChat.Broadcast, 1), (api.ActionChat.Team, 0)):
            say = api.Action(action_chat=api.ActionChat(channel=channel, message="gl hf"))
            await host.act(say)
            await asyncio.gather(host.step(2), guest.step(2))
            assert len((await host.see()).chat) == 1
            assert len((await guest.see()).chat) == heard

    run(play())


def test_realtime_waits_for_its_loop():
    async def play():
        player = await Player().start(realtime=True)
        first = (await player.see()).observation.game_loop
        response = await player.ask(observe(game_loop=first + 5))
        assert response.observation.observation.game_loop >= first + 5
        assert (await player.step()).error

    run(play())


def test_realtime_shows_a_client_what_it_has_done():
    async def play():
        player = await Player().start(realtime=True)
        hall = (await player.units(HALL))[0].tag
        for order, orders in ((TRAIN_SCV, 1), (CANCEL_LAST, 0), (TRAIN_SCV, 1)):
            await player.act(command(order, hall))
            assert len((await player.find(hall)).orders) == orders

    run(play())


def test_a_full_game_lets_nobody_in():
    async def play():
        host, _ = await two_players()
        third = Session(host.session.lobby)
        third.expect(host.session.match)
        response = api.Response.FromString(await third.answer(join(server_ports=api.PortSet(game_port=1, base_port=2))))
        assert response.join_game.error == api.ResponseJoinGame.GameFull

    run(play())
