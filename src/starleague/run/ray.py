"""A league on a cluster: the components of one machine, each learner a Ray actor, one supervisor among them.

All share the league's store and folder, nothing else; Ray only says what runs where. Whatever dies is started again
by Ray, on another node if its node is gone: a learner goes on from its last checkpoint, the supervisor finds in the
store who is to work, and takes over the learners that are at work already.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from starleague.league import Coordinator, Store

SLICE = 10.0  # [s] between two words of a learner
LATE = 30.0  # [s] after the end for a learner to answer; one for whom no node has room never does
SUPERVISOR = "supervisor"
FOR_EVER = {"max_restarts": -1, "max_task_retries": -1}


class Worker(Protocol):
    """A learner at work, such as ``training.LearnerAtWork``."""

    def work(self, seconds: float, halted: Callable[[], bool], tell: Callable[[Any], None]) -> None: ...

    def close(self) -> None: ...


Make = Callable[[Coordinator, int, Path, int], Worker]  # league, learner's id, folder, seed


@dataclass(frozen=True)
class Job:
    """What the supervisor is told, once."""

    folder: Path  # that all nodes see
    make: Make
    end: float  # [s] since 1970
    seed: int
    resources: dict[str, Any]  # of a learner, as Ray names them: num_cpus, num_gpus, resources


def train_league(
    folder: Path, seconds: float, seed: int, tell: Callable[[Any], None], make: Make, address: str | None = None,
    **resources: Any,
) -> None:
    """Let every learner of the league in ``folder`` work for so long, wherever Ray finds room.

    ``address`` is of a running cluster ("auto": the one that this machine belongs to); None starts one here. Ends
    when the time is over; Ctrl-C ends it earlier, and what was learned is saved.
    """
    ray = import_ray()
    namespace = f"starleague {folder.resolve()}"
    ray.init(address=address, namespace=namespace, ignore_reinit_error=True, log_to_driver=False)
    job = Job(folder.resolve(), make, time.time() + seconds, seed, resources)
    options = {"name": SUPERVISOR, "get_if_exists": True, "num_cpus": 0, "lifetime": "detached", **FOR_EVER}
    supervisor = ray.remote(Supervisor).options(**options).remote(job)
    try:
        while True:
            told, going_on = ray.get(supervisor.look.remote(SLICE))
            for progress in told:
                tell(progress)
            if not going_on:
                return
    finally:
        ray.get(supervisor.stop.remote())
        ray.kill(supervisor)


class Supervisor:
    """Has every learner at work until the end. Knows nothing that the store does not know, too."""

    def __init__(self, job: Job) -> None:
        self.job = job
        league = Coordinator(Store(job.folder))
        self.learners = {self._seat(learner.id, learner.name): learner.name for learner in league.learners}
        self.waiting = {self._begin(learner): learner for learner in self.learners}

    def look(self, seconds: float) -> tuple[list[Any], bool]:
        """What learners told within so many seconds, and whether any is still at work."""
        ray = import_ray()
        told = []
        done, _ = ray.wait(list(self.waiting), timeout=seconds) if self.waiting else ([], [])
        for answer in done:
            learner = self.waiting.pop(answer)
            told += ray.get(answer)
            if time.time() < self.job.end:
                self.waiting[self._begin(learner)] = learner
        return told, bool(self.waiting) and time.time() < self.job.end + LATE

    def stop(self) -> None:
        """Matches that are not over are given back, learners' processes end."""
        ray = import_ray()
        answers = [learner.close.remote() for learner in self.learners]
        ray.wait(answers, num_returns=len(answers), timeout=LATE)
        for learner in self.learners:
            ray.kill(learner)

    def _seat(self, learner: int, name: str) -> Any:
        options = {"name": name, "get_if_exists": True, "num_cpus": 1, **FOR_EVER} | self.job.resources
        return import_ray().remote(LearnerActor).options(**options).remote(self.job, learner)

    def _begin(self, learner: Any) -> Any:
        return learner.work.remote(max(0.0, min(SLICE, self.job.end - time.time())))


class LearnerActor:
    """One learner in a process of its own, on whichever node."""

    def __init__(self, job: Job, learner: int) -> None:
        league = Coordinator(Store(job.folder))
        league.give_back(learner)
        self.worker = job.make(league, learner, job.folder, job.seed * 1000 + learner)

    def work(self, seconds: float) -> list[Any]:
        told: list[Any] = []
        self.worker.work(seconds, lambda: False, told.append)
        return told[-1:]

    def close(self) -> None:
        self.worker.close()


def import_ray() -> Any:
    try:
        import ray
    except ImportError:
        raise ImportError("Ray is not installed: pip install 'starleague[cluster]'") from None
    return ray
