"""What the page's server answers about the league that it follows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web

from starleague.ui.dashboard.view import LeagueView
from starleague.ui.page.answers import NO_CACHE, body_of
from starleague.ui.page.live import LiveRoom
from starleague.ui.page.room import Room

NOT_KEPT = "this game is not kept: one of each learner's games at once is, and a dozen that are over"


class LeagueDesk:
    """Tells the league's state, and opens its games; ``add`` keeps a room."""

    def __init__(self, view: LeagueView | None, add: Callable[[Room], Room]):
        self.view, self.add = view, add

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/api/league", self._tell), web.post("/api/league/watch", self._watch)]

    def open(self, match: int | None = None, learner: int | None = None) -> Room:
        """A room for a match, or for the one that a learner, or anybody, plays now. ValueError when there is none."""
        view = self._followed()
        if match is None:
            match = view.newest(learner)
        file = view.replays().get(match) if match is not None else None
        if file is None:
            raise ValueError(NOT_KEPT)
        return self.add(LiveRoom(file, f"Match {match} of {view.folder.name}", learner))

    async def _tell(self, request: web.Request) -> web.Response:
        """The league's state; 304 when it is what the page has already."""
        tag, text = await asyncio.to_thread(self._followed().told)
        headers = {"ETag": f'"{tag}"', **NO_CACHE}
        if request.headers.get("If-None-Match") == headers["ETag"]:
            return web.Response(status=304, headers=headers)
        response = web.Response(body=text, content_type="application/json", headers=headers)
        response.enable_compression()
        return response

    async def _watch(self, request: web.Request) -> web.Response:
        asked = await body_of(request)
        match, learner = (asked.get(name) for name in ("match", "learner"))
        if {type(match), type(learner)} not in ({int, type(None)}, {int}):
            raise ValueError("name a match, or a learner, by its number")
        return web.json_response({"room": self.open(match, learner).id})

    def _followed(self) -> LeagueView:
        if self.view is None:
            raise web.HTTPNotFound(text="no league is followed here; `starleague dashboard FOLDER` follows one")
        return self.view
