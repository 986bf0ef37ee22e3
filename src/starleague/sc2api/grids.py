"""Grids as the API sends them: row by row from the bottom, one bit or one byte a cell."""

from __future__ import annotations

import numpy as np
from s2clientprotocol import common_pb2


def bits(image: common_pb2.ImageData, grid: np.ndarray) -> None:
    """Fill ``image`` with one bit a cell, most significant first; ``grid`` is [y, x], nonzero is 1."""
    height, width = grid.shape
    image.bits_per_pixel = 1
    image.size.x, image.size.y = width, height
    image.data = np.packbits(grid.reshape(-1) != 0).tobytes()


def octets(image: common_pb2.ImageData, grid: np.ndarray) -> None:
    """Fill ``image`` with eight bits a cell; ``grid`` is [y, x]."""
    height, width = grid.shape
    image.bits_per_pixel = 8
    image.size.x, image.size.y = width, height
    image.data = np.ascontiguousarray(grid, np.uint8).tobytes()
