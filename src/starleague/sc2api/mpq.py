"""Archives in the format of StarCraft II's files (MPQ, version 1), so that clients can open our replays.

Written plainly: each file in one piece, neither compressed nor encrypted; only those are read.
"""

from __future__ import annotations

import struct

HEADER = struct.Struct("<4sIIHHIIII")
MAGIC = b"MPQ\x1a"
ENTRY = struct.Struct("<4I")
EXISTS, SINGLE_UNIT = 0x80000000, 0x01000000
FREE = 0xFFFFFFFF
WORD = 0xFFFFFFFF
OFFSET, NAME_A, NAME_B, KEY = 0, 1, 2, 3  # what a hash is for
LISTFILE = "(listfile)"


def pack(files: dict[str, bytes]) -> bytes:
    """An archive of some files."""
    files = {**files, LISTFILE: "\r\n".join(files).encode()}
    slots = 1 << (len(files) * 2).bit_length()
    hashes = [(FREE, FREE, FREE, FREE)] * slots
    blocks, bodies, at = [], [], HEADER.size
    for k, (name, body) in enumerate(files.items()):
        slot = _hash(name, OFFSET) % slots
        while hashes[slot][3] != FREE:
            slot = (slot + 1) % slots
        hashes[slot] = (_hash(name, NAME_A), _hash(name, NAME_B), 0, k)
        blocks.append((at, len(body), len(body), EXISTS | SINGLE_UNIT))
        bodies.append(body)
        at += len(body)
    table_of_hashes = _crypt(b"".join(ENTRY.pack(*row) for row in hashes), _hash("(hash table)", KEY), True)
    table_of_blocks = _crypt(b"".join(ENTRY.pack(*row) for row in blocks), _hash("(block table)", KEY), True)
    end = at + len(table_of_hashes) + len(table_of_blocks)
    head = HEADER.pack(MAGIC, HEADER.size, end, 0, 3, at, at + len(table_of_hashes), slots, len(blocks))
    return head + b"".join(bodies) + table_of_hashes + table_of_blocks


def unpack(archive: bytes, name: str) -> bytes | None:
    """A file of an archive that ``pack`` has made; None when it is none, or has no such file."""
    if len(archive) < HEADER.size or not archive.startswith(MAGIC):
        return None
    _, _, _, _, _, hashes_at, blocks_at, slots, n_blocks = HEADER.unpack_from(archive)
    hashes = _table(archive, hashes_at, slots, "(hash table)")
    blocks = _table(archive, blocks_at, n_blocks, "(block table)")
    for a, b, _, block in hashes:
        if (a, b) == (_hash(name, NAME_A), _hash(name, NAME_B)) and block < len(blocks):
            at, stored, size, flags = blocks[block]
            if flags == EXISTS | SINGLE_UNIT and stored == size and at + size <= len(archive):
                return archive[at : at + size]
    return None


def _table(archive: bytes, at: int, rows: int, key: str) -> list[tuple]:
    data = archive[at : at + rows * ENTRY.size]
    if len(data) != rows * ENTRY.size:
        return []
    return list(ENTRY.iter_unpack(_crypt(data, _hash(key, KEY), False)))


def _scramble_table() -> list[int]:
    table, seed = [0] * 0x500, 0x100001
    for k in range(0x100):
        for row in range(5):
            seed = (seed * 125 + 3) % 0x2AAAAB
            high = (seed & 0xFFFF) << 16
            seed = (seed * 125 + 3) % 0x2AAAAB
            table[k + row * 0x100] = high | (seed & 0xFFFF)
    return table


_TABLE = _scramble_table()


def _hash(name: str, kind: int) -> int:
    one, other = 0x7FED7FED, 0xEEEEEEEE
    for letter in name.upper().encode():
        one = (_TABLE[(kind << 8) + letter] ^ (one + other)) & WORD
        other = (letter + one + other + (other << 5) + 3) & WORD
    return one


def _crypt(data: bytes, key: int, encrypts: bool) -> bytes:
    seed, out = 0xEEEEEEEE, bytearray()
    for (word,) in struct.iter_unpack("<I", data):
        seed = (seed + _TABLE[0x400 + (key & 0xFF)]) & WORD
        turned = word ^ (key + seed) & WORD
        key = ((~key << 0x15) + 0x11111111 | key >> 0x0B) & WORD
        seed = ((word if encrypts else turned) + seed + (seed << 5) + 3) & WORD
        out += struct.pack("<I", turned)
    return bytes(out)
