"""A folder that clients take for the game, on each system."""

import subprocess
import sys

import pytest

from starleague.sc2api.install import install
from starleague.sc2api.version import BASE_BUILD


@pytest.mark.parametrize(("system", "program"), [
    ("linux", "SC2_x64"), ("darwin", "SC2.app/Contents/MacOS/SC2"), ("win32", "SC2_x64.exe"),
])
def test_the_game_stands_where_clients_look_for_it(tmp_path, monkeypatch, system, program):
    monkeypatch.setattr(sys, "platform", system)
    launcher = install(tmp_path / "a folder", options="--map 'Basalt Terraces'")
    assert launcher == tmp_path / "a folder" / f"Versions/Base{BASE_BUILD}" / program
    python = [sys.executable] if launcher.suffix == ".exe" else []  # it runs what is zipped into the program
    told = subprocess.run([*python, launcher, "--help"], capture_output=True, text=True, cwd=tmp_path, timeout=120)
    assert "starleague serve" in told.stdout


def test_maps_have_the_names_by_which_clients_open_them(tmp_path):
    install(tmp_path)
    names = ("AbyssalReefLE", "Ladder2017Season4/AbyssalReefLE", "mini_games/MoveToBeacon", "PylonAIE_v4")
    assert all((tmp_path / "Maps" / f"{name}.SC2Map").is_file() for name in names)
