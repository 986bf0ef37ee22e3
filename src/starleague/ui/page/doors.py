"""Who may come in: on loopback whoever uses this machine; from elsewhere who has the token.

A page of another site could make a browser talk to us: requests must name us as their host and their origin.
"""

from __future__ import annotations

import ipaddress
import secrets
from urllib.parse import urlsplit

from aiohttp import web

COOKIE = "starleague"
LOCAL = {"localhost", "127.0.0.1", "::1"}


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host in LOCAL:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def new_token(host: str) -> str:
    """What must be shown at the door of an address; empty on loopback."""
    return "" if is_loopback(host) else secrets.token_urlsafe(18)


def guard(token: str):
    """Middleware that lets in whom it may."""

    @web.middleware
    async def check(request: web.Request, handler) -> web.StreamResponse:
        host = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
        if not token and host not in LOCAL:
            raise web.HTTPForbidden(text=f"{host} is not this machine; open http://127.0.0.1 instead")
        origin = request.headers.get("Origin")
        if origin and urlsplit(origin).netloc != request.headers.get("Host"):
            raise web.HTTPForbidden(text=f"a page of {origin} may not use this server")
        shown = request.query.get("token") or request.cookies.get(COOKIE, "")
        if token and not secrets.compare_digest(shown.encode(), token.encode()):
            raise web.HTTPForbidden(text="wrong or missing token: open the address that the server printed")
        response = await handler(request)
        if token and not response.prepared and request.query.get("token"):
            response.set_cookie(COOKIE, token, httponly=True, samesite="Strict")
        return response

    return check
