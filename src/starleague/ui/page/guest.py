"""Somebody who has a room open in a browser tab."""

from __future__ import annotations

import asyncio
import contextlib
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSCloseCode, web

BACKLOG = 24  # messages that may wait for a slow connection; then it is given a fresh start


@dataclass(eq=False)
class Guest:
    """One connection. What is sent waits in ``outbox``, so that a slow one holds up nobody."""

    socket: web.WebSocketResponse
    player: int  # whose eyes it has; 0: an observer
    seated: bool = False  # it may command
    selected: list[int] = field(default_factory=list)
    lead: int = 0
    needs_key: bool = True
    curious: bool = False  # it wants to see what agents think
    told: dict[str, str] = field(default_factory=dict)  # the last message of a kind that is only sent when it changes
    sent: int = 0  # bytes
    outbox: asyncio.Queue = field(default_factory=lambda: asyncio.Queue(BACKLOG))

    def tell(self, message: dict[str, Any]) -> None:
        """Send a small message."""
        self._put(json.dumps(message, separators=(",", ":")))

    def send_frame(self, data: bytes) -> None:
        """Send a frame; when too many wait already, all are dropped and the next must be a keyframe."""
        self._put(data)

    def _put(self, data: str | bytes) -> None:
        if self.outbox.full():
            kept = [item for item in _drain(self.outbox) if isinstance(item, str)][-BACKLOG // 2 :]
            for item in kept:
                self.outbox.put_nowait(item)
            self.needs_key = True
            self.told.clear()  # it may have been among what was dropped
            if isinstance(data, bytes):
                return
        self.outbox.put_nowait(data)

    async def deliver(self) -> None:
        """Pass on what waits, for as long as the connection lives."""
        with contextlib.suppress(ConnectionError):
            while not self.socket.closed:
                data = await self.outbox.get()
                self.sent += len(data)
                if isinstance(data, bytes):
                    await self.socket.send_bytes(data)
                else:
                    await self.socket.send_str(data)

    async def dismiss(self, message: dict[str, Any]) -> None:
        """Say why, and hang up."""
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.socket.send_str(json.dumps(message))
            await self.socket.close(code=WSCloseCode.OK)


def _drain(queue: asyncio.Queue) -> list[Any]:
    items = []
    while not queue.empty():
        items.append(queue.get_nowait())
    return items
