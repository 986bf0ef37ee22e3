"""A client at a match: whose eyes it looks through, what it wants to see, what it has not been told yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from s2clientprotocol import common_pb2, error_pb2, raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api import deeds
from starleague.sc2api.deeds import Deed, Place
from starleague.sc2api.desk import Desk
from starleague.sc2api.eyes.eye import Eye
from starleague.sc2api.eyes.layout import Fog, Wish
from starleague.sc2api.screen.geometry import Frame, minimap, screen
from starleague.sc2api.told import told

if TYPE_CHECKING:
    from starleague.sc2api.match import Match
from starleague.sc2api.seats import Seat


@dataclass
class News:
    """What has not been told yet."""

    actions: list[api.Action] = field(default_factory=list)
    errors: list[api.ActionError] = field(default_factory=list)
    chat: list[api.ChatReceived] = field(default_factory=list)
    dead: list[int] = field(default_factory=list)  # tags
    alerts: list[int] = field(default_factory=list)

    def forget(self) -> None:
        """All of it was told."""
        for happened in (self.actions, self.errors, self.chat, self.dead, self.alerts):
            happened.clear()


class Viewer:
    """Looks at a match for one client.

    ``seat`` is the player over whose shoulder it looks; an observer of everybody sees with ``everything``.
    """

    def __init__(
        self, match: Match, seat: Seat, options: api.InterfaceOptions, everything: bool = False, lit: bool = False,
    ):
        self.match, self.seat, self.player = match, seat, seat.player
        self.everything, self.lit = everything, lit or everything
        self.options = options
        self.news = News()
        self.eye = Eye(match.games, match.memories, 0 if everything else seat.player, _wishes(options))
        self.said = 0  # [loop] in which all that the client has done shows
        self.own_camera: Place | None = None  # of an observer who has moved it
        terrain = match.games.rules.terrain
        cropped = options.raw and options.raw_crop_to_playable_area
        self.corner = (int(terrain.left), int(terrain.bottom)) if cropped else (0, 0)
        self.eye.crop(*self.corner)
        right, top = (terrain.right, terrain.top) if cropped else (terrain.width, terrain.height)
        left, bottom = self.corner
        self.cells = slice(bottom, int(top)), slice(left, int(right))  # of the grids that are told

    @property
    def desk(self) -> Desk:
        return self.match.desks[self.player]

    @property
    def camera(self) -> Place:
        return self.own_camera or self.desk.camera

    def look(self, disable_fog: bool = False) -> None:
        """See what is there now."""
        self.eye.wish(Wish.ALL_ORDERS, self.match.control_enemy)
        fog = Fog.NONE if self.lit or not self.match.game.fog else Fog.LIFTED if disable_fog else Fog.THICK
        self.eye.look(self.camera, self.desk.selection, fog)

    def creep(self) -> np.ndarray:
        """Creep [y, x] where the player has been: he is not told what became of it meanwhile, but where it is now."""
        game = self.match.game
        return game.creep if self.eye.fog == Fog.NONE else game.creep * (game.visibility[self.player - 1] != 0)

    def side(self, owner: int) -> int:
        """Alliance of a player to the one who looks."""
        if owner == 0:
            return raw_pb2.Neutral
        return raw_pb2.Self if owner == self.player and not self.everything else raw_pb2.Enemy

    def will(self, deed: Deed) -> int:
        """The player is to do something as soon as actions take effect; an ActionResult."""
        loop = self.match.loop + self.match.delay - 1
        self.said = loop + 1
        return error_pb2.Success if self.match.agenda.add(loop, self.player, deed) else error_pb2.CantQueueThatOrder

    def hear(self, player: int, deed: Deed) -> None:
        """Somebody has done something: those who look through his eyes are told, and all to whom he talks."""
        if deed.kind == deeds.CHAT:
            if deed.mode != api.ActionChat.Team or player == self.player or self.everything:
                self.news.chat.append(api.ChatReceived(player_id=player, message=deed.text))
        elif player == self.player or self.everything:
            action = told(self, deed)
            if action is not None:
                self.news.actions.append(action)

    @property
    def views(self) -> tuple[tuple[str, api.SpatialCameraSetup], ...]:
        """The spatial interfaces that the client has asked for: field of an action, and its setup."""
        views = (("feature_layer", self.options.feature_layer), ("render", self.options.render))
        return tuple((f"action_{name}", setup) for name, setup in views if self.options.HasField(name))

    def screen(self, setup: api.SpatialCameraSetup) -> Frame:
        return screen(setup, self.camera)

    def minimap(self, setup: api.SpatialCameraSetup) -> Frame:
        return minimap(setup, self.match.games.rules.terrain)

    def named(self, place: common_pb2.Point2D) -> Place:
        """A place that the client names, on the map or beside it."""
        return place.x + self.corner[0], place.y + self.corner[1]

    def inside(self, place: common_pb2.Point2D) -> Place:
        """A place that the client names, on the map, moved into it when it lies outside."""
        return self.match.inside(*self.named(place))

    def follow(self, player: int) -> None:
        """An observer looks where a player looks."""
        if player in self.match.desks:
            self.player, self.own_camera = player, None

    def shown(self, place: Place) -> common_pb2.Point2D:
        """A place of the map as this client counts."""
        return common_pb2.Point2D(x=place[0] - self.corner[0], y=place[1] - self.corner[1])


def _wishes(options: api.InterfaceOptions) -> int:
    wishes = {
        Wish.CLOAKED: options.show_cloaked, Wish.BURROWED: options.show_burrowed_shadows,
        Wish.PLACEHOLDERS: options.show_placeholders,
    }
    return sum(bit for bit, wanted in wishes.items() if wanted)
