"""The websocket: frames, order, hang-ups, two processes' worth of servers."""

import asyncio
import contextlib

import aiohttp
from api_client import PLAYER, Idle, create, join, observe, step
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api import connection
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.server import Server


def run(test):
    return asyncio.run(asyncio.wait_for(test, 250))


@contextlib.asynccontextmanager
async def served(lobby: Lobby | None = None):
    server = Server(lobby or Lobby(Idle))
    runner = await server.listen("127.0.0.1", 0)
    try:
        yield server
    finally:
        await server.close(runner)


@contextlib.asynccontextmanager
async def connected(server: Server):
    url = f"http://127.0.0.1:{server.port}/sc2api"
    async with aiohttp.ClientSession() as http, http.ws_connect(url, max_msg_size=0) as socket:
        yield socket


async def ask(socket, request: api.Request) -> api.Response:
    await socket.send_bytes(request.SerializeToString())
    return api.Response.FromString(await socket.receive_bytes())


def test_text_frames_are_taken_and_answered_in_binary():
    async def talk():
        async with served() as server, connected(server) as socket:
            request = api.Request(id=200, ping=api.RequestPing()).SerializeToString()
            await socket._writer.send_frame(request, aiohttp.WSMsgType.TEXT)
            answer = await socket.receive()
            assert answer.type == aiohttp.WSMsgType.BINARY
            assert api.Response.FromString(answer.data).id == 200

    run(talk())


def test_requests_sent_at_once_are_answered_in_order():
    async def talk():
        async with served() as server, connected(server) as socket:
            requests = [create(), join(), *(step() for _ in range(5)), observe()]
            for k, request in enumerate(requests):
                request.id = k + 1
                await socket.send_bytes(request.SerializeToString())
            answers = [api.Response.FromString(await socket.receive_bytes()) for _ in requests]
            assert [answer.id for answer in answers] == list(range(1, len(requests) + 1))
            assert answers[-1].observation.observation.game_loop == 5

    run(talk())


def test_what_does_not_parse_is_answered_and_the_connection_goes_on():
    async def talk():
        async with served() as server, connected(server) as socket:
            await socket.send_bytes(b"\xff\xfe\xfd no protobuf")
            answer = api.Response.FromString(await socket.receive_bytes())
            assert answer.error and answer.status == api.launched
            assert not (await ask(socket, api.Request(ping=api.RequestPing()))).error

    run(talk())


def test_a_message_that_is_too_long_ends_only_its_connection(monkeypatch):
    async def talk():
        monkeypatch.setattr(connection, "MAX_MESSAGE", 1000)
        async with served() as server:
            async with connected(server) as socket:
                await socket.send_bytes(b"x" * 2000)
                assert (await socket.receive()).data == aiohttp.WSCloseCode.MESSAGE_TOO_BIG
            async with connected(server) as socket:
                assert (await ask(socket, api.Request(ping=api.RequestPing()))).status == api.launched

    run(talk())


def test_a_client_may_reconnect_between_create_and_join():
    async def talk():
        async with served() as server:
            async with connected(server) as socket:
                assert (await ask(socket, create())).status == api.init_game
            async with connected(server) as socket:
                assert (await ask(socket, join())).status == api.in_game

    run(talk())


def test_hanging_up_in_a_game_leaves_it():
    async def talk():
        async with served() as server:
            async with connected(server) as socket:
                await ask(socket, create())
                await ask(socket, join())
                match = server.session.match
            while not match.over:
                await asyncio.sleep(0.01)
            async with connected(server) as socket:
                assert (await ask(socket, api.Request(ping=api.RequestPing()))).status == api.launched

    run(talk())


def test_hanging_up_while_waiting_for_others_frees_the_seat():
    async def talk():
        async with served() as server:
            async with connected(server) as socket:
                await ask(socket, create(PLAYER, PLAYER))
                request = join(server_ports=api.PortSet(game_port=free_port(), base_port=1))
                await socket.send_bytes(request.SerializeToString())
                await asyncio.sleep(0.1)
                match = server.session.match
                assert match.seats[1].joined
            while match.seats[1].joined:
                await asyncio.sleep(0.01)

    run(talk())


def test_quit_ends_the_server_though_nobody_reads_the_answer():
    async def talk():
        async with served() as server:
            async with connected(server) as socket:
                await socket.send_bytes(api.Request(quit=api.RequestQuit()).SerializeToString())
            await server.done.wait()

    run(talk())


def test_servers_play_one_game_over_a_port():
    async def talk():
        async with served() as one, served() as two, connected(one) as host, connected(two) as guest:
            ports = {"server_ports": api.PortSet(game_port=free_port(), base_port=1)}
            await ask(host, create(PLAYER, PLAYER))
            joined = await asyncio.gather(ask(host, join(**ports)), ask(guest, join(**ports)))
            assert [answer.join_game.player_id for answer in joined] == [1, 2]
            assert [answer.status for answer in joined] == [api.in_game, api.in_game]
            loops = await asyncio.gather(ask(host, step(4)), ask(guest, step(4)))
            assert [answer.step.simulation_loop for answer in loops] == [4, 4]
            seen = await asyncio.gather(ask(host, observe()), ask(guest, observe()))
            assert [answer.observation.observation.player_common.player_id for answer in seen] == [1, 2]
            await ask(host, api.Request(leave_game=api.RequestLeaveGame()))
            assert (await ask(guest, step())).status == api.ended
            results = (await ask(guest, observe())).observation.player_result
            assert {r.player_id: r.result for r in results} == {1: api.Defeat, 2: api.Victory}
            assert (await ask(guest, api.Request(leave_game=api.RequestLeaveGame()))).status == api.launched

    run(talk())


def test_a_guest_whose_host_dies_has_won():
    async def talk():
        async with served() as two, connected(two) as guest:
            async with served() as one, connected(one) as host:
                ports = {"server_ports": api.PortSet(game_port=free_port(), base_port=1)}
                await ask(host, create(PLAYER, PLAYER))
                await asyncio.gather(ask(host, join(**ports)), ask(guest, join(**ports)))
                await ask(guest, observe())
            assert (await ask(guest, step())).status == api.ended
            results = (await ask(guest, observe())).observation.player_result
            assert {r.player_id: r.result for r in results} == {1: api.Defeat, 2: api.Victory}

    run(talk())


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
