"""Learners as Ray actors: killed ones come back and go on, the supervisor finds everything in the store."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from starleague.league import Coordinator, Store, verify
from starleague.league.config import config_from
from starleague.run.cluster import write_script
from starleague.run.ray import train_league

from .ray_work import DiceLearner

RULES = {
    "races": ["terran"],
    "population": {"main_agents": 1, "main_exploiters": 1, "league_exploiters": 0},
    "main_agent": {"snapshot": {"timeout_steps": 100}},
}


@pytest.fixture
def league(tmp_path):
    league = Coordinator(Store(tmp_path / "league"), config_from(RULES))
    league.add_initial("terran", b"initial")
    return league


def test_killed_learners_come_back_and_nothing_is_lost(league):
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'starleague[cluster]'")
    folder, told, killed = league.store.folder, [], []
    here = str(Path(__file__).parents[1])
    ray.init(num_cpus=2, include_dashboard=False, runtime_env={"env_vars": {"PYTHONPATH": path_with(here)}},
             namespace=f"starleague {folder.resolve()}", log_to_driver=False)  # fmt: skip

    def kill() -> None:
        """Each learner once, when it has begun."""
        for learner in league.learners:
            file = folder / "learners" / f"{learner.name}.pid"
            while not file.exists():
                time.sleep(0.1)
            time.sleep(1.0)
            process = int(file.read_text())
            os.kill(process, signal.SIGKILL)
            killed.append((file, process))

    killer = threading.Thread(target=kill, daemon=True)
    killer.start()
    try:
        train_league(folder, 40.0, 0, told.append, DiceLearner)
        killer.join(60)
    finally:
        ray.shutdown()
    assert len(killed) == 2 and all(int(file.read_text()) != process for file, process in killed)
    assert {name for name, _ in told} == {learner.name for learner in league.learners}
    assert all(match.home.id in (0, 1) for match in league.open_matches()) and verify(league) == []
    steps = {learner.name: learner.steps for learner in league.learners}
    assert all(steps[name] >= last for name, last in dict(told).items())
    assert sum(steps.values()) >= 10 * (league.store.league().reports - 4)  # what was learned before went on


def path_with(folder: str) -> str:
    return os.pathsep.join([folder, os.environ.get("PYTHONPATH", "")])


@pytest.mark.parametrize("kind", ["ray-up", "slurm", "one-machine"])
def test_scripts_are_written_once(tmp_path, kind):
    file = write_script(kind, tmp_path / "script")
    assert "starleague" in file.read_text()
    with pytest.raises(FileExistsError, match="--out"):
        write_script(kind, file)
