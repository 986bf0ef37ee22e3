"""Spells: when a computer player uses an ability, from TOML into CAST records, sorted by the type of the caster."""

from __future__ import annotations

from typing import Any

import numpy as np

from starleague.bots.layout import MAX_CASTS, Aim
from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import Filter

KEYS = {
    "ability", "aim", "fights", "foes", "radius", "no_foes", "of", "life_above", "life_below", "energy",
    "energy_below", "worth", "without", "from_level", "clear", "clear_radius", "dropped",
}
_SCALED = ("radius", "life_above", "life_below", "energy", "energy_below", "clear_radius")


def compile_casts(
    brains: np.record, rules: np.record, names: Any, table: dict[str, Any], file: str = "casts.toml"
) -> None:
    """Fill ``brains.casts`` and ``brains.casts_of``; ValueError names the file, the rule and what is wrong."""
    row = 0
    rows = [(names.abilities.get(cast.get("ability"), 0), cast) for cast in table["cast"]]
    for ability, cast in rows:
        if ability == 0 and not cast.get("dropped"):
            raise ValueError(f"{file}: the catalog has no ability {cast.get('ability')!r}")
    for kind in range(1, int(rules.n_unit_types)):
        span = rules.unit_types[kind].abilities
        held = set(rules.lists[int(span.first) : int(span.first) + int(span["count"])].tolist())
        own = [(ability, cast) for ability, cast in rows if ability in held]
        brains.casts_of[kind].first, brains.casts_of[kind]["count"] = row, len(own)
        for ability, cast in own:
            if row >= MAX_CASTS:
                raise ValueError(f"{file}: more rules than the {MAX_CASTS} that fit")
            _fill(brains.casts[row], names, ability, cast, file)
            row += 1
    brains.n_casts = row


def _fill(out: np.record, names: Any, ability: int, cast: dict[str, Any], file: str) -> None:
    where = f"{file}, {cast['ability']}"
    if wrong := sorted(set(cast) - KEYS):
        raise ValueError(f"{where}: no key {wrong[0]!r}; there are {sorted(KEYS)}")
    out.ability = ability
    out.aim = Aim[cast.get("aim", "none").upper()]
    for key in ("fights", "foes", "no_foes", "worth", "from_level"):
        out[key] = cast.get(key, 0)
    for key in _SCALED:
        out[key] = round(cast.get(key, 0) * ONE)
    for key in ("of", "clear"):
        out[key].require, out[key].exclude = filter_bits(cast.get(key, ""), where)
    if "without" in cast:
        if cast["without"] not in names.behaviors:
            raise ValueError(f"{where}: the catalog has no behavior {cast['without']!r}")
        out["without"] = names.behaviors[cast["without"]]


def filter_bits(text: str, where: str) -> tuple[int, int]:
    """"ground,armored;structure": what enemies must be; what they must not be."""
    bits = []
    for part in text.partition(";")[::2]:
        try:
            bits.append(sum(int(Filter[word.strip().upper()]) for word in part.split(",") if word.strip()))
        except KeyError as problem:
            raise ValueError(f"{where}: no filter {problem}") from None
    return bits[0], bits[1]
