"""Pictures and accounts of games."""

import numpy as np
import pytest
from PIL import Image
from rich.console import Console

from openings import play_opening
from scenario import game as scene
from starleague.game.games import Games
from starleague.game.maps import load_map
from starleague.game.replay import Recorder, ReplayError
from starleague.ui.account import account, print_account
from starleague.ui.ground_picture import ground_picture
from starleague.ui.picture import picture
from starleague.ui.shapes import TEAM
from starleague.ui.watch import watch


@pytest.fixture(scope="module")
def replay(tmp_path_factory):
    path = tmp_path_factory.mktemp("ui") / "short.slreplay"
    games = Games(1, seed=1)
    with Recorder(games, path, names=("Left", "Right")):
        play_opening(games, 640)
        games.surrender(0, 2)
    return path


def near(image: Image.Image, color: tuple[int, int, int]) -> int:
    """Pixels of about a colour."""
    return int((np.abs(np.asarray(image, int) - color).sum(-1) < 30).sum())


def test_ground_shows_heights_and_cliffs():
    pixels = ground_picture(load_map("Basalt Terraces"), 3)
    assert pixels.shape == (136 * 3, 152 * 3, 3)
    assert np.array_equal(pixels, ground_picture(load_map("Basalt Terraces"), 3))
    main, lowland = pixels[-18 * 3, 18 * 3].astype(int).sum(), pixels[-28 * 3, 70 * 3].astype(int).sum()
    assert main > lowland + 60


def test_units_have_their_team_color():
    drawn = picture(scene("4 Marine vs 3 Marauder").games, 0, scale=10)
    assert near(drawn, TEAM[1]) > 50 and near(drawn, TEAM[2]) > 50


def test_perspective_hides_the_enemy():
    games = Games(1, seed=1)
    whole, mine = picture(games, 0), picture(games, 0, perspective=1)
    assert near(whole, TEAM[2]) > 100
    assert near(mine, TEAM[2]) == 0 and near(mine, TEAM[1]) > 100
    assert np.asarray(mine, int).sum() < 0.7 * np.asarray(whole, int).sum()


def test_window_zooms():
    games = Games(1, seed=1)
    assert picture(games, 0, scale=20, window=(10, 10, 40, 30)).size == (600, 400)


def test_watch_writes_film_and_picture(replay, tmp_path):
    film = watch(replay, tmp_path / "film.gif", at=160)
    with Image.open(film) as opened:
        assert opened.n_frames >= 15
    assert Image.open(watch(replay, tmp_path / "then.png", perspective=2, at=300)).size[0] > 600
    with pytest.raises(ReplayError, match=r"\.gif"):
        watch(replay, tmp_path / "film.mp4")
    with pytest.raises(ReplayError, match="loop 0 to"):
        watch(replay, tmp_path / "then.png", at=99999)


def test_account_tells_the_economy_and_who_won(replay):
    told = account(replay)
    assert told.winner == 1 and told.standings[1][-1].workers >= 12
    assert any("Supply Depot" in what for _, _, what in told.deeds)
    console = Console(record=True, width=150, file=open("/dev/null", "w"))  # noqa: SIM115
    print_account(told, console)
    text = console.export_text()
    assert "Left (Terran) wins" in text and "starts Supply Depot" in text


def test_account_tells_fights(tmp_path):
    fight = scene()
    with Recorder(fight.games, tmp_path / "fight.slreplay"):
        fight.games.create_unit(0, "Marine", 1, 30, 40, 6)
        fight.games.create_unit(0, "Marauder", 2, 36, 40, 2)
        fight.step(240)
    told = account(tmp_path / "fight.slreplay")
    assert told.fights and sum(told.fights[0].losses[2].values()) + sum(told.fights[0].losses[1].values()) >= 2
