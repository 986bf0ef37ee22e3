import re
from html import escape
from html.parser import HTMLParser

import pytest

from starleague.league import Coordinator, Store, load_config
from starleague.league.charts import apart, duration, number, ticks
from starleague.league.report import report, write_report

from .runner import play_alone
from .scripted import found

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Checker(HTMLParser):
    """Every tag is closed by its own, and nothing is fetched or run."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, name, attributes):
        self.seen.append(name)
        assert name not in ("script", "link", "img", "iframe")
        for key, value in attributes:
            assert key not in ("src", "href") and not key.startswith("on")
            assert "nan" not in re.split(r"[ ,;:]", value or "")
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name):
        assert self.open.pop() == name


def checked(page):
    checker = Checker()
    checker.feed(page)
    assert checker.open == [] and page.startswith("<!doctype html>") and "http" not in page
    return checker.seen


def test_a_league_that_has_played(tmp_path):
    league = found(tmp_path, yardsticks=[{"name": "<b>bot</b>", "level": 1, "elo": 0}], evaluation_share=0.2)
    play_alone(league, 60)
    extra = [("Energy", "<p>12 Wh</p>")]
    file = write_report(league, tmp_path / "out" / "report.html", "Ten <minutes>", {"play": 60.0, "learn": 90.0}, extra)
    page = file.read_text(encoding="utf-8")
    tags = checked(page)
    for heading in ("Ratings", "Standings", "Who beats whom", "Who met whom", "Results", "Snapshots", "Energy"):
        assert f"<h2>{heading}</h2>" in page
    assert "Ten &lt;minutes&gt;" in page and "<p>12 Wh</p>" in page and "learn 60% (1.5 min)" in page
    assert tags.count("svg") > 10 and tags.count("polyline") == 8 and tags.count("path") >= 3
    for player in league.players:
        assert escape(player.name) in page
    assert "<b>bot" not in page


@pytest.mark.parametrize("preset", ["laptop", "alphastar"])
def test_a_league_that_has_not(tmp_path, preset):
    checked(report(Coordinator(Store(tmp_path), load_config(preset))))


def test_round_ticks():
    assert ticks(3, 97) == [0, 20, 40, 60, 80, 100]
    assert ticks(-0.3, 0.7) == pytest.approx([-0.4, -0.2, 0, 0.2, 0.4, 0.6, 0.8])
    assert ticks(5, 5)[0] < 5 < ticks(5, 5)[-1]


def test_labels_keep_apart():
    moved = apart([10, 11, 50, 99], 15, 0, 100)
    assert moved == [10, 25, 50, 99]
    assert apart([99, 98], 15, 0, 100) == [100, 85]


def test_short_words():
    assert [number(each) for each in (7, 1500, 20_000, 2_500_000, 2e9, 0.5)] == [
        "7",
        "1500",
        "20k",
        "2.5M",
        "2G",
        "0.5",
    ]
    assert [duration(each) for each in (4, 90, 7200, 200_000)] == ["4.0 s", "1.5 min", "2.0 h", "2.3 d"]
