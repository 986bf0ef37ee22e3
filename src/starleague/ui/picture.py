"""Pictures of a game from above: ground, resources, units, shots, fog.

    picture(games, 0).save("now.png")
    animate("game.slreplay", "game.gif", every=22)

Blue is player 1, orange player 2 (told apart by every kind of eye); grey is neutral.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable

import numpy as np
from PIL import Image

from starleague.game.games import Games
from starleague.game.replay import Replay
from starleague.ui.ground_picture import ground_picture
from starleague.ui.shapes import Canvas, draw_missiles, draw_resources, draw_title, draw_units

HIDDEN, FOGGED = 0.28, 0.55  # brightness of ground that a player never saw, and does not see now
FRAME_SIZE = 640  # pixels of an animation's longer side, about
SAME = 160  # colours of an animation; the one after them means: as before

Window = tuple[float, float, float, float]  # left, bottom, right, top [cells]


def picture(
    games: Games, g: int = 0, perspective: int | None = None, scale: int = 6,
    window: Window | None = None,
) -> Image.Image:
    """A game as it stands, ``scale`` pixels a cell.

    ``perspective``: as player 1 or 2 sees it, with fog of war. ``window``: (left, bottom, right, top) in cells,
    instead of the playable area.
    """
    game = games[g]
    window = _inside(window or games.map.playable, games)
    canvas = Canvas(_ground(games, scale, window), window, scale)
    if perspective is not None:
        canvas.shade(_brightness(game, perspective, window))
    seen = _seen(game, perspective)
    draw_resources(canvas, games, game, seen)
    draw_units(canvas, games, game, seen)
    draw_missiles(canvas, games, game, perspective)
    drawn = canvas.finish()
    draw_title(drawn, games, game, perspective)
    return drawn


def animate(
    replay: Replay | str | os.PathLike, out: str | os.PathLike, every: int = 22, perspective: int | None = None,
    scale: int | None = None, window: Window | None = None, first: int = 0, last: int | None = None,
) -> int:
    """Write a replay as an animated GIF, a frame every so many loops from ``first`` to ``last``; how many frames."""
    replay = replay if isinstance(replay, Replay) else Replay.load(replay, partial=True)
    frames = []
    for games in replay.play(every):
        loop = int(games[0].loop)
        if last is not None and loop > last:
            break
        if loop >= first:
            size = scale or frame_scale(games, window)
            frames.append(picture(games, 0, perspective, size, window))
    save_animation(frames, out)
    return len(frames)


def save_animation(frames: Iterable[Image.Image], out: str | os.PathLike, milliseconds: int = 80) -> None:
    """Write pictures as a GIF: one palette for all, so that colours do not flicker, and only what changes."""
    frames = list(frames)
    palette = frames[len(frames) // 2].quantize(colors=SAME, method=Image.Quantize.MEDIANCUT)
    grids = [np.asarray(frame.quantize(palette=palette, dither=Image.Dither.NONE)) for frame in frames]
    changed = [grids[0]] + [np.where(now == before, SAME, now) for before, now in itertools.pairwise(grids)]
    flat = [Image.fromarray(grid.astype(np.uint8), "P") for grid in changed]
    for frame in flat:
        frame.putpalette(palette.getpalette()[: 3 * SAME] + [0, 0, 0])
    flat[0].save(
        out, save_all=True, append_images=flat[1:], duration=milliseconds, loop=0, optimize=False, disposal=1,
        transparency=SAME,
    )


def frame_scale(games: Games, window: Window | None = None) -> int:
    """Pixels a cell that make an animation's frame of a handy size."""
    left, bottom, right, top = window or games.map.playable
    return max(2, min(32, round(FRAME_SIZE / max(right - left, top - bottom))))


def _inside(window: Window, games: Games) -> tuple[int, int, int, int]:
    """Whole cells of a window that lie on the map."""
    left, bottom, right, top = (round(edge) for edge in window)
    width, height = games.map.width, games.map.height
    left, bottom = min(max(0, left), width - 1), min(max(0, bottom), height - 1)
    return left, bottom, min(max(left + 1, right), width), min(max(bottom + 1, top), height)


def _ground(games: Games, scale: int, window: tuple[int, int, int, int]) -> np.ndarray:
    key = (games.map.digest, scale, window)
    if key not in _grounds:
        if len(_grounds) > 8:
            _grounds.clear()
        _grounds[key] = ground_picture(games.map, scale, window)
    return _grounds[key].copy()


def _brightness(game: np.record, player: int, window: tuple[int, int, int, int]) -> np.ndarray:
    """Share of light by cell, row 0 at the bottom."""
    left, bottom, right, top = window
    visibility = game.visibility[player - 1][bottom:top, left:right]
    return np.array([HIDDEN, FOGGED, 1.0], np.float32)[visibility]


def _seen(game: np.record, perspective: int | None) -> np.ndarray:
    """bool by slot: alive, on the field and, with a perspective, seen by that player; resources are known to all."""
    units = game.units[: int(game.n_slots)]
    there = (units["alive"] == 1) & (units["inside"] == 0)
    if perspective is None:
        return there
    now = ((units["visible_to"] & units["detected_by"]) >> perspective) & 1 == 1
    return there & ((units["owner"] == perspective) | now | (units["owner"] == 0))


_grounds: dict[tuple, np.ndarray] = {}
