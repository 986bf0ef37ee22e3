"""`starleague serve --attach PORT`: what a program takes for the game only passes on to a server that runs already."""

from __future__ import annotations

import asyncio
import contextlib
import signal

import aiohttp
from aiohttp import web

LARGEST = 1 << 28  # bytes of a message


def run_attached(listen: str, port: int, server: int) -> None:
    """Pass every message between a client and the server, until one of them hangs up for good, or a signal comes."""
    asyncio.run(_serve(listen, port, server))


async def _serve(listen: str, port: int, server: int) -> None:
    done = asyncio.Event()

    async def converse(http: web.Request) -> web.WebSocketResponse:
        client = web.WebSocketResponse(max_msg_size=LARGEST, decode_text=False)
        await client.prepare(http)
        url = f"http://127.0.0.1:{server}/sc2api"
        async with aiohttp.ClientSession() as session, session.ws_connect(url, max_msg_size=0) as game:
            one, other = asyncio.create_task(_pass_on(client, game)), asyncio.create_task(_pass_on(game, client))
            await asyncio.wait({one, other}, return_when=asyncio.FIRST_COMPLETED)
            if other.done():
                done.set()  # the game has ended
            one.cancel()
            other.cancel()
        return client

    app = web.Application()
    app.router.add_get("/sc2api", converse)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, listen, port).start()
    loop = asyncio.get_running_loop()
    for stop in (signal.SIGTERM, signal.SIGINT):
        with contextlib.suppress(NotImplementedError):  # Windows
            loop.add_signal_handler(stop, done.set)
    await done.wait()
    await runner.cleanup()


async def _pass_on(source, sink) -> None:
    """Messages of one side to the other, until it hangs up."""
    async for message in source:
        if message.type not in (aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT):
            return
        with contextlib.suppress(ConnectionError):
            await sink.send_bytes(bytes(message.data))
