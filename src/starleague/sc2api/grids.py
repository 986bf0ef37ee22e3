"""Grids as the API sends them: row by row from the bottom, one bit or one byte a cell."""

from __future__ import annotations

import numpy as np
from s2clientprotocol import common_pb2


def bits(image: common_pb2.ImageData, grid: np.ndarray) -> None:
    """Fill ``image`` with one bit a cell, most significant first; ``grid`` is [y, x], nonzero is 1."""
    _fill(image, 1, grid, np.packbits(grid.reshape(-1) != 0))


def octets(image: common_pb2.ImageData, grid: np.ndarray) -> None:
    """Fill ``image`` with eight bits a cell; ``grid`` is [y, x]."""
    _fill(image, 8, grid, np.ascontiguousarray(grid, np.uint8))


def words(image: common_pb2.ImageData, grid: np.ndarray) -> None:
    """Fill ``image`` with 32 bits a pixel; ``grid`` is [y, x]."""
    _fill(image, 32, grid, np.ascontiguousarray(grid, "<i4"))


def colors(image: common_pb2.ImageData, picture: np.ndarray) -> None:
    """Fill ``image`` with red, green and blue of each pixel; ``picture`` is uint8 [y, x, 3]."""
    _fill(image, 24, picture, picture)


def _fill(image: common_pb2.ImageData, depth: int, grid: np.ndarray, values: np.ndarray) -> None:
    image.bits_per_pixel = depth
    image.size.y, image.size.x = grid.shape[:2]
    image.data = values.tobytes()
