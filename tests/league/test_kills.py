"""Coordinator, learners and actors are killed at any moment: nothing lost, the log is the payoff, the chain holds."""

import json

import pytest
from sqlalchemy import delete

from starleague.league import Coordinator, Store
from starleague.league.tables import MATCHES

from .kills import kill_at_random, lost
from .postgres import postgres_server


@pytest.mark.parametrize("seed", [0])
def test_nothing_is_lost(tmp_path, seed):
    assert kill_at_random(tmp_path / "league", kills=4, seed=seed) == []
    league = Coordinator(Store(tmp_path / "league"))
    assert len(league.players) > 6 and league.store.league().reports > 10


def test_nothing_is_lost_on_postgresql(tmp_path):
    with postgres_server() as server:
        assert kill_at_random(tmp_path / "league", kills=4, url=server.format("postgres")) == []


def test_a_loss_would_be_noticed(tmp_path):
    assert kill_at_random(tmp_path / "league", kills=0) == []
    league = Coordinator(Store(tmp_path / "league"))
    lines = (tmp_path / "league/journals/actor-a").read_text().splitlines()
    reported = [json.loads(line)["match"] for line in lines if "match" in line]
    with league.store.writing() as transaction:
        transaction.connection.execute(delete(MATCHES).where(MATCHES.c.id == reported[0]))
    assert any("is lost" in problem for problem in lost(tmp_path / "league", league))
