"""The frames of a replay file: kind, length, checksum, and compressed JSON."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Iterator

MAGIC = b"SLREPLAY"
KINDS = {"header": 1, "block": 2, "cut": 3, "end": 4}
HEAD = struct.Struct("<BII")  # kind, bytes of the content, crc32 of the content
LARGEST = 1 << 26  # bytes of a frame


class ReplayError(ValueError):
    """A replay that cannot be read, or does not play again as it was recorded; says which and how to mend it."""


def pack(kind: str, content: dict) -> bytes:
    data = zlib.compress(json.dumps(content, separators=(",", ":")).encode(), 6)
    return HEAD.pack(KINDS[kind], len(data), zlib.crc32(data)) + data


def unpack(data: bytes, where: str, partial: bool, at: int = 0) -> Iterator[tuple[str, dict, int]]:
    """The frames of a file and where each ends [bytes]; ``at``: the end of one, to go on from.

    ReplayError when one is damaged, or cut off (``partial``: the rest is then left out).
    """
    if not data.startswith(MAGIC):
        raise ReplayError(f"{where}: not a .slreplay file")
    kinds = {number: name for name, number in KINDS.items()}
    at = at or len(MAGIC)
    while at < len(data):
        head = data[at : at + HEAD.size]
        kind, length, checksum = HEAD.unpack(head) if len(head) == HEAD.size else (0, LARGEST, 0)
        content = data[at + HEAD.size : at + HEAD.size + length]
        if len(content) < length:
            if partial:
                return
            raise ReplayError(f"{where}: cut off at byte {at}; copy it again, or load what is whole with partial=True")
        if zlib.crc32(content) != checksum or kind not in kinds:
            raise ReplayError(f"{where}: damaged at byte {at}; copy it again from where it was recorded")
        try:
            unfolded = json.loads(_inflate(content))
        except (zlib.error, ValueError) as error:
            raise ReplayError(f"{where}: damaged at byte {at} ({error}); copy it again") from None
        at += HEAD.size + length
        yield kinds[kind], unfolded, at


def _inflate(content: bytes) -> bytes:
    """Decompressed, but never more than a frame may hold."""
    inflater = zlib.decompressobj()
    data = inflater.decompress(content, LARGEST)
    if inflater.unconsumed_tail:
        raise ValueError("it unfolds to more than a frame may hold")
    return data
