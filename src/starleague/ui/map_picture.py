"""Maps as pictures: the ground with resources, bases and neutral units, one map or several on a sheet."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from starleague.game.map_checks import BLOCKING_FIELD, body_cells, covered_cells, is_mineral
from starleague.game.maps import Map, Place
from starleague.ui.ground_picture import ground_picture

MINERALS, RICH, WALL, GAS = (98, 190, 255), (255, 214, 74), (226, 240, 255), (84, 214, 124)
ROCK, TOWER, PLATES = (214, 130, 66), (190, 120, 255), (120, 120, 128)
STARTS, HALL = ((58, 134, 255), (255, 140, 26)), (236, 236, 236)
HALL_SIDE = 5  # cells
GAP, TITLE = 6, 14  # pixels between maps, and for a name
BACK, WORD = (12, 13, 18), (228, 228, 228)


def map_sheet(maps: Sequence[Map], scale: int = 4, columns: int = 3) -> Image.Image:
    """Pictures of maps side by side, each with its name."""
    pictures = [map_picture(one, scale) for one in maps]
    columns = min(columns, len(pictures))
    width = max(picture.width for picture in pictures) + GAP
    height = max(picture.height for picture in pictures) + GAP + TITLE
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * width + GAP, rows * height + GAP), BACK)
    draw = ImageDraw.Draw(sheet)
    for k, (one, picture) in enumerate(zip(maps, pictures, strict=True)):
        left, top = GAP + k % columns * width, GAP + k // columns * height
        draw.text((left, top), one.name, fill=WORD)
        sheet.paste(picture, (left + (width - GAP - picture.width) // 2, top + TITLE))
    return sheet


def map_picture(game_map: Map, scale: int = 4) -> Image.Image:
    """One map from above."""
    image = Image.fromarray(ground_picture(game_map, scale))
    draw = ImageDraw.Draw(image)
    left, _, _, top = game_map.playable

    def box(x: float, y: float, width: float, height: float) -> list[float]:
        """Corners in pixels of what covers so many cells about (x, y)."""
        return [
            (x - width / 2 - left) * scale, (top - y - height / 2) * scale,
            (x + width / 2 - left) * scale - 1, (top - y + height / 2) * scale - 1,
        ]

    for place in game_map.resources:
        rows, columns = covered_cells(place)
        draw.rectangle(box(*place[1:], columns.stop - columns.start, rows.stop - rows.start), fill=_color(place))
    for name, x, y in game_map.neutrals:
        if "Tower" in name:
            draw.ellipse(box(x, y, 3, 3), outline=TOWER, width=max(1, scale // 2))
        elif len(body_cells(name, x, y)[0]):
            for row, column in zip(*body_cells(name, x, y), strict=True):
                draw.rectangle(box(column + 0.5, row + 0.5, 1, 1), fill=ROCK)
        else:
            draw.rectangle(box(x, y, 2, 2), outline=PLATES)
    for x, y in game_map.bases():
        start = game_map.starts.index((x, y)) if (x, y) in game_map.starts else None
        color = HALL if start is None else STARTS[start % len(STARTS)]
        draw.rectangle(box(x, y, HALL_SIDE, HALL_SIDE), outline=color, width=max(1, scale // 3))
    return image


def _color(place: Place) -> tuple[int, int, int]:
    name = place[0]
    if name == BLOCKING_FIELD:
        return WALL
    if not is_mineral(name):
        return GAS
    return RICH if name.startswith("Rich") else MINERALS
