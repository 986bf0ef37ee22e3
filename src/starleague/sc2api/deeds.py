"""What players do, in places of the map and by tags: what the game, the replay and other clients are told of it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, fields, replace

Place = tuple[float, float]

# What a deed is
COMMAND, AUTOCAST, CAMERA, SELECT, PANEL, CHAT = "command", "autocast", "camera", "select", "panel", "chat"
SCORE = "score"  # the map's doing, or a debug command's: ``mode`` is the score from now on
# By which part of the interface it was done
RAW, SCREEN, MINIMAP = "raw", "screen", "minimap"


@dataclass(frozen=True)
class Deed:
    """One action of a player.

    COMMAND and AUTOCAST name units, or none when it is for those selected; SELECT has one place or two corners
    and, once done, the units that were picked; PANEL holds an ActionUI.
    """

    kind: str
    way: str = RAW
    ability: int = 0  # API id
    units: tuple[int, ...] = ()  # tags
    target: int = 0  # tag
    places: tuple[Place, ...] = ()  # [cells]
    queued: bool = False
    mode: int = 0  # SELECT: type of the selection, CHAT: channel, COMMAND: its units become the selection
    frame: tuple[float, ...] = ()  # of the screen it was said on: cells a pixel, half its width and height in cells
    panel: bytes = b""
    text: str = ""

    def aimed(self, target: int) -> Deed:
        return replace(self, target=target)

    def at(self, *places: Place) -> Deed:
        return replace(self, places=places)

    def on(self, way: str) -> Deed:
        return replace(self, way=way)

    def by(self, units: tuple[int, ...]) -> Deed:
        return replace(self, units=units)

    def to_json(self) -> dict:
        """Only what is said, for a replay."""
        said = {f.name: value for f in fields(self) if (value := getattr(self, f.name)) != f.default}
        if self.panel:
            said["panel"] = base64.b64encode(self.panel).decode()
        return said

    @classmethod
    def from_json(cls, said: dict) -> Deed:
        """ValueError or TypeError when it is none."""
        said = dict(said)
        for name in ("units", "places", "frame"):
            if name in said:
                said[name] = tuple(tuple(one) if isinstance(one, list) else one for one in said[name])
        if "panel" in said:
            said["panel"] = base64.b64decode(said["panel"])
        return cls(**said)
