"""What a league is: its population, who meets whom, when copies are taken. One typed, frozen record.

A population is a YAML file: :func:`load_config` reads a preset by name (``laptop``, ``alphastar``) or a file
by path. The defaults below are the paper's text; where the published pseudocode differs, the text wins.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from starleague.league.reading import ConfigError, read_mapping, read_record

PRESETS = Path(__file__).parent / "presets"
RACES = ("terran", "zerg", "protoss")


def load_config(name: str | Path) -> LeagueConfig:
    """The population in preset ``name`` or in the YAML file at that path.

    Raises ConfigError naming the wrong key, and the nearest right one, when the file says something unknown.
    """
    path = Path(name)
    if not path.is_file():
        path = PRESETS / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(preset.stem for preset in PRESETS.glob("*.yaml")))
        raise ConfigError(f"{name}: neither a file nor a preset (presets: {known})")
    return config_from(read_mapping(path), source=path.name)


def config_from(mapping: dict[str, Any], source: str = "config") -> LeagueConfig:
    """The record for a mapping as YAML gives it."""
    return read_record(LeagueConfig, mapping, source)


@dataclass(frozen=True)
class Population:
    """How many learners of each role, for every race."""

    main_agents: int = 1
    main_exploiters: int = 1
    league_exploiters: int = 2

    def __post_init__(self) -> None:
        require(self.main_agents >= 1, "main_agents", "every race needs at least one")
        require(self.main_exploiters >= 0, "main_exploiters", "cannot be negative")
        require(self.league_exploiters >= 0, "league_exploiters", "cannot be negative")


@dataclass(frozen=True)
class SnapshotRule:
    """When a copy of a learner joins the league. Steps are the learner's own, since its last copy."""

    timeout_steps: int = 2_000_000_000  # [steps] a copy is taken at the latest then
    above: float | None = None  # [win rate] or as soon as it beats each of its targets more often than this
    min_steps: int = 0  # [steps] but never before

    def __post_init__(self) -> None:
        require(self.timeout_steps > 0, "timeout_steps", "must be more than 0")
        require(0 <= self.min_steps <= self.timeout_steps, "min_steps", "must lie between 0 and timeout_steps")
        if self.above is not None:
            require_share(self.above, "above")


@dataclass(frozen=True)
class ResetRule:
    """What happens to a learner's parameters after its copy was taken."""

    chance: float = 0.0  # that they are reset
    to: str = "initial"  # "initial": the supervised agent (paper); "main": the newest copy of a main agent

    def __post_init__(self) -> None:
        require_share(self.chance, "chance")
        require(self.to in ("initial", "main"), "to", "must be initial or main")


@dataclass(frozen=True)
class MainAgentRules:
    """35 % self-play, 50 % PFSP over all past players, 15 % forgotten mains and past main exploiters."""

    self_play: float = 0.35
    pfsp: float = 0.50
    forgotten: float = 0.15
    yardsticks: float = 0.0  # against built-in levels, as training; not in the paper, a help to small leagues
    struggling_below: float = 0.30  # [win rate] against a current main: meet that main's past instead
    exploiter_below: float = 0.30  # [win rate] a past main exploiter counts as strong
    forgotten_below: float = 0.70  # [win rate] a past main once beaten counts as forgotten
    snapshot: SnapshotRule = field(default_factory=SnapshotRule)

    def __post_init__(self) -> None:
        shares = ("self_play", "pfsp", "forgotten", "yardsticks")
        for name in (*shares, "struggling_below", "exploiter_below", "forgotten_below"):
            require_share(getattr(self, name), name)
        total = sum(getattr(self, name) for name in shares)
        require(abs(total - 1) < 1e-9, " + ".join(shares), f"must add up to 1, not {total:g}")


@dataclass(frozen=True)
class MainExploiterRules:
    """Current mains; half of the time, where it wins under 20 %, PFSP x(1-x) over the mains' past."""

    past_share: float = 0.5  # of the matches in which it may meet the past
    struggling_below: float = 0.20  # [win rate] against the current main
    yardsticks: float = 0.0
    snapshot: SnapshotRule = field(default_factory=lambda: SnapshotRule(timeout_steps=4_000_000_000, above=0.70))
    reset: ResetRule = field(default_factory=lambda: ResetRule(chance=1.0))

    def __post_init__(self) -> None:
        for name in ("past_share", "struggling_below", "yardsticks"):
            require_share(getattr(self, name), name)


@dataclass(frozen=True)
class LeagueExploiterRules:
    """PFSP over the whole league's past."""

    yardsticks: float = 0.0
    snapshot: SnapshotRule = field(default_factory=lambda: SnapshotRule(above=0.70))
    reset: ResetRule = field(default_factory=lambda: ResetRule(chance=0.25))

    def __post_init__(self) -> None:
        require_share(self.yardsticks, "yardsticks")


@dataclass(frozen=True)
class YardstickRules:
    """A player of fixed strength: a level of the built-in computer or an outside bot."""

    name: str
    race: str = "terran"
    opponent: str = "builtin"  # what plays it: "builtin", or an address that the runner understands
    level: int = 0  # of the built-in computer, 1 (very easy) to 10
    elo: float | None = None  # held at this rating; null: measured like anybody else's

    def __post_init__(self) -> None:
        require(self.race in RACES, "race", f"must be one of {', '.join(RACES)}")
        require(bool(self.name), "name", "must not be empty")
        if self.opponent == "builtin":
            require(1 <= self.level <= 10, "level", "of the built-in computer must lie between 1 and 10")


@dataclass(frozen=True)
class RatingRules:
    initial_elo: float = 0.0
    k: float = 16.0  # [Elo] the most one match moves a rating
    prior_sd: float = 600.0  # [Elo] how far from the middle a fitted rating may lie without evidence


@dataclass(frozen=True)
class LeagueConfig:
    """A whole league. All shares and win rates are fractions of 1."""

    races: tuple[str, ...] = RACES
    population: Population = field(default_factory=Population)  # for each race
    main_agent: MainAgentRules = field(default_factory=MainAgentRules)
    main_exploiter: MainExploiterRules = field(default_factory=MainExploiterRules)
    league_exploiter: LeagueExploiterRules = field(default_factory=LeagueExploiterRules)
    pfsp_power: float = 2.0  # p of (1-x)^p; 0 is fictitious self-play: all of the past alike
    decay: float = 0.99  # of a pair's counts at each of its matches
    prior_games: float = 0.0  # a pair starts with this many games at one half, so that one win proves little
    evaluation_share: float = 0.0  # of a learner's matches played against yardsticks for rating only
    bench_after_crashes: int = 3  # crashes in a row after which a frozen player is met no more
    ratings: RatingRules = field(default_factory=RatingRules)
    yardsticks: tuple[YardstickRules, ...] = ()

    def __post_init__(self) -> None:
        require(bool(self.races), "races", "must name at least one race")
        require(len(set(self.races)) == len(self.races), "races", "must name each race once")
        for race in self.races:
            require(race in RACES, "races", f"{race!r} is none of {', '.join(RACES)}")
        require(0 < self.decay <= 1, "decay", "must lie in (0, 1]")
        require(self.pfsp_power >= 0, "pfsp_power", "cannot be negative")
        require(self.prior_games >= 0, "prior_games", "cannot be negative")
        require_share(self.evaluation_share, "evaluation_share")
        require(self.bench_after_crashes >= 1, "bench_after_crashes", "must be at least 1")
        names = [yardstick.name for yardstick in self.yardsticks]
        require(len(set(names)) == len(names), "yardsticks", "must have different names")

    def as_mapping(self) -> dict[str, Any]:
        """Plain dicts and lists, as YAML and JSON hold them; ``config_from`` is the way back."""
        mapping = asdict(self)
        mapping["races"] = list(self.races)
        mapping["yardsticks"] = [asdict(yardstick) for yardstick in self.yardsticks]
        return mapping


def require_share(value: float, name: str) -> None:
    require(0 <= value <= 1, name, f"must lie between 0 and 1, not {value:g}")


def require(holds: bool, name: str, demand: str) -> None:
    if not holds:
        raise ConfigError(f"{name}: {demand}")
