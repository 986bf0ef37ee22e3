"""A connection to a StarCraft II that listens: one request, one response."""

from __future__ import annotations

import asyncio

import aiohttp
from s2clientprotocol import sc2api_pb2 as api

PATIENCE = 180.0  # seconds until the game listens
PAUSE = 0.5  # between two tries


class GameError(Exception):
    """The game refused a request, or is gone."""


class Client:
    """``async with await Client.connect(...) as client: await client.ask(ping=api.RequestPing())``."""

    def __init__(self, http: aiohttp.ClientSession, socket: aiohttp.ClientWebSocketResponse):
        self.http, self.socket = http, socket
        self.status: int = api.launched

    @classmethod
    async def connect(cls, host: str, port: int, patience: float = PATIENCE) -> Client:
        """Try until the game listens; GameError when it does not in ``patience`` seconds."""
        http = aiohttp.ClientSession()
        clock = asyncio.get_running_loop().time
        until = clock() + patience
        while True:
            try:
                socket = await http.ws_connect(f"http://{host}:{port}/sc2api", max_msg_size=0)
                return cls(http, socket)
            except (aiohttp.ClientError, OSError) as problem:
                if clock() > until:
                    await http.close()
                    raise GameError(f"nothing listens on {host}:{port}: {problem}") from None
                await asyncio.sleep(PAUSE)

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.socket.close()
        await self.http.close()

    async def ask(self, **request) -> api.Response:
        """Send ``api.Request(**request)``; GameError with the game's words when it refuses."""
        try:
            await self.socket.send_bytes(api.Request(**request).SerializeToString())
            message = await self.socket.receive()
        except (aiohttp.ClientError, ConnectionError) as problem:
            raise GameError(f"the game is gone: {problem}") from None
        if message.type is not aiohttp.WSMsgType.BINARY:
            raise GameError("the game is gone")
        response = api.Response.FromString(message.data)
        if response.HasField("status"):
            self.status = response.status
        problem = _problem(response)
        if problem:
            raise GameError(problem)
        return response


def _problem(response: api.Response) -> str:
    """What a response says is wrong; "" when nothing is."""
    if response.error:
        return "; ".join(response.error)
    which = response.WhichOneof("response")
    answer = getattr(response, which) if which else None
    if answer is None or "error" not in answer.DESCRIPTOR.fields_by_name or not answer.HasField("error"):
        return ""
    field = answer.DESCRIPTOR.fields_by_name["error"]
    return f"{which}: {field.enum_type.values_by_number[answer.error].name} {answer.error_details}".strip()
