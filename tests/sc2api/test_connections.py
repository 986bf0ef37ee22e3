"""Many processes in one game, connections that drop anywhere, clients that stop reading: nobody else is disturbed."""

import asyncio
import contextlib

import aiohttp
import pytest
from api_client import COMPUTER, PLAYER, Idle, command, create, join, observe, query, step
from s2clientprotocol import raw_pb2
from s2clientprotocol import sc2api_pb2 as api
from test_server import ask, connected, free_port, run, served

from starleague.sc2api import connection
from starleague.sc2api.lobby import Lobby

OBSERVER = api.PlayerSetup(type=api.Observer)
LEAVE = api.Request(leave_game=api.RequestLeaveGame())
PING = api.Request(ping=api.RequestPing())
pytestmark = pytest.mark.timeout(600)


def watch(player: int = 0, **options) -> api.Request:
    wishes = api.InterfaceOptions(raw=True)
    return api.Request(join_game=api.RequestJoinGame(observed_player_id=player, options=wishes, **options))


@contextlib.asynccontextmanager
async def processes(n: int):
    """So many servers, as if each were a process of its own, and a client of each."""
    async with contextlib.AsyncExitStack() as stack:
        servers = [await stack.enter_async_context(served()) for _ in range(n)]
        yield servers, [await stack.enter_async_context(connected(server)) for server in servers]


async def all_of(sockets, *requests) -> list[api.Response]:
    """Each client asks its request (or all the same one) at once."""
    wanted = requests if len(requests) == len(sockets) else requests * len(sockets)
    return await asyncio.gather(*(ask(socket, request) for socket, request in zip(sockets, wanted, strict=True)))


@pytest.mark.parametrize("observers", [0, 1, 6])
def test_two_to_eight_processes_play_one_game(observers):
    async def play():
        async with processes(2 + observers) as (_, sockets):
            ports = {"server_ports": api.PortSet(game_port=free_port(), base_port=1)}
            await ask(sockets[0], create(PLAYER, PLAYER, *[OBSERVER] * observers))
            joins = [join(**ports), join(**ports), *(watch(k % 3, **ports) for k in range(observers))]
            joined = await all_of(sockets, *joins)
            assert all(answer.status == api.in_game and not answer.join_game.HasField("error") for answer in joined)
            players = [answer.join_game.player_id for answer in joined]
            assert players[:2] == [1, 2] and players[2:] == [k % 3 or 1 for k in range(observers)]
            assert [answer.step.simulation_loop for answer in await all_of(sockets, step(8))] == [8] * len(sockets)
            seen = [answer.observation.observation for answer in await all_of(sockets, observe())]
            owners = [{unit.owner for unit in one.raw_data.units} - {16} for one in seen]
            assert owners[:2] == [{1}, {2}]
            assert owners[2:] == [({1, 2}, {1}, {2})[k % 3] for k in range(observers)]
            for socket in sockets[2:]:
                assert (await ask(socket, LEAVE)).status == api.launched  # nobody misses who only looked on
            assert {answer.status for answer in await all_of(sockets[:2], step(4))} == {api.in_game}

    run(play())


def test_observers_of_other_processes_watch_computers():
    async def look():
        async with processes(3) as (_, sockets):
            ports = {"server_ports": api.PortSet(game_port=free_port(), base_port=1)}
            await ask(sockets[0], create(PLAYER, COMPUTER, OBSERVER, OBSERVER))
            await all_of(sockets, join(**ports), watch(**ports), watch(2, **ports))
            assert [answer.step.simulation_loop for answer in await all_of(sockets, step(3))] == [3, 3, 3]

    run(look())


def test_realtime_goes_on_by_the_clock_for_all():
    async def play():
        async with processes(2) as (_, sockets):
            ports = {"server_ports": api.PortSet(game_port=free_port(), base_port=1)}
            await ask(sockets[0], create(PLAYER, PLAYER, realtime=True))
            await all_of(sockets, join(**ports))
            begun = asyncio.get_running_loop().time()
            seen = await all_of(sockets, observe(game_loop=12))
            assert min(answer.observation.observation.game_loop for answer in seen) >= 12
            assert asyncio.get_running_loop().time() - begun > 0.4  # twelve loops take half a second
            assert all(answer.error for answer in await all_of(sockets, step()))
            await ask(sockets[0], LEAVE)
            while (answer := await ask(sockets[1], observe())).status == api.in_game:
                await asyncio.sleep(0.05)
            assert {r.player_id: r.result for r in answer.observation.player_result} == {1: api.Defeat, 2: api.Victory}

    run(play())


def test_connections_may_drop_at_every_point_of_a_game():
    async def play():
        async with served() as server:
            async with connected(server) as socket:
                await ask(socket, create())
                await ask(socket, join())
                units = (await ask(socket, observe())).observation.observation.raw_data.units
            hall = next(unit for unit in units if unit.alliance == raw_pb2.Self and unit.unit_type == 18)
            game = [
                PING, create(), join(), api.Request(game_info=api.RequestGameInfo()), observe(), query(), step(200),
                api.Request(action=api.RequestAction(actions=[command(524, hall.tag)])), step(2),
                api.Request(save_replay=api.RequestSaveReplay()), LEAVE, api.Request(quit=api.RequestQuit()),
            ]
            await asyncio.sleep(0.1)
            tasks = len(asyncio.all_tasks())
            for last in range(len(game) - 1):
                for reads in (False, True):
                    await drop(server, game[: last + 1], reads)
            async with connected(server) as socket:
                if (await ask(socket, PING)).status == api.init_game:  # a closed connection ends nothing there
                    await ask(socket, LEAVE)
                assert (await ask(socket, create())).status == api.init_game
                assert (await ask(socket, join())).status == api.in_game
                assert (await ask(socket, step(3))).step.simulation_loop == 3
            await asyncio.sleep(0.1)
            assert len(asyncio.all_tasks()) <= tasks

    run(play())


async def drop(server, requests: list[api.Request], reads: bool) -> None:
    """Ask all requests but the last; send that, and cut the wire, before or after the answer has come."""
    async with connected(server) as socket:
        for request in requests[:-1]:
            await ask(socket, request)
        await socket.send_bytes(requests[-1].SerializeToString())
        if reads:
            await socket.receive()
        socket._response.connection.transport.abort()
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(server._free.wait(), 5)


def test_a_guest_may_drop_at_every_point():
    async def play():
        for last in range(4):
            async with processes(2) as (servers, (host, guest)):
                ports = {"server_ports": api.PortSet(game_port=free_port(), base_port=1)}
                await ask(host, create(PLAYER, PLAYER))
                hosting = asyncio.create_task(ask(host, join(**ports)))
                for request in [join(**ports), observe(), step(4)][:last]:
                    await ask(guest, request) if request.WhichOneof("request") != "step" else (
                        await all_of([host, guest], step(4))
                    )
                if last == 0:
                    await guest.send_bytes(join(**ports).SerializeToString())
                guest._response.connection.transport.abort()
                if last == 0:
                    async with connected(servers[1]) as again:  # who was cut off may come back
                        if not hosting.done():
                            await ask(again, join(**ports))
                        await hosting
                else:
                    await hosting
                    while (await ask(host, step())).status == api.in_game:
                        await asyncio.sleep(0.01)
                    results = (await ask(host, observe())).observation.player_result
                    assert {r.player_id: r.result for r in results} == {1: api.Victory, 2: api.Defeat}

    run(play())


def test_who_hangs_up_while_he_waits_for_a_host_leaves_nothing_open(monkeypatch):
    async def wait():
        opened, begin = [], aiohttp.ClientSession
        monkeypatch.setattr(aiohttp, "ClientSession", lambda: opened.append(begin()) or opened[-1])
        waiting = asyncio.create_task(Lobby(Idle).connect(free_port()))
        await asyncio.sleep(0.25)
        waiting.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiting
        assert [http.closed for http in opened] == [True]

    run(wait())


def test_one_port_is_for_one_client_and_one_game(monkeypatch):
    async def play():
        monkeypatch.setattr("starleague.sc2api.server.CHANGE", 0.1)
        port = free_port()
        ports = {"server_ports": api.PortSet(game_port=port, base_port=1)}
        async with processes(3) as (servers, (host, guest, other)):
            with pytest.raises(aiohttp.WSServerHandshakeError, match="409"):
                async with connected(servers[0]):
                    pass
            await ask(host, create(PLAYER, PLAYER))
            await all_of([host, guest], join(**ports))
            await ask(other, create(PLAYER, PLAYER))
            refused = await ask(other, join(**ports))  # this port is taken
            assert refused.error or refused.join_game.HasField("error")
            assert [answer.step.simulation_loop for answer in await all_of([host, guest], step(5))] == [5, 5]

    run(play())


def test_a_client_that_stops_reading_is_let_go(monkeypatch):
    async def play():
        monkeypatch.setattr(connection, "READ_LIMIT", 0.5)
        lobby = Lobby(Idle)
        async with served(lobby) as deaf, served(lobby) as other:
            async with connected(deaf) as socket, connected(other) as beside:
                for one in (socket, beside):
                    await ask(one, create())
                    await ask(one, join())
                socket._response.connection.transport.pause_reading()
                flood = asyncio.create_task(send_many(socket, observe(), 5000))
                for _ in range(20):
                    assert (await asyncio.wait_for(ask(beside, step()), 20)).status == api.in_game
                await asyncio.wait_for(deaf._free.wait(), 60)
                flood.cancel()
            async with connected(deaf) as socket:
                assert (await ask(socket, PING)).status == api.launched

    run(play())


def test_who_waits_for_an_answer_gets_signs_of_life(monkeypatch):
    async def play():
        monkeypatch.setattr(connection, "PULSE", 0.05)
        async with served() as server, aiohttp.ClientSession() as http:
            url = f"http://127.0.0.1:{server.port}/sc2api"
            async with http.ws_connect(url, autoping=False) as socket:
                ports = {"server_ports": api.PortSet(game_port=free_port(), base_port=1)}
                for request in (create(PLAYER, PLAYER), join(**ports)):  # nobody else will join
                    await socket.send_bytes(request.SerializeToString())
                while (await socket.receive(20)).type != aiohttp.WSMsgType.BINARY:
                    pass
                assert (await socket.receive(20)).type == aiohttp.WSMsgType.PING

    run(play())


async def send_many(socket, request: api.Request, n: int) -> None:
    message = request.SerializeToString()
    with contextlib.suppress(ConnectionError, aiohttp.ClientError):
        for _ in range(n):
            await socket.send_bytes(message)
