"""Protocol buffers by hand: fields appended to an array of bytes. Each function returns where the next one goes."""

from __future__ import annotations

import numpy as np

from starleague.engine.jit import leaf

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5  # wire types


@leaf
def put_varint(out, at, value):
    """A number of 64 bits, seven bits a byte; a negative one takes ten bytes."""
    rest = np.uint64(value)
    while rest > np.uint64(127):
        out[at] = np.uint8(rest & np.uint64(127)) | np.uint8(128)
        rest >>= np.uint64(7)
        at += 1
    out[at] = np.uint8(rest)
    return at + 1


@leaf
def put_key(out, at, field, kind):
    return put_varint(out, at, np.int64(field) << 3 | kind)


@leaf
def put_int(out, at, field, value):
    """An integer, enum or bool."""
    return put_varint(out, put_key(out, at, field, VARINT), np.int64(value))


@leaf
def put_float(out, at, field, value):
    at = put_key(out, at, field, FIXED32)
    bits = np.float32(value).view(np.uint32)
    out[at] = np.uint8(bits & np.uint32(255))
    out[at + 1] = np.uint8(bits >> np.uint32(8) & np.uint32(255))
    out[at + 2] = np.uint8(bits >> np.uint32(16) & np.uint32(255))
    out[at + 3] = np.uint8(bits >> np.uint32(24))
    return at + 4


@leaf
def open_message(out, at, field):
    """Begin a message of at most 127 bytes: ``close_message`` writes its length into the byte before."""
    return put_key(out, at, field, BYTES) + 1


@leaf
def close_message(out, start, at):
    """End the message that began at ``start``."""
    out[start - 1] = np.uint8(at - start)
    return at


@leaf
def put_body(out, at, field, body, length):
    """A message that was written elsewhere: ``body[:length]``."""
    at = put_varint(out, put_key(out, at, field, BYTES), np.int64(length))
    for k in range(length):
        out[at + k] = body[k]
    return at + length
