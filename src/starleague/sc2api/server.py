"""The websocket that StarCraft II clients connect to: ws://host:port/sc2api."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal

from aiohttp import web

from starleague.sc2api.connection import converse
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.session import Session
from starleague.sc2api.status import QUIT

log = logging.getLogger("starleague.sc2api")
CHANGE = 2.0  # seconds in which a client that hangs up makes room for the next
LINGER = 5.0  # seconds after quit in which clients of other processes may end the game that is hosted here


class Server:
    """One port, one session: as a StarCraft II process, it goes on over reconnects."""

    def __init__(self, lobby: Lobby, session: Session | None = None):
        self.lobby = lobby
        self.session = session or Session(lobby)
        self.port = 0  # that it listens on
        self.done = asyncio.Event()
        self._free = asyncio.Event()  # nobody is connected
        self._free.set()

    async def serve(self, host: str, port: int) -> None:
        """Listen until a client sends quit, or a signal comes. Port 0 takes a free one."""
        runner = await self.listen(host, port)
        loop = asyncio.get_running_loop()
        for stop in (signal.SIGTERM, signal.SIGINT):
            with contextlib.suppress(NotImplementedError):  # Windows
                loop.add_signal_handler(stop, self.done.set)
        try:
            await self.done.wait()
        finally:
            await self.close(runner)

    async def listen(self, host: str, port: int) -> web.AppRunner:
        """Begin to listen; hand the runner to ``close`` in the end."""
        app = web.Application()
        app.router.add_get("/sc2api", self._converse)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, host, port).start()
        self.port = runner.addresses[0][1]
        log.info("listening on ws://%s:%d/sc2api", host, self.port)
        return runner

    async def close(self, runner: web.AppRunner) -> None:
        await self.session.disconnected()
        await self.lobby.close()
        await runner.cleanup()

    async def _converse(self, http: web.Request) -> web.WebSocketResponse:
        """One client at a time, as the game: another one is refused, unless the first is just going."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._free.wait(), CHANGE)
        if not self._free.is_set():
            raise web.HTTPConflict(text="another client is connected to this game; start one for each client")
        self._free.clear()
        try:
            socket = await converse(http, self.session)
            if self.session.status == QUIT:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self.lobby.guests_gone(), LINGER)
                self.done.set()
            else:
                await self.session.disconnected()
        finally:
            self._free.set()
        return socket
