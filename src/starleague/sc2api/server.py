"""The websocket that StarCraft II clients connect to: ws://host:port/sc2api."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal

from aiohttp import WSMsgType, web
from google.protobuf.message import DecodeError
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.lobby import Lobby
from starleague.sc2api.session import QUIT, Session

log = logging.getLogger("starleague.sc2api")
MAX_MESSAGE = 1 << 26  # bytes; map data fits


class Server:
    """One port, one session: as a StarCraft II process, it goes on over reconnects."""

    def __init__(self, lobby: Lobby):
        self.lobby = lobby
        self.session = Session(lobby)
        self.done = asyncio.Event()
        self.connection: web.WebSocketResponse | None = None

    async def serve(self, host: str, port: int) -> None:
        """Listen until a client sends quit, or a signal comes."""
        app = web.Application()
        app.router.add_get("/sc2api", self._connection)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, host, port).start()
        log.info("listening on ws://%s:%d/sc2api", host, port)
        loop = asyncio.get_running_loop()
        for stop in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(stop, self.done.set)
        try:
            await self.done.wait()
        finally:
            await self.lobby.close()
            await runner.cleanup()

    async def _connection(self, http: web.Request) -> web.WebSocketResponse:
        # PySC2 sends protobuf in text frames: they are not UTF-8, so the frames are not decoded.
        socket = web.WebSocketResponse(max_msg_size=MAX_MESSAGE, decode_text=False, heartbeat=None)
        await socket.prepare(http)
        self.connection = socket
        async for message in socket:
            if message.type not in (WSMsgType.BINARY, WSMsgType.TEXT):
                break
            if not socket.closed:
                answer = await self._answer(bytes(message.data))
                with contextlib.suppress(ConnectionResetError):
                    await socket.send_bytes(answer)
            if self.session.status == QUIT:
                break
        if self.session.status == QUIT:
            self.done.set()
        elif self.connection is socket:
            await self.session.disconnected()
        return socket

    async def _answer(self, message: bytes) -> bytes:
        session = self.session
        try:
            request = api.Request.FromString(message)
        except DecodeError:
            problem = f"this is no SC2APIProtocol.Request: {len(message)} bytes that do not parse"
            return api.Response(error=[problem], status=session.status).SerializeToString()
        if session.forward is not None and request.WhichOneof("request") not in ("ping", "quit", "data"):
            answer = await session.forward(message)
            session.status = api.Response.FromString(answer).status
            if request.WhichOneof("request") == "leave_game":
                session.forward = None
            return answer
        try:
            response = await session.answer(request)
        except Exception as problem:
            log.exception("a request failed")
            response = api.Response(error=[f"internal error: {problem!r}"], status=session.status, id=request.id)
        return response.SerializeToString()
