"""How the page's server reads what it is sent, and says what is wrong with it."""

from __future__ import annotations

from typing import Any

from aiohttp import web

NO_CACHE = {"Cache-Control": "no-cache"}


@web.middleware
async def tell_errors(request: web.Request, handler) -> web.StreamResponse:
    """What was asked for in a wrong way is told in words."""
    try:
        return await handler(request)
    except (ValueError, FileNotFoundError) as problem:
        raise web.HTTPBadRequest(text=str(problem)) from None


async def body_of(request: web.Request) -> dict[str, Any]:
    """The JSON object that a request carries."""
    try:
        body = await request.json()
    except (ValueError, UnicodeDecodeError):
        raise web.HTTPBadRequest(text="the body must be JSON") from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="the body must be a JSON object")
    return body
