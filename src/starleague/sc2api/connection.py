"""A websocket on which a client sends requests and gets an answer to each, in order."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from aiohttp import WSMsgType, web
from google.protobuf.message import DecodeError
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.session import Session
from starleague.sc2api.status import QUIT

log = logging.getLogger("starleague.sc2api")
MAX_MESSAGE = 1 << 26  # bytes; map data fits
MAX_WAITING = 1 << 26  # bytes of requests that wait for their turn; then no more are read
MAX_REQUESTS = 1000  # that wait
GRACE = 0.5  # seconds that requests of a closed connection have to be done, unless they wait for others
PULSE = 30.0  # seconds between two signs of life to a client that waits for an answer
READ_LIMIT = 60.0  # seconds in which a client must begin to take an answer, or it is taken for dead


async def converse(http: web.Request, session: Session) -> web.WebSocketResponse:
    """Answer what comes on a new connection until it is closed or the client quits."""
    # PySC2 sends protobuf in text frames: they are not UTF-8, so the frames are not decoded.
    socket = web.WebSocketResponse(max_msg_size=MAX_MESSAGE, decode_text=False, timeout=GRACE)
    await socket.prepare(http)
    requests = Waiting()
    work = asyncio.create_task(_answer_all(http, socket, session, requests))
    work.add_done_callback(lambda _: requests.let_go())
    pulse = asyncio.create_task(_pulse(socket, requests))
    async for message in socket:
        if message.type not in (WSMsgType.BINARY, WSMsgType.TEXT) or work.done():
            break
        await requests.put(bytes(message.data))
    requests.end()  # what was sent before is still done: PySC2 sends quit and hangs up
    await asyncio.wait({work}, timeout=GRACE)
    pulse.cancel()
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work
    return socket


class Waiting:
    """Requests in their order; whoever sends faster than he is answered has to wait."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._room = asyncio.Event()
        self._room.set()
        self._bytes = 0
        self._done = False  # nobody answers any more
        self.at_work = False  # on one of them

    async def put(self, message: bytes) -> None:
        await self._room.wait()
        self._bytes += len(message)
        self._queue.put_nowait(message)
        self._look()

    def let_go(self) -> None:
        """Nobody answers any more: whoever waits for room need not."""
        self._done = True
        self._room.set()

    def end(self) -> None:
        self._queue.put_nowait(None)

    async def get(self) -> bytes | None:
        """The next request; None: there will be no more. The one before is done."""
        self.at_work = False
        message = await self._queue.get()
        self.at_work = message is not None
        if message is not None:
            self._bytes -= len(message)
            self._look()
        return message

    def _look(self) -> None:
        if self._done or (self._bytes < MAX_WAITING and self._queue.qsize() < MAX_REQUESTS):
            self._room.set()
        else:
            self._room.clear()


async def _answer_all(
    http: web.Request, socket: web.WebSocketResponse, session: Session, requests: Waiting
) -> None:
    while (message := await requests.get()) is not None:
        told = await answer(session, message)
        try:
            await asyncio.wait_for(socket.send_bytes(told), READ_LIMIT)
        except ConnectionError:
            pass  # the client hung up without waiting for it
        except TimeoutError:
            log.warning("a client has not read its answers for %.0f s: its connection is closed", READ_LIMIT)
            if http.transport is not None:
                http.transport.abort()  # it would not take part in closing, either
            return
        if session.status == QUIT:
            with contextlib.suppress(ConnectionError):
                await socket.close()
            return


async def _pulse(socket: web.WebSocketResponse, requests: Waiting) -> None:
    """Show a client that waits for an answer that somebody is there: many hang up on a socket silent for minutes."""
    with contextlib.suppress(ConnectionError):
        while True:
            await asyncio.sleep(PULSE)
            if requests.at_work:
                await socket.ping()


async def answer(session: Session, message: bytes) -> bytes:
    """The serialized response to a message, which may be anything; nothing that it does ends the connection."""
    try:
        request = api.Request.FromString(message)
    except DecodeError:
        problem = f"this is no SC2APIProtocol.Request: {len(message)} bytes that do not parse"
        return api.Response(error=[problem], status=session.status).SerializeToString()
    try:
        return await session.answer(request, message)
    except Exception as problem:  # whatever it was, the client is told and may go on
        log.exception("a request failed: %s", request.WhichOneof("request"))
        response = api.Response(error=[f"internal error: {problem!r}"], status=session.status)
        if request.HasField("id"):
            response.id = request.id
        return response.SerializeToString()
