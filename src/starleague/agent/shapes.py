"""Which interface an agent, a checkpoint or a data set was made for, as JSON that can be compared."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from starleague.env.spec import Shapes


def interface_of(shapes: Shapes) -> dict:
    """The sizes of observations and actions, and a digest of the names behind the indices."""
    tables = shapes.tables
    names = [list(tables.unit_types), list(tables.items), list(tables.buffs), [a.name for a in tables.actions]]
    return {
        "patch": tables.patch,
        **asdict(shapes.sizes),
        "entity_types": shapes.entity_types,
        "entity_ids": dict(shapes.entity_ids),
        "entity_features": shapes.entity_features,
        "planes": shapes.planes,
        "scalars": shapes.scalars,
        "actions": shapes.actions,
        "items": shapes.items,
        "vocabulary": hashlib.sha256(json.dumps(names).encode()).hexdigest()[:16],
    }


def differences(theirs: dict, mine: dict) -> str:
    """What differs between two interfaces, in words: "actions 24 (now 25)"; empty: nothing."""
    changed = (name for name, value in mine.items() if theirs.get(name) != value)
    return ", ".join(f"{name} {theirs.get(name)} (now {mine[name]})" for name in changed)
