"""A league leaves its database as files, and is checked."""

import csv
import json
from pathlib import Path

import pytest

from league.runner import play_alone
from league.scripted import found
from starleague.run.keeping import export, print_verification
from starleague.run.report import open_league


@pytest.fixture
def folder(tmp_path):
    play_alone(found(tmp_path / "league"), 40)
    return tmp_path / "league"


def test_an_exported_league_needs_no_database(folder, tmp_path):
    export(folder, tmp_path / "out")
    league = open_league(folder)
    with (tmp_path / "out" / "matches.csv").open() as file:
        matches = list(csv.DictReader(file))
    assert len(matches) == 40 and "seed" in json.loads(matches[0]["stats"])
    names = [row["player"] for row in json.loads((tmp_path / "out" / "standings.json").read_text())]
    assert sorted(names) == sorted(player.name for player in league.players)
    kept, copied = (sorted(file.name for file in (each / "snapshots").iterdir()) for each in (folder, tmp_path / "out"))
    assert kept == copied and "<svg" in (tmp_path / "out" / "report.html").read_text()
    with pytest.raises(FileExistsError, match="is not empty"):
        export(folder, tmp_path / "out")


def test_what_is_wrong_is_printed(folder, capsys):
    assert print_verification(folder, as_json=False)
    assert capsys.readouterr().out == "nothing is wrong\n"
    checkpoint = next((folder / "snapshots").iterdir())
    checkpoint.unlink()
    assert not print_verification(folder, as_json=True)
    assert "is missing" in json.loads(capsys.readouterr().out)["problems"][0]


def test_no_league(tmp_path):
    with pytest.raises(FileNotFoundError, match="league run"):
        open_league(Path(tmp_path))
