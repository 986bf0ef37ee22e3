"""The shapes of units on a picture."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from starleague.catalog.rules import ONE, TURN
from starleague.catalog.vocabulary import Flag, Race, Resource
from starleague.engine.layout import Swing
from starleague.game.clock import LOOPS_PER_SECOND
from starleague.game.games import Games
from starleague.ui.art import footprint_size, ink_of, inks, parts_of
from starleague.ui.brush import draw_parts, rgb

TEAM = tuple(rgb(ink["team"]) for ink in inks()["teams"])
EDGE = tuple(rgb(ink["deep"]) for ink in inks()["teams"])
MINERAL, RICH_MINERAL, GAS, RICH_GAS = (86, 190, 224), (238, 202, 84), (72, 196, 112), (170, 110, 214)
HEALTHY, HURT, DYING = (86, 220, 96), (240, 200, 60), (235, 70, 60)
SHADOW = (0, 0, 0, 90)
SHOT = (255, 244, 190, 220)
LEAST, LARGER = 0.3, 1.08  # [cells] radius of what is drawn; how much larger than it is
FINE = 2  # shapes are drawn this much larger and made smaller: smooth edges


class Canvas:
    """A picture in cells: (x, y) with y up becomes pixels. ``window``: the cells that ``ground`` shows."""

    def __init__(self, ground: np.ndarray, window: tuple[int, int, int, int], scale: int) -> None:
        self.left, self.bottom, self.right, self.top = window
        self.scale = scale
        self.fine = FINE if scale * (self.right - self.left) < 2400 else 1
        self.unit = scale * self.fine
        self.ground = ground
        size = (ground.shape[1] * self.fine, ground.shape[0] * self.fine)
        self.layer = Image.new("RGBA", size, (0, 0, 0, 0))
        self.draw = ImageDraw.Draw(self.layer)

    def shade(self, brightness: np.ndarray) -> None:
        """Darken the ground, by cell."""
        size = (self.ground.shape[1], self.ground.shape[0])
        large = Image.fromarray((brightness[::-1] * 255).astype(np.uint8)).resize(size, Image.Resampling.BILINEAR)
        self.ground = (self.ground * (np.asarray(large, np.float32)[..., None] / 255)).astype(np.uint8)

    def at(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) * self.unit, (self.top - y) * self.unit

    def box(self, x: float, y: float, half_width: float, half_height: float) -> list[float]:
        left, top = self.at(x - half_width, y + half_height)
        right, bottom = self.at(x + half_width, y - half_height)
        return [left, top, max(left, right - 1), max(top, bottom - 1)]

    def polygon(self, points: list[tuple[float, float]], fill, edge=None, width: int = 1) -> None:
        self.draw.polygon([self.at(x, y) for x, y in points], fill=fill, outline=edge, width=width)

    def finish(self) -> Image.Image:
        """Ground and shapes together."""
        size = (self.ground.shape[1], self.ground.shape[0])
        shapes = self.layer.resize(size, Image.Resampling.BOX) if self.fine > 1 else self.layer
        whole = Image.fromarray(self.ground).convert("RGBA")
        whole.alpha_composite(shapes)
        return whole.convert("RGB")


def draw_resources(canvas: Canvas, games: Games, game: np.record, seen: np.ndarray) -> None:
    for slot in game.resources[: int(game.n_resources)].tolist():
        if not seen[slot]:
            continue
        unit = game.units[slot]
        kind = games.unit_type_facts(int(unit.type))
        x, y = unit.x / ONE, unit.y / ONE
        rich = bool(kind.flags & Flag.HIGH_RESOURCE)
        if kind.resource == Resource.MINERALS:
            left = 0.45 + 0.55 * min(1.0, unit.contents / max(1, kind.resource_contents))
            color = RICH_MINERAL if rich else MINERAL
            for dx, size in ((-0.55, 0.42), (0.1, 0.5), (0.6, 0.38)):
                points = [(x + dx, y + size * left), (x + dx + 0.3, y), (x + dx, y - size * left), (x + dx - 0.3, y)]
                canvas.polygon(points, color, tuple(part // 2 for part in color))
        else:
            color = RICH_GAS if rich else GAS
            canvas.draw.ellipse(canvas.box(x, y, 1.4, 1.4), fill=(58, 66, 60), outline=(30, 36, 32))
            canvas.draw.ellipse(canvas.box(x, y, 0.7, 0.7), fill=color if unit.contents else (90, 90, 90))


def draw_units(canvas: Canvas, games: Games, game: np.record, seen: np.ndarray) -> None:
    """Structures first, what flies last."""
    slots = [slot for slot in np.flatnonzero(seen).tolist()
             if slot and not games.unit_type_facts(int(game.units[slot].type)).flags & Flag.RESOURCE]
    kinds = {slot: games.unit_type_facts(int(game.units[slot].type)) for slot in slots}
    slots.sort(key=lambda slot: (bool(game.units[slot].flying), not kinds[slot].structure, slot))
    for slot in slots:
        _draw_aim(canvas, game, game.units[slot], kinds[slot])
        if kinds[slot].structure:
            _draw_structure(canvas, games, game.units[slot], kinds[slot])
        else:
            _draw_mobile(canvas, games, game.units[slot], kinds[slot])
    for slot in slots:
        _draw_life(canvas, game, game.units[slot], kinds[slot])


def draw_missiles(canvas: Canvas, games: Games, game: np.record, perspective: int | None) -> None:
    for k in range(int(game.n_missiles)):
        missile = game.missiles[k]
        x, y = missile.x / ONE, missile.y / ONE
        lit = perspective is None or game.visibility[perspective - 1, int(y), int(x)] == 2
        if lit:
            canvas.draw.ellipse(canvas.box(x, y, 0.18, 0.18), fill=SHOT)


def draw_title(image: Image.Image, games: Games, game: np.record, perspective: int | None) -> None:
    """Clock and both players' bank and supply, along the top."""
    if image.width < 300:
        return
    draw = ImageDraw.Draw(image)
    seconds = int(game.loop / LOOPS_PER_SECOND)
    draw.rectangle([0, 0, image.width, 13], fill=(12, 14, 20))
    draw.text((4, 1), f"{seconds // 60}:{seconds % 60:02d}  loop {game.loop}", fill=(220, 220, 220))
    for player in (1, 2):
        if perspective not in (None, player):
            continue
        own = game.players[player]
        text = f"{own.minerals} m {own.vespene} g {own.supply_used / 2:g}/{own.supply_cap / 2:g}"
        draw.text((image.width * (0.3 if player == 1 else 0.65), 1), text, fill=TEAM[player])


def _draw_structure(canvas: Canvas, games: Games, unit: np.record, kind) -> None:
    """A square of its footprint's size, growing while under construction; then as ``ui.art`` has it."""
    x, y = unit.x / ONE, unit.y / ONE
    width, height = footprint_size(games, int(unit.type))
    width, height = width or max(1.0, 2 * kind.radius), height or max(1.0, 2 * kind.radius)
    fill, edge = TEAM[unit.owner], EDGE[unit.owner]
    if unit.flying:
        canvas.draw.rectangle(canvas.box(x + 0.5, y - 0.7, width / 2, height / 2), fill=SHADOW)
    if unit.building:
        cut = 0.28 * min(width, height)
        share = max(0.05, unit.progress / max(1, unit.build_time))
        canvas.polygon(_octagon(x, y, width / 2, height / 2, cut), (*edge, 170), fill, max(1, canvas.unit // 6))
        canvas.polygon(_octagon(x, y, width / 2 * share, height / 2 * share, cut * share), (*fill, 200))
        return
    draw_parts(canvas, parts_of(games, int(unit.type)), _ink(unit, kind), (x, y), 0.0, 1.0)
    if kind.queue_size and unit.n_queued and unit.queue[0].started:
        canvas.draw.rectangle(canvas.box(x, y - height * 0.38, width * 0.3, 0.12), fill=(250, 250, 210))


def _draw_mobile(canvas: Canvas, games: Games, unit: np.record, kind) -> None:
    """As ``ui.art`` has it, looking where it looks; what flies has a shadow, what carries its load ahead."""
    x, y = unit.x / ONE, unit.y / ONE
    angle = unit.facing * 2 * math.pi / TURN
    size = max(kind.radius, kind.separation_radius, LEAST)
    if unit.flying:
        canvas.draw.ellipse(canvas.box(x + 0.5, y - 0.7, size, size * 0.7), fill=SHADOW)
    draw_parts(canvas, parts_of(games, int(unit.type)), _ink(unit, kind), (x, y), angle, size * LARGER)
    if unit.carrying:
        load = MINERAL if unit.carrying == Resource.MINERALS else GAS
        at = (x + math.cos(angle) * size * 0.8, y + math.sin(angle) * size * 0.8)
        canvas.draw.ellipse(canvas.box(*at, 0.22, 0.22), fill=load)


def _ink(unit: np.record, kind) -> dict[str, str]:
    return ink_of(Race(int(kind.race)).name.lower(), int(unit.owner))


def _draw_aim(canvas: Canvas, game: np.record, unit: np.record, kind) -> None:
    """A line to the target while the weapon swings."""
    if unit.swing_state == Swing.IDLE or unit.target == 0 or not kind.weapons.count:
        return
    target = game.units[unit.target]
    ends = [canvas.at(unit.x / ONE, unit.y / ONE), canvas.at(target.x / ONE, target.y / ONE)]
    canvas.draw.line(ends, fill=(*TEAM[unit.owner], 150), width=max(1, canvas.unit // 9))


def _draw_life(canvas: Canvas, game: np.record, unit: np.record, kind) -> None:
    """A bar above what is damaged."""
    if unit.owner == 0 or unit.building:
        return
    most = int(game.players[unit.owner].unit_stats[unit.type].life_max)
    share = unit.life / most if most else 1.0
    if share >= 0.999 or share <= 0:
        return
    half = max(0.45, kind.radius * 0.9)
    x, y = unit.x / ONE, unit.y / ONE + kind.radius + 0.35
    color = HEALTHY if share > 0.6 else HURT if share > 0.3 else DYING
    canvas.draw.rectangle(canvas.box(x, y, half + 0.06, 0.16), fill=(10, 10, 10, 220))
    canvas.draw.rectangle(canvas.box(x - half * (1 - share), y, half * share, 0.11), fill=color)


def _octagon(x: float, y: float, half_width: float, half_height: float, cut: float) -> list[tuple[float, float]]:
    w, h = half_width, half_height
    corners = [(w, h - cut), (w - cut, h), (cut - w, h), (-w, h - cut), (-w, cut - h), (cut - w, -h), (w - cut, -h),
               (w, cut - h)]
    return [(x + dx, y + dy) for dx, dy in corners]
