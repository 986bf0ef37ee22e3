"""A league leaves its database as files, and is checked."""

import csv
import json
from pathlib import Path

import pytest

from league.runner import play_alone
from league.scripted import found
from starleague.run.keeping import export, print_verification
from starleague.run.report import energy_text, open_league, status


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
    rows = json.loads((tmp_path / "out" / "standings.json").read_text(), parse_constant=pytest.fail)  # NaN is no JSON
    assert sorted(row["name"] for row in rows) == sorted(player.name for player in league.players)
    assert all(row["games"] == row["wins"] + row["draws"] + row["losses"] for row in rows)
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


def test_status_says_what_the_league_is_judged_by(folder, capsys):
    league = open_league(folder)
    status(folder, json=True)
    facts = json.loads(capsys.readouterr().out.splitlines()[-1], parse_constant=pytest.fail)
    assert [row["name"] for row in facts["players"]] != sorted(player.name for player in league.players)
    learner = next(row for row in facts["players"] if row["name"] == league.learners[0].name)
    assert 0 <= learner["hardest_past"] <= 1 and learner["sigma"] < 25 / 3 and learner["elo_half_width"] > 0
    assert 0 <= facts["mains_performance"] <= 1
    status(folder, json=False)
    shown = capsys.readouterr().out
    assert "hardest" in shown and "OpenSkill" in shown and "copies of main agents win" in shown


def test_energy_is_told_with_what_it_means_for_the_air():
    told = energy_text({"league": {"kwh": 1.5, "kg": 0.7}, "evaluate": {"kwh": 0.5, "kg": 0.26}})
    assert "2.000 kWh" in told and "league 1.500" in told and "960 g of CO₂" in told
    assert "Not known" in energy_text({})
