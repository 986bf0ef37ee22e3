"""Where outside programs are found."""

from __future__ import annotations

import os
from pathlib import Path


def find_example(name: str) -> Path | None:
    """An example program of python-sc2: in the folder that STARLEAGUE_EXAMPLES names; None where it is not set."""
    folder = os.environ.get("STARLEAGUE_EXAMPLES")
    if not folder:
        return None
    return next(iter(sorted(Path(folder).rglob(name))), None)
