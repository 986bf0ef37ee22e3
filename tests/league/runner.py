"""A runner in a process of its own: plays a scripted league to its end, or dies on the way.

python -m league.runner FOLDER solo MATCHES [STATEMENT]     killed by SIGKILL before that SQL statement
python -m league.runner FOLDER shared LEARNER MATCHES       one of several processes on one store
"""

import os
import signal
import sys

from sqlalchemy import Engine, event

from starleague.league import Coordinator, Store

from .scripted import by_odds, found

STEPS = 100  # a learner trains for each of its matches


def play_alone(league: Coordinator, matches: int) -> None:
    """Until so many results are in. Whatever was done before, the next thing to do follows from the store."""
    while True:
        reports = league.store.league().reports
        for index, learner in enumerate(league.learners):
            trained = (reports - index + 2) // 3 * STEPS
            if request := league.step(learner.id, trained):
                league.take_snapshot(request, f"{learner.name} after {trained}".encode())
        if reports >= matches:
            return
        match = next(iter(league.open_matches()), None) or league.next_match(reports % 3)
        league.report(match.id, by_odds(match, 0.5 + 0.1 * (match.home.id - match.away.id % 3)), {"seed": match.seed})


def play_along(league: Coordinator, learner: int, matches: int) -> None:
    for number in range(1, matches + 1):
        match = league.next_match(learner)
        league.report(match.id, by_odds(match, 0.6))
        if request := league.step(learner, number * STEPS):
            league.take_snapshot(request, f"{learner} after {number}".encode())


def die_before(statement: int) -> None:
    """As the machine would: no clean-up of any kind runs."""
    left = [statement]

    @event.listens_for(Engine, "before_cursor_execute")
    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)


def main(folder: str, mode: str, *numbers: str) -> None:
    if mode == "solo":
        if len(numbers) > 1:
            die_before(int(numbers[1]))
        play_alone(found(folder), int(numbers[0]))
    else:
        play_along(Coordinator(Store(folder)), int(numbers[0]), int(numbers[1]))


if __name__ == "__main__":
    main(*sys.argv[1:])
