"""Training in the terminal: a line for each learner, and where the time goes."""

from __future__ import annotations

import time

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from starleague.run.training import Progress

LINE_EVERY = 20.0  # [s], where the output is no terminal
WIDTH = 40  # of the bar
SHOWN = ("loss", "kl", "entropy")  # figures of learning


class Dashboard:
    """``with Dashboard(minutes) as shown: shown.add(progress)``"""

    def __init__(self, seconds: float, console: Console | None = None) -> None:
        self.console = console or Console()
        self.begun, self.seconds = time.monotonic(), seconds
        self.latest: dict[str, Progress] = {}
        self._live = Live(get_renderable=self.render, console=self.console, refresh_per_second=2)
        self._said = 0.0

    def __enter__(self) -> Dashboard:
        if self.console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._live.stop()

    def add(self, progress: Progress) -> None:
        self.latest[progress.learner] = progress
        if not self.console.is_terminal and time.monotonic() - self._said > LINE_EVERY:
            self._said = time.monotonic()
            self.console.print(self.line())

    def line(self) -> str:
        games, steps = (sum(getattr(each, name) for each in self.latest.values()) for name in ("games", "steps"))
        acting, learning = self.split()
        left = max(0.0, self.seconds - (time.monotonic() - self.begun)) / 60
        return f"{games} games, {steps:,} steps, acting {acting:.0%}, learning {learning:.0%}, {left:.0f} min left"

    def split(self) -> tuple[float, float]:
        """Shares of acting and learning in all learners' time."""
        acting, learning = (sum(getattr(p, name) for p in self.latest.values()) for name in ("acting", "learning"))
        return acting / max(acting + learning, 1e-9), learning / max(acting + learning, 1e-9)

    def render(self) -> RenderableType:
        table = Table("learner", "steps", "steps/s", "games", "won", *SHOWN)
        for name, each in sorted(self.latest.items()):
            rate = each.steps / max(each.acting + each.learning, 1e-9)
            won = f"{each.wins / each.games:.0%}" if each.games else "–"
            figures = [f"{found:.3g}" if (found := each.metrics.get(key)) is not None else "–" for key in SHOWN]
            table.add_row(name, f"{each.steps:,}", f"{rate:.0f}", f"{each.games}", won, *figures)
        acting = round(self.split()[0] * WIDTH)
        bar = Text.assemble(("█" * acting, "blue"), ("█" * (WIDTH - acting), "green"), f"  {self.line()}")
        return Group(table, bar)
