"""What clients are run, and when a run counts as passed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
FETCH = """python-sc2's bots and examples are not in its wheel. Fetch its sources and name their folder:
  git clone --depth 1 https://github.com/BurnySc2/python-sc2 && starleague bench clients --sources python-sc2"""

# PySC2's tests that start the game; its other tests need none.
PYSC2_TESTS = (
    "ping", "versions", "protocol_error", "general_actions", "debug", "observer", "host_remote_agent", "multi_player",
    "multi_player_env", "obs_spec", "step_mul_override", "random_agent", "render", "easy_scripted", "actions", "obs",
    "replay_obs",
)
# python-sc2's bots that test the game, as scripts: file and seconds that they may take. Its battery_overcharge_bot is
# left out: neither of our patches has that ability (the game had it after 4.10 and before 5.0.14).
LIVE_BOTS = {
    "autotest_bot": 1200, "upgradestest_bot": 1200, "damagetest_bot": 1800, "queries_test_bot": 900,
    "real_time_worker_production": 900, "generate_pickle_files_bot": 1200,
}
# Its examples, as its own run_example_bots_vs_computer.py plays them: module, class, race, seconds of the game.
EXAMPLES = (
    ("protoss.cannon_rush", "CannonRushBot", "Protoss", 240),
    ("protoss.find_adept_shades", "FindAdeptShadesBot", "Protoss", 240),
    ("protoss.threebase_voidray", "ThreebaseVoidrayBot", "Protoss", 240),
    ("protoss.warpgate_push", "WarpGateBot", "Protoss", 240),
    ("terran.cyclone_push", "CyclonePush", "Terran", 240),
    ("terran.mass_reaper", "MassReaperBot", "Terran", 240),
    ("terran.onebase_battlecruiser", "BCRushBot", "Terran", 240),
    ("terran.proxy_rax", "ProxyRaxBot", "Terran", 240),
    ("terran.ramp_wall", "RampWallBot", "Terran", 2),
    ("zerg.expand_everywhere", "ExpandEverywhere", "Zerg", 240),
    ("zerg.hydralisk_push", "Hydralisk", "Zerg", 240),
    ("zerg.onebase_broodlord", "BroodlordBot", "Zerg", 240),
    ("zerg.worker_split", "WorkerSplitBot", "Zerg", 20),
    ("zerg.zerg_rush", "ZergRushBot", "Zerg", 240),
    ("worker_stack_bot", "WorkerStackBot", "Protoss", 240),
    ("worker_rush", "WorkerRushBot", "Zerg", 240),
    ("too_slow_bot", "SlowBot", "Terran", 2),
    ("distributed_workers", "TerranBot", "Terran", 240),
)
# Its examples against each other, as its own run_example_bots_vs_each_other.py plays them: every race in both seats.
PAIRS = (
    ("protoss.cannon_rush", "terran.proxy_rax"), ("terran.cyclone_push", "zerg.zerg_rush"),
    ("zerg.hydralisk_push", "protoss.warpgate_push"), ("terran.mass_reaper", "terran.onebase_battlecruiser"),
)
PAIR_SECONDS = 10  # of the game
SIGNS = re.compile(r"^(\w*(?:Error|Exception|Interrupt|Exit)\b.*|.*AssertionError.*|FAIL(?:ED)?: .*)$", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """One program of a client; ``words`` are its command line after the interpreter."""

    group: str
    name: str
    words: tuple[str, ...]
    timeout: float
    folder: Path | None = None  # that it runs in and imports from
    tracebacks: bool = False  # it ends well whatever happens: a traceback in its words is a failure

    def run(self, python: str, game: Path, keep: Path | None = None) -> Outcome:
        """Play it against the drop-in at ``game``; ``keep`` is a folder for its words."""
        environment = {
            **os.environ, "SC2PATH": str(game), "SDL_VIDEODRIVER": "dummy", "PYTHONUNBUFFERED": "1",
            "PYTHONPATH": str(self.folder or ""),  # what the client finds must be its own
        }
        begun = time.monotonic()
        with tempfile.TemporaryFile("w+", errors="replace") as said:
            process = subprocess.Popen(
                [python, *self.words], env=environment, cwd=self.folder or game, stdout=said, stderr=said,
                stdin=subprocess.DEVNULL, start_new_session=True,
            )
            try:
                code = process.wait(self.timeout)
            except subprocess.TimeoutExpired:
                code = None
            finally:
                _end_group(process)
            said.seek(0)
            words = said.read()
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / f"{self.group}-{self.name}.log").write_text(words)
        return self._judge(code, words, time.monotonic() - begun)

    def _judge(self, code: int | None, words: str, seconds: float) -> Outcome:
        if code is None:
            return Outcome(self, False, seconds, f"time-out after {self.timeout:.0f} s; {_last_sign(words)}")
        if code or (self.tracebacks and "Traceback " in words):
            return Outcome(self, False, seconds, _last_sign(words) or f"exit code {code}")
        return Outcome(self, True, seconds)


@dataclass
class Outcome:
    """How a case went."""

    case: Case
    passed: bool
    seconds: float
    reason: str = field(default="")

    @property
    def word(self) -> str:
        return "pass" if self.passed else "FAIL"


def find_cases(python: str, sources: Path | None) -> list[Case]:
    """All cases; FileNotFoundError says what to fetch or install."""
    for package, advice in (("sc2", "pip install burnysc2"), ("pysc2", "see docs/api.md")):
        if subprocess.run([python, "-c", f"import {package}"], capture_output=True, check=False).returncode:
            raise FileNotFoundError(f"{python} has no {package}: {advice}, and name its interpreter with --python")
    if sources is None or not (sources / "examples").is_dir():
        raise FileNotFoundError(FETCH)
    return [*_pysc2(), *_python_sc2(sources.resolve())]


def _pysc2() -> Iterator[Case]:
    for name in PYSC2_TESTS:
        yield Case("pysc2", name, (str(HERE / "pysc2_main.py"), f"pysc2.tests.{name}_test"), 1800)


def _python_sc2(sources: Path) -> Iterator[Case]:
    for name, seconds in LIVE_BOTS.items():
        script = sources / "test" / f"{name}.py"
        yield Case("python_sc2", name, (str(script),), seconds, sources, tracebacks=True)
    for module, _, _, seconds in EXAMPLES:
        yield _example(sources, seconds, module)
    for pair in PAIRS:
        yield _example(sources, PAIR_SECONDS, *pair)


def _example(sources: Path, seconds: int, *modules: str) -> Case:
    """One example against the computer, or two against each other."""
    facts = {module: (f"examples.{module}", bot, race) for module, bot, race, _ in EXAMPLES}
    words = (str(HERE / "example_main.py"), str(seconds), *(word for module in modules for word in facts[module]))
    name = " vs ".join(module.rpartition(".")[2] for module in modules)
    return Case("python_sc2", name, words, 900, sources, tracebacks=True)


def _end_group(process: subprocess.Popen) -> None:
    """End what the program has started and left: its session is its own."""
    try:
        os.killpg(process.pid, signal.SIGTERM)
    except ProcessLookupError:
        return
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _last_sign(words: str) -> str:
    """The last line that names an error."""
    signs = SIGNS.findall(words)
    return signs[-1].strip()[:300] if signs else words.strip().rpartition("\n")[2][:300]
