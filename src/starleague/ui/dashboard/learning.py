"""Losses and other figures of learning, from TensorBoard's files, read once each and followed while they grow."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from starleague.league.charts import thinned
from starleague.league.place import CURVES

POINTS = 240  # of a curve as it is told
NEEDED = "curves of learning need TensorBoard: pip install 'starleague[train]'"


class Learning:
    """Curves by figure and learner; tags are ``learner/group/figure``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / CURVES
        self.problem = ""
        self.curves: dict[str, dict[str, list[tuple[int, float]]]] = defaultdict(lambda: defaultdict(list))
        self._files: dict[Path, Any] = {}  # TensorBoard's reader of each

    def size(self) -> int:
        """Bytes of all files: they are worth a look when it has changed."""
        return sum(file.stat().st_size for file in self._found())

    def read(self) -> None:
        """All that is new."""
        files = self._found()
        if not files:
            return
        try:
            from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
        except ImportError:
            self.problem = NEEDED
            return
        for file in files:
            if file not in self._files:
                self._files[file] = EventFileLoader(str(file))
            for event in self._files[file].Load():
                for value in event.summary.value:
                    self._note(value, event.step)

    def told(self) -> list[dict[str, Any]]:
        """Figures in alphabetical order of their groups, each with a curve for each learner."""
        return [
            {"name": name, "lines": {who: [[step, round(value, 5)] for step, value in thinned(points, POINTS)]
                                     for who, points in sorted(lines.items())}}
            for name, lines in sorted(self.curves.items())
        ]

    def latest(self, name: str) -> dict[str, float]:
        """The last value of a figure, by learner."""
        return {who: points[-1][1] for who, points in self.curves.get(name, {}).items() if points}

    def _found(self) -> list[Path]:
        return sorted(self.folder.glob("events.out.tfevents.*")) if self.folder.is_dir() else []

    def _note(self, value: Any, step: int) -> None:
        number = value.simple_value if value.HasField("simple_value") else _only(value.tensor.float_val)
        who, _, name = value.tag.partition("/")
        if number is not None and name and number == number:
            self.curves[name][who].append((step, number))


def _only(values: Any) -> float | None:
    return values[0] if len(values) == 1 else None
