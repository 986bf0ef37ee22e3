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
GRACE = 0.5  # seconds that requests of a closed connection have to be done, unless they wait for others


async def converse(http: web.Request, session: Session) -> web.WebSocketResponse:
    """Answer what comes on a new connection until it is closed or the client quits."""
    # PySC2 sends protobuf in text frames: they are not UTF-8, so the frames are not decoded.
    socket = web.WebSocketResponse(max_msg_size=MAX_MESSAGE, decode_text=False, timeout=GRACE)
    await socket.prepare(http)
    requests: asyncio.Queue[bytes | None] = asyncio.Queue()
    work = asyncio.create_task(_answer_all(socket, session, requests))
    async for message in socket:
        if message.type not in (WSMsgType.BINARY, WSMsgType.TEXT):
            break
        requests.put_nowait(bytes(message.data))
    requests.put_nowait(None)  # what was sent before is still done: PySC2 sends quit and hangs up
    await asyncio.wait({work}, timeout=GRACE)
    work.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await work
    return socket


async def _answer_all(socket: web.WebSocketResponse, session: Session, requests: asyncio.Queue[bytes | None]) -> None:
    while (message := await requests.get()) is not None:
        answer = await _answer(session, message)
        with contextlib.suppress(ConnectionError):  # the client hung up without waiting for it
            await socket.send_bytes(answer)
        if session.status == QUIT:
            with contextlib.suppress(ConnectionError):
                await socket.close()
            return


async def _answer(session: Session, message: bytes) -> bytes:
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
