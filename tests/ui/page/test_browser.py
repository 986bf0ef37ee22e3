"""The page in a real browser: Debian's Chromium, driven by mouse and keyboard."""

import urllib.error
import urllib.request

import pytest
from browser import CHROMIUM, begin, box, own, press, serving, spot, tab

from starleague.bots.driver import BotDriver
from starleague.game.games import Games
from starleague.game.replay import Recorder

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine (apt-get install chromium)"),
    pytest.mark.timeout(600),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with serving(tmp_path_factory.mktemp("page"), "play") as found:
        yield found


@pytest.fixture
def page(browser, address):
    with tab(browser, address) as opened:
        yield opened


def test_train_build_and_reload(page, address):
    begin(page)
    [hall] = own(page, "CommandCenter")
    page.mouse.click(*spot(page, hall))
    page.wait_for_selector('.slot[data-name="SCV"]')
    press(page, "q", "SCV")
    page.click(".queue button.item")  # out again
    page.wait_for_selector(".queue", state="detached")
    assert page.inner_text(".facts h2") == "Command Center"

    hx, hy = spot(page, hall)
    box(page, hx, hy, 700, 420)
    page.wait_for_selector('.slot[data-name="Build Structure"]')
    page.keyboard.press("z")
    press(page, "e", "Supply Depot")
    for dx, dy in ((-190, 60), (-190, -60), (0, 180), (190, 120)):
        page.mouse.move(hx + dx, hy + dy)
        page.wait_for_function("typeof starleague.commander.ghost?.ok === 'boolean'")
        if page.evaluate("starleague.commander.ghost.ok"):
            page.mouse.click(hx + dx, hy + dy)
            break
    assert page.evaluate("starleague.commander.aim") is None, "no free place beside the town hall"
    page.wait_for_function(
        """() => { const {world} = starleague; return [...world.type.keys()].some(
            k => world.type[k] && world.facts.units[world.type[k]].name === 'SupplyDepot' && !world.has(k, 'plan')); }""")

    loop = page.evaluate("starleague.world.loop")
    page.reload()
    page.wait_for_function("window.starleague?.world?.last > 50")
    assert page.evaluate("starleague.world.loop") >= loop
    assert len(own(page, "SupplyDepot")) == 1

    box(page, *spot(page, own(page, "CommandCenter")[0]), 700, 420)
    page.wait_for_selector('.slot[data-name="Build Structure"]')
    page.keyboard.press("z")
    press(page, "e", "Supply Depot")
    page.evaluate("starleague.hud.does.surrender()")  # the game ends while the player places a structure
    page.wait_for_selector(".defeat")
    for left in ("aim", "menu"):
        page.keyboard.press("Escape")
        assert not page.evaluate(f"starleague.commander.{left}") and page.is_visible(".defeat")
    page.keyboard.press("Escape")
    page.wait_for_selector(".defeat", state="hidden")


def test_a_hatchery_selects_its_larvae_by_keys_alone(page):
    page.wait_for_selector(".start")
    page.focus("[aria-label=race] [data-value=Zerg]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.value") == "Zerg", "the start page is drawn anew"
    begin(page)
    [hall] = own(page, "Hatchery")
    assert page.evaluate("starleague.commander.selection.units") == [hall]
    page.keyboard.type("qq")  # faster than the command card comes: larvae, then a Drone of one of them
    page.wait_for_selector('.slot[data-name="Drone"]')
    page.wait_for_function("starleague.world.purses[1].used === 13")
    page.keyboard.press("Alt+ArrowUp")  # a crosshair in the middle of the screen, where the hall is
    page.wait_for_function("starleague.input.crosshair !== null")
    page.keyboard.press("Enter")
    assert page.evaluate("starleague.commander.selection.units") == [hall]
    page.keyboard.press("F10")
    page.wait_for_function("starleague.world.waits.includes('person')")  # it stands still for who reads
    page.click("text=Surrender")
    page.wait_for_selector(".defeat")
    page.click("text=Watch the replay")
    page.wait_for_selector(".timeline")


def test_the_page_says_what_it_is(page):
    page.wait_for_selector(".start")
    assert "not affiliated" in page.inner_text("footer")
    for button in page.query_selector_all("button"):
        assert button.inner_text().strip() or button.get_attribute("aria-label")


def test_a_replay_is_watched(browser, tmp_path):
    games = Games(1, seed=2, threads=1)
    driver = BotDriver(games)
    driver.seat(0, 1, "easy")
    driver.seat(0, 2, "medium")
    with Recorder(games, tmp_path / "short.slreplay", names=("Left", "Right")):
        driver.step(1200)
        games.surrender(0, 1)
    with serving(tmp_path, "watch", str(tmp_path / "short.slreplay"), "--browser") as address:
        with tab(browser, address) as page:
            page.wait_for_selector(".timeline")
            page.click("[data-speed=x16]")
            page.wait_for_function("starleague.world.waits.includes('over') && starleague.world.loop === 1200")
            assert "/ 0:53" in page.inner_text(".now")
            page.click("[data-tab=events]")
            page.wait_for_selector(".events li button")
            page.click(".curve", position={"x": 60, "y": 20})
            page.wait_for_function("starleague.world.loop < 1000")
            page.click("[data-view='2']")
            page.wait_for_function("!starleague.field.bare && starleague.world.sight.includes(0)")
            assert own(page, "CommandCenter") == []


def test_no_server_no_game(address):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address}api/rooms/none/facts", timeout=20)
    assert refused.value.code == 404
