"""A whole game through the page's own mouse and keyboard, from the start page to victory; then its replay."""

import pytest
from browser import CHROMIUM, begin, own, serving, tab

pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")

from hands import Hands  # after the check: it needs playwright

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)"),
    pytest.mark.timeout(900),
]
FRAMES = 10  # a second: drawing without a graphics card takes what the game needs
LONGEST = 30_000  # loops


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("game"), "play") as found:
        yield found


def test_a_game_is_won_by_mouse_and_keyboard_and_its_replay_is_watched(browser, address):
    with tab(browser, address) as page:
        page.evaluate(f"localStorage.setItem('starleague-frames', {FRAMES})")
        begin(page)
        seen = Hands(page).play(LONGEST)
        page.wait_for_selector(".dialog.victory", timeout=30_000)
        assert "Victory" in page.inner_text(".sheet h1")
        length = seen["loop"]

        page.click("text=Start page")
        page.click(".recorded button >> nth=0")
        page.wait_for_selector(".timeline")
        page.click("[data-speed=x16]")
        page.wait_for_function("starleague.world.waits.includes('over')")
        assert abs(page.evaluate("starleague.world.loop") - length) < 400
        assert len(own(page, "Marine")) >= 1
