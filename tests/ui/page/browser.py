"""Debian's Chromium and a page server, for tests that drive the page by mouse and keyboard."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = [
    "--no-sandbox", "--no-first-run", "--disable-background-networking", "--disable-extensions", "--disable-gpu",
    "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]
PATIENCE = 240_000  # milliseconds; software rendering on a busy machine is slow


@contextlib.contextmanager
def serving(folder, *words):
    """The address of a page server in a process of its own."""
    command = [sys.executable, "-m", "starleague", *words, "--port", "0", "--no-show"]
    env = {**os.environ, "STARLEAGUE_DATA": str(folder), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True)
    try:
        yield server.stdout.readline().split()[2]
    finally:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:  # on a busy machine
            server.kill()


@contextlib.contextmanager
def tab(browser, address):
    """A page that must not print an error."""
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.set_default_timeout(PATIENCE)
    opened.said = []
    opened.on("console", lambda message: opened.said.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.goto(address)
    yield opened
    assert opened.said == []
    opened.close()


def begin(page):
    """From the start page into a game."""
    page.wait_for_selector(".start")
    if page.query_selector("#consent-no"):
        page.click("#consent-no")
    page.click(".start")
    page.wait_for_selector(".bottom")
    page.wait_for_function("window.starleague?.world?.last > 50")
    assert page.evaluate("starleague.world.loop") <= 30, "the game did not wait for its page"
    if page.query_selector(".dialog:not([hidden])"):
        page.keyboard.press("Enter")  # the first-game help


def own(page, name):
    """Indices of own units of a type."""
    return page.evaluate(
        """name => { const {world} = starleague; return [...world.type.keys()].filter(
            k => world.type[k] && world.facts.units[world.type[k]].name === name && world.owner[k] === 1); }""", name)


def spot(page, index):
    """Where a unit is drawn."""
    return page.evaluate("k => starleague.field.camera.toScreen(starleague.world.x[k], starleague.world.y[k])", index)


def box(page, x, y, width, height):
    """Select by dragging a box around a point: those who walk about do not get out of it."""
    page.mouse.move(x - width / 2, y - height / 2)
    page.mouse.down()
    page.mouse.move(x, y)
    page.mouse.move(x + width / 2, y + height / 2)
    page.mouse.up()


def press(page, key, label):
    """A key of the command card, once its button can be used."""
    page.wait_for_selector(f'.slot:not(.blocked)[data-name="{label}"]')
    page.keyboard.press(key)
