"""The page's server: static files, a few answers in JSON, and a websocket for each open room."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import signal
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from aiohttp import WSMsgType, web

from starleague.game.maps import load_map
from starleague.ui.dashboard.view import LeagueView
from starleague.ui.page.answers import NO_CACHE, body_of, tell_errors
from starleague.ui.page.assets import asset, faces, facts_json, grids_png, ground_webp
from starleague.ui.page.doors import guard, is_loopback, new_token
from starleague.ui.page.guest import Guest
from starleague.ui.page.league import LeagueDesk
from starleague.ui.page.library import SUFFIX, Library
from starleague.ui.page.orders import BadMessage
from starleague.ui.page.playing import Agent, PlayRoom, Wish, choices
from starleague.ui.page.room import Room
from starleague.ui.page.theatre import ReplayRoom

log = logging.getLogger("starleague.page")
MOST_ROOMS = 12
UNUSED = 1800.0  # seconds after which a room that nobody has open is closed
LARGEST_MESSAGE = 1 << 16
LARGEST_REPLAY = 1 << 26
DOWNLOAD = {"Content-Type": "application/octet-stream", "Content-Disposition": "attachment"}
BAD_MESSAGES = 20  # after which a connection is closed


class PageServer:
    """Serves the page. ``agents``: opponents beside the built-in levels; ``league``: to follow."""

    def __init__(
        self, library: Library | None = None, agents: Sequence[Agent] = (), league: LeagueView | None = None,
    ):
        self.library = library or Library()
        self.agents = agents
        self.league = LeagueDesk(league, self.add)
        self.rooms: dict[str, Room] = {}
        self.replay: Path | None = None  # shown first
        self.live = False  # first a game that the league is playing
        self.start = ""  # where the page begins, as "#room/…"
        self.port = 0

    async def listen(self, host: str, port: int, token: str = "") -> web.AppRunner:
        """Begin to listen; port 0 takes a free one. Hand the runner to ``close`` in the end."""
        app = web.Application(middlewares=[guard(token), tell_errors], client_max_size=LARGEST_REPLAY)
        app.add_routes([
            web.get("/", self._index), web.get("/static/{name}", self._static),
            web.get("/api/choices", self._choices), web.post("/api/consent", self._consent),
            web.post("/api/games", self._new_game), web.get("/api/rooms", self._list_rooms),
            web.get("/api/rooms/{room}/facts", self._facts), web.get("/api/maps/{map}/ground.webp", self._ground),
            web.get("/api/rooms/{room}/grids.png", self._grids), web.get("/api/games/{file}", self._game_file),
            web.post("/api/replays", self._open_replay), web.get("/api/rooms/{room}/curves", self._curves),
            web.get("/api/rooms/{room}/replay", self._save), web.get("/ws/{room}", self._converse),
            *self.league.routes(),
        ])
        runner = web.AppRunner(app, shutdown_timeout=0.5, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, host, port).start()
        self.port = runner.addresses[0][1]
        return runner

    async def close(self, runner: web.AppRunner) -> None:
        for room in list(self.rooms.values()):
            await room.close()
        await runner.cleanup()

    def add(self, room: Room) -> Room:
        """Keep a room until nobody has used it for long; replays that nobody has open make way for others."""
        idle = [one for one in self.rooms.values() if not one.guests and not one.seats]
        if len(self.rooms) >= MOST_ROOMS and idle:
            oldest = self.rooms.pop(min(idle, key=lambda one: one.used).id)
            asyncio.get_running_loop().create_task(oldest.close())
        if len(self.rooms) >= MOST_ROOMS:
            raise web.HTTPServiceUnavailable(text=f"{MOST_ROOMS} rooms are open already; close one")
        self.rooms[room.id] = room
        return room

    async def sweep(self) -> None:
        """Close what nobody uses any more."""
        while True:
            await asyncio.sleep(30)
            for room in list(self.rooms.values()):
                if not room.guests and time.monotonic() - room.used > UNUSED:
                    del self.rooms[room.id]
                    await room.close()

    # answers

    async def _index(self, request: web.Request) -> web.Response:
        return web.Response(body=asset("index.html"), content_type="text/html", headers=NO_CACHE)

    async def _static(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        kind = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}.get(name.rsplit(".", 1)[-1])
        if kind is None:
            raise web.HTTPNotFound
        try:
            response = web.Response(body=asset(name), content_type=kind, headers=NO_CACHE)
        except FileNotFoundError:
            raise web.HTTPNotFound from None
        response.enable_compression()
        return response

    async def _choices(self, request: web.Request) -> web.Response:
        return web.json_response({
            **choices(self.agents), "consent": self.library.consent, "start": self.start,
            "games": self.library.list(), "folder": str(self.library.folder), "league": self.league.view is not None,
            "faces": faces(),
        })

    async def _consent(self, request: web.Request) -> web.Response:
        asked = await body_of(request)
        if not isinstance(asked.get("training"), bool):
            raise web.HTTPBadRequest(text="training must be true or false")
        self.library.answer(asked["training"])
        return web.json_response({"consent": asked["training"]})

    async def _new_game(self, request: web.Request) -> web.Response:
        wish = Wish.from_json(await body_of(request))
        room = self.add(PlayRoom(wish, self.library, self.agents))
        return web.json_response({"room": room.id, "seat": room.seats[1]})

    async def _open_replay(self, request: web.Request) -> web.Response:
        """A recorded game by its name, or one that is sent whole."""
        if request.content_type == "application/json":
            path = self.library.find(str((await body_of(request)).get("file")))
            room: Room = ReplayRoom(path)
        else:
            room = ReplayRoom(await request.read(), request.query.get("name", "replay")[:80])
        await room.ready.wait()
        if room.problem:
            await room.close()
            raise web.HTTPBadRequest(text=room.problem)
        return web.json_response({"room": self.add(room).id})

    async def _curves(self, request: web.Request) -> web.Response:
        room = await self._room(request)
        if not isinstance(room, ReplayRoom):
            raise web.HTTPNotFound(text="only replays have curves")
        response = web.json_response({**room.curves.to_json(), "values": room.minds.values()})
        response.enable_compression()
        return response

    async def _list_rooms(self, request: web.Request) -> web.Response:
        return web.json_response([
            {"room": room.id, "title": room.title, "kind": room.kind, "guests": len(room.guests)}
            for room in self.rooms.values()
        ])

    async def _facts(self, request: web.Request) -> web.Response:
        room = await self._room(request)
        response = web.Response(body=facts_json(room.games), content_type="application/json")
        response.enable_compression()
        return response

    async def _ground(self, request: web.Request) -> web.Response:
        one = load_map(request.match_info["map"])
        data = await asyncio.to_thread(ground_webp, one)
        return web.Response(body=data, content_type="image/webp", headers={"Cache-Control": "max-age=3600"})

    async def _grids(self, request: web.Request) -> web.Response:
        return web.Response(body=grids_png((await self._room(request)).games.map), content_type="image/png")

    async def _game_file(self, request: web.Request) -> web.StreamResponse:
        try:
            return web.FileResponse(self.library.find(request.match_info["file"]), headers=DOWNLOAD)
        except FileNotFoundError as problem:
            raise web.HTTPNotFound(text=str(problem)) from None

    async def _save(self, request: web.Request) -> web.StreamResponse:
        """The replay of what is played in a room, as one file."""
        room = await self._room(request)
        recording = room.recording()
        if recording is None:
            raise web.HTTPNotFound(text="nothing is recorded here")
        name = recording.name if isinstance(recording, Path) else room.title
        plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", name.removesuffix(SUFFIX)).strip("-") or "replay"
        headers = {**DOWNLOAD, "Content-Disposition": f'attachment; filename="{plain}{SUFFIX}"'}
        if isinstance(recording, Path):
            return web.FileResponse(recording, headers=headers)
        return web.Response(body=recording, headers=headers)

    async def _room(self, request: web.Request) -> Room:
        room = self.rooms.get(request.match_info["room"])
        if room is None:
            raise web.HTTPNotFound(text="there is no such room any more")
        await room.ready.wait()
        if room.problem:
            raise web.HTTPInternalServerError(text=room.problem)
        return room

    # conversation

    async def _converse(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=10, max_msg_size=LARGEST_MESSAGE)
        await socket.prepare(request)
        room = self.rooms.get(request.match_info["room"])
        if room is None:
            await socket.send_json({"is": "gone"})
            await socket.close()
            return socket
        seat = request.query.get("seat", "")
        player = next((player for player, key in room.seats.items() if key == seat), 0)
        if room.seats and not player:
            await socket.send_json({"is": "refused", "text": "this seat is somebody else's"})
            await socket.close()
            return socket
        guest = Guest(socket, player, bool(player))
        sender = asyncio.create_task(guest.deliver())
        try:
            await room.enter(guest)
            await self._listen(room, guest)
        finally:
            room.leave(guest)
            sender.cancel()
        return socket

    async def _listen(self, room: Room, guest: Guest) -> None:
        bad = 0
        async for message in guest.socket:
            if message.type != WSMsgType.TEXT:
                continue
            try:
                said = json.loads(message.data)
                if not isinstance(said, dict):
                    raise BadMessage("a message is a JSON object")
                room.hear(guest, said)
            except (BadMessage, json.JSONDecodeError) as problem:
                bad += 1
                guest.tell({"is": "refused", "text": str(problem)})
                if bad > BAD_MESSAGES:
                    await guest.dismiss({"is": "refused", "text": "too many messages that make no sense"})
                    return


def serve(server: PageServer, host: str, port: int, show: bool = True, token: str | None = None) -> None:
    """Run until a signal comes; prints the address and opens a browser when ``show``."""
    token = new_token(host) if token is None else token
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(server, host, port, show, token))


async def _serve(server: PageServer, host: str, port: int, show: bool, token: str) -> None:
    runner = await server.listen(host, port, token)
    if server.replay is not None:
        server.start = f"#room/{server.add(ReplayRoom(server.replay)).id}"
    if server.live:
        with contextlib.suppress(ValueError):  # nothing is played now: the league is shown
            server.start = f"#room/{server.league.open().id}"
    shown = "127.0.0.1" if is_loopback(host) else host
    address = f"http://{shown}:{server.port}/" + (f"?token={token}" if token else "")
    print(f"starleague: open {address}   (Ctrl-C ends)", flush=True)
    if show and is_loopback(host):
        await asyncio.to_thread(webbrowser.open, address)
    sweeper = asyncio.create_task(server.sweep())
    done = asyncio.Event()
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(stop, done.set)
    await done.wait()
    sweeper.cancel()
    await server.close(runner)
