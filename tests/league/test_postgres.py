"""The same league on a PostgreSQL server: nothing but the URL differs."""

import subprocess
import sys
import uuid
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from starleague.league import Coordinator, Store, StoreError, verify

from .postgres import postgres_server
from .runner import play_alone
from .scripted import contents, found, small_config


@pytest.fixture(scope="module")
def server():
    with postgres_server() as url:
        yield url


@pytest.fixture
def url(server):
    """Of an empty database."""
    name = f"league_{uuid.uuid4().hex}"
    engine = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return server.format(name)


def test_every_row_equals_sqlites(tmp_path, url):
    for name, place in (("sqlite", None), ("postgres", url)):
        Store(tmp_path / name, place).close()
        league = Coordinator(Store(tmp_path / name, place), small_config())
        league.add_initial("terran", b"initial terran")
        play_alone(league, 40)
    assert not (tmp_path / "postgres" / "league.sqlite").exists()
    postgres = Store(tmp_path / "postgres")  # the folder knows where its tables are
    assert contents(postgres) == contents(Store(tmp_path / "sqlite"))
    league = Coordinator(postgres)
    assert verify(league) == [] and len(league.players) > 10
    assert (tmp_path / "postgres" / "store.json").stat().st_mode & 0o777 == 0o600


def test_processes_on_one_server(tmp_path, url):
    Coordinator(Store(tmp_path, url), small_config())
    watching = found(tmp_path)
    command = [sys.executable, "-m", "league.runner", str(tmp_path), "shared"]
    processes = [subprocess.Popen([*command, str(k), "25"], cwd=Path(__file__).parents[1]) for k in (0, 2)]
    assert [process.wait(timeout=120) for process in processes] == [0, 0]
    rows = contents(watching.store)["matches"]
    assert [row["id"] for row in rows] == list(range(50))
    assert sorted(row["reported"] for row in rows) == list(range(50))
    assert watching.players == Coordinator(Store(tmp_path)).players
    assert verify(watching) == []


def test_founded_by_two_at_once(tmp_path, url):
    words = "import sys; from starleague.league import *; from league.scripted import small_config as c\n"
    words += "print(len(Coordinator(Store(sys.argv[1], sys.argv[2]), c()).players))"
    folders = [tmp_path / name for name in "abc"]
    command = [sys.executable, "-c", words]
    here = Path(__file__).parents[1]
    processes = [subprocess.Popen([*command, str(each), url], cwd=here, stdout=subprocess.PIPE) for each in folders]
    assert [process.communicate(timeout=120)[0] for process in processes] == [b"5\n"] * 3


def test_another_league_is_refused(tmp_path, url):
    Coordinator(Store(tmp_path, url), small_config())
    with pytest.raises(StoreError, match="another config"):
        Coordinator(Store(tmp_path), small_config(decay=0.9))
