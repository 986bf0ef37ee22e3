"""The dashboard in a real browser, while its league goes on."""

import pytest
from browser import CHROMIUM, serving, tab

from league.runner import play_alone
from league.scripted import found

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)"),
    pytest.mark.timeout(600),
]


def test_a_league_is_followed(browser, tmp_path):
    league = found(tmp_path / "league")
    play_alone(league, 12)
    with serving(tmp_path, "dashboard", str(tmp_path / "league")) as address, tab(browser, address) as page:
        page.wait_for_selector(".ratings .curve")
        assert page.inner_text(".tile b") == "12"
        assert len(page.query_selector_all(".payoff .cell")) == len(league.players) * (len(league.players) - 1)
        assert "main-terran-1" in page.inner_text(".standings")
        play_alone(league, 20)
        page.wait_for_function("document.querySelector('.tile b').textContent === '20'")
        league.next_match(2)
        page.wait_for_function("document.querySelector('.playing').innerText.includes('league-exploiter-terran-1')")
        page.click("text=Play a game")
        page.wait_for_selector(".start")
        page.click("text=The league in training")
        page.wait_for_selector(".ratings .curve")
