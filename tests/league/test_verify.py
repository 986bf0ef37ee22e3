from sqlalchemy import delete, update

from starleague.league import Coordinator, verify
from starleague.league.tables import MATCHES, PAYOFF, PLAYERS, SNAPSHOTS

from .scripted import found, play

MAIN = 0


def grown(tmp_path):
    league = found(tmp_path)
    for number in (1, 2, 3):
        league.take_snapshot(league.step(MAIN, 1000 * number), f"main {number}".encode())
    play(league, 1, MAIN, "win", times=3)
    play(league, MAIN, 6, "draw")
    return league


def tampered(league, statement):
    with league.store.writing() as transaction:
        transaction.connection.execute(statement)
    return verify(Coordinator(league.store))


def test_all_is_well(tmp_path):
    assert verify(grown(tmp_path)) == []


def test_a_changed_checkpoint_is_found(tmp_path):
    league = grown(tmp_path)
    file = league.store.snapshots.path(league.players[6].sha256)
    file.chmod(0o644)
    file.write_bytes(b"stronger")
    assert len(verify(league)) == 1 and "holds other content" in verify(league)[0]
    file.unlink()
    assert "is missing" in verify(league)[0]


def test_a_rewritten_snapshot_is_found(tmp_path):
    league = grown(tmp_path)
    problems = tampered(league, update(SNAPSHOTS).where(SNAPSHOTS.c.player_id == 7).values(reason="beats all"))
    assert problems == ["snapshot main-terran-1@2 is not the one that joined the league"]


def test_a_swapped_player_is_found(tmp_path):
    league = grown(tmp_path)
    other = league.players[6].sha256
    details = vars(league.players[7]) | {"sha256": other}
    kept = {name: details[name] for name in ("sha256", "parent", "parent_role", "number", "steps")}
    problems = tampered(league, update(PLAYERS).where(PLAYERS.c.id == 7).values(details=kept))
    assert problems == ["snapshot main-terran-1@2 is not the one that joined the league"]


def test_a_dropped_snapshot_is_found(tmp_path):
    league = grown(tmp_path)
    assert tampered(league, delete(SNAPSHOTS).where(SNAPSHOTS.c.player_id == 8)) == [
        "snapshots at the end of the chain are missing"
    ]


def test_a_payoff_that_is_not_the_logs_is_found(tmp_path):
    league = grown(tmp_path)
    assert tampered(league, update(PAYOFF).values(wins=50.0)) == ["the payoff is not what the match log gives"]


def test_a_dropped_match_is_found(tmp_path):
    league = grown(tmp_path)
    assert tampered(league, delete(MATCHES).where(MATCHES.c.id == 1)) == ["the payoff is not what the match log gives"]
