"""Serialized messages put into others without being read again."""

from __future__ import annotations

BYTES = 2  # wire type


def varint(value: int) -> bytes:
    """A number that is not negative, seven bits a byte."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def framed(field: int, body: bytes) -> bytes:
    """A serialized message as a field of another: to be joined to the rest of it."""
    return varint(field << 3 | BYTES) + varint(len(body)) + body
