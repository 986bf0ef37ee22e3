"""How fast the league decides: medians at the paper's scale, 900 players and 16,000 matches at once.

    python bench/league.py [--players 900] [--open 16000] [--repeat 1000]

``choose_opponent`` is the decision alone; ``next_match``, ``report`` and ``step`` include the transaction.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterable

import numpy as np

from starleague.league import Coordinator, Outcome, Store, load_config
from starleague.league.matchmaking import Stream, generator
from starleague.league.memory import Memory
from starleague.league.players import Snapshot
from starleague.league.standings import standings


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--players", type=int, default=900)
    parser.add_argument("--open", type=int, default=16_000)
    parser.add_argument("--repeat", type=int, default=1000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        league = grown_league(folder, arguments.players)
        learners = [learner.id for learner in league.learners]
        matches = [league.next_match(learners[number % 12]) for number in range(arguments.open)]
        print(f"{len(league.players)} players, {len(league.open_matches())} open matches")
        turns = range(arguments.repeat)
        roster = league.roster
        rngs = [generator(0, Stream.MATCH, number) for number in turns]
        show("choose_opponent", turns, lambda n: roster.learner(learners[n % 12]).choose_opponent(roster, rngs[n]))
        show("next_match", turns, lambda n: league.next_match(learners[n % 12]))
        show("report", turns, lambda n: league.report(matches[n].id, Outcome.WIN if n % 2 else Outcome.LOSS))
        show("step", turns, lambda n: league.step(learners[n % 12], n))
        show("next_evaluation", turns[:50], lambda n: league.next_evaluation())
        show("resume", range(3), lambda n: Coordinator(Store(folder)).players)
        show("standings", range(3), lambda n: standings(league))


def show(name: str, turns: Iterable[int], call: Callable[[int], object]) -> None:
    """Medians of single calls: by the clock, and of this process's own CPU time, which other work does not stretch."""
    clock, cpu = [], []
    for turn in turns:
        start, cpu_start = time.perf_counter(), time.process_time()
        call(turn)
        clock.append(time.perf_counter() - start)
        cpu.append(time.process_time() - cpu_start)
    print(f"league.{name:16} {np.median(clock) * 1e3:9.3f} ms   CPU {np.median(cpu) * 1e3:9.3f} ms")


def grown_league(folder: str, size: int) -> Coordinator:
    """The paper's population after a long run: copies of all learners, everybody met by every learner."""
    league = Coordinator(Store(folder), load_config("alphastar"), seed=0)
    for race in league.config.races:
        league.add_initial(race, race.encode())
    learners = league.learners
    dice = np.random.default_rng(0)
    with Memory(league.store, league.config).changing() as change:
        while (number := len(change.roster.players)) < size:
            parent = learners[number % len(learners)]
            copy = {"parent": parent.id, "parent_role": parent.role, "number": number, "sha256": f"{number:064x}"}
            change.put(Snapshot(id=number, name=f"{parent.name}@{number}", race=parent.race, **copy))
        for learner in learners:
            for other in range(len(learners), size):
                for score in (dice.random(3) < 0.6).astype(float):
                    change.roster.payoff.put(learner.id, other, change.roster.payoff.after(learner.id, other, score))
                change.put_pair(learner.id, other, change.roster.payoff.after(learner.id, other, 1.0))
    return league


if __name__ == "__main__":
    main()
