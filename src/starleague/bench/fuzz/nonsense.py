"""Requests that no honest client sends: real ones with bytes or fields changed, and well-formed nonsense."""

from __future__ import annotations

import random
from collections.abc import Sequence

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import DecodeError, Message
from s2clientprotocol import sc2api_pb2 as api

MOST_LOOPS = 8  # of a step: what takes long because it was told to is no fault
DEPTH, REPEATS, LONGEST = 6, 3, 40
EDGES = (0, 1, 2, -1, 3, 7, 255, 256, 1 << 15, 1 << 20, (1 << 31) - 1, -(1 << 31), (1 << 63) - 1, (1 << 64) - 1)
REALS = (0.0, -1.0, 0.5, 1e-30, 1e9, -1e30, 3.4e38, float("inf"), float("-inf"), float("nan"))
TEXTS = ("", "/etc/passwd", "..\\..\\x", "Training Ground.SC2Map", "a" * LONGEST, "\u2603\0")
# Kinds that take long, or end what others would find: one in so many is sent on.
RARE = {"create_game": 40, "start_replay": 40, "quit": 40, "restart_game": 20, "data": 20, "join_game": 5,
        "leave_game": 20, "save_replay": 20, "quick_load": 5, "replay_info": 5, "quick_save": 5}
KINDS = tuple(field.name for field in api.Request.DESCRIPTOR.oneofs_by_name["request"].fields)


class Nonsense:
    """An endless stream of requests, the same for the same seed and samples.

    ``numbers`` are some that mean something in the game (tags, ids), so that nonsense gets past the first check.
    """

    def __init__(self, seed: int, samples: Sequence[bytes]):
        self.random = random.Random(seed)
        self.samples = samples
        self.numbers: list[int] = [0]
        self.places: list[float] = [0.0]

    def request(self) -> bytes:
        """The next one, as it goes over the wire."""
        while True:
            made = self.random.choice((self._changed, self._altered, self._made_up))()
            if made is not None:
                return made

    def _changed(self) -> bytes | None:
        """A real request with bytes turned, cut out, doubled, or joined to another."""
        draw = self.random
        message = bytearray(draw.choice(self.samples))
        for _ in range(draw.choice((1, 1, 2, 4, 16))):
            at = draw.randrange(len(message) + 1)
            match draw.randrange(5):
                case 0 if message:
                    message[at % len(message)] ^= 1 << draw.randrange(8)
                case 1 if message:
                    message[at % len(message)] = draw.randrange(256)
                case 2:
                    del message[at : at + draw.choice((1, 2, 8, 1000))]
                case 3:
                    message[at:at] = draw.randbytes(draw.choice((1, 2, 8, 64)))
                case _:
                    message[at:] = draw.choice(self.samples)[at // 2 :]
        return self._bounded(bytes(message))

    def _altered(self) -> bytes | None:
        """A real request that says something else in some places, and still can be read."""
        request = api.Request.FromString(self.random.choice(self.samples))
        for _ in range(self.random.choice((1, 1, 2, 4))):
            self._alter(request)
        return self._bounded(request.SerializeToString())

    def _alter(self, message: Message) -> None:
        """Fields of one part, mostly an inner one."""
        parts = [
            part for field, value in message.ListFields() if field.message_type is not None
            for part in (value if field.is_repeated else (value,))
        ]
        if parts and self.random.random() < 0.8:
            self._alter(self.random.choice(parts))
        else:
            self._fill(message, 1)

    def _made_up(self) -> bytes | None:
        request = api.Request()
        which = self.random.choice(KINDS)
        if self.random.randrange(RARE.get(which, 1)):
            return None
        part = getattr(request, which)
        part.SetInParent()
        self._fill(part, DEPTH)
        if self.random.random() < 0.5:
            request.id = self.random.choice(EDGES) & 0x7FFFFFFF
        return self._bounded(request.SerializeToString())

    def _bounded(self, message: bytes) -> bytes | None:
        """Without long steps; None for one in many of what is rare."""
        try:
            request = api.Request.FromString(message)
        except DecodeError:
            return message
        which = request.WhichOneof("request")
        if which == "step" and request.step.count > MOST_LOOPS:
            request.step.count %= MOST_LOOPS
            return request.SerializeToString()
        if which in RARE and self.random.randrange(RARE[which]):
            return None
        return message

    def _fill(self, message: Message, depth: int) -> None:
        """Some fields of a message, with anything that their types allow."""
        for field in message.DESCRIPTOR.fields:
            if self.random.random() < 0.5:
                continue
            if field.message_type is not None:
                if depth:
                    self._fill_parts(message, field, depth)
            elif field.is_repeated:
                getattr(message, field.name).extend(self._value(field) for _ in range(self.random.randrange(REPEATS)))
            else:
                setattr(message, field.name, self._value(field))

    def _fill_parts(self, message: Message, field: FieldDescriptor, depth: int) -> None:
        if field.is_repeated:
            for _ in range(self.random.randrange(REPEATS)):
                self._fill(getattr(message, field.name).add(), depth - 1)
        else:
            part = getattr(message, field.name)
            part.SetInParent()
            self._fill(part, depth - 1)

    def _value(self, field: FieldDescriptor):
        draw = self.random
        if field.type == FieldDescriptor.TYPE_BYTES:
            return draw.randbytes(draw.randrange(LONGEST))
        match field.cpp_type:
            case FieldDescriptor.CPPTYPE_ENUM:
                return draw.choice(field.enum_type.values).number
            case FieldDescriptor.CPPTYPE_BOOL:
                return draw.random() < 0.5
            case FieldDescriptor.CPPTYPE_STRING:
                return draw.choice(TEXTS)
            case FieldDescriptor.CPPTYPE_FLOAT | FieldDescriptor.CPPTYPE_DOUBLE:
                return draw.choice(self.places if draw.random() < 0.6 else REALS)
        return self._number(field)

    def _number(self, field: FieldDescriptor) -> int:
        value = self.random.choice(self.numbers if self.random.random() < 0.6 else EDGES)
        wide = field.cpp_type in (FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT64)
        bits = 64 if wide else 32
        value &= (1 << bits) - 1
        signed = field.cpp_type in (FieldDescriptor.CPPTYPE_INT32, FieldDescriptor.CPPTYPE_INT64)
        return value - (1 << bits) if signed and value >> (bits - 1) else value
