"""What the page costs a browser: milliseconds of its own work in a frame, and between frames, with many units.

    python bench/page_browser.py --units 200 400

The game is the one of bench/page.py, half of its units always marching, seen in Chromium (apt-get install chromium; pip
install playwright). Without a graphics card Chromium draws on the processor: the work of a frame is still the page's.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import tempfile
from pathlib import Path

from page import Crowd
from starleague.ui.page.library import Library
from starleague.ui.page.server import PageServer

FLAGS = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SECONDS = 15  # of play
READ = """() => {
    const sorted = (list) => [...list].sort((a, b) => a - b);
    const at = (list, share) => list[Math.floor(share * (list.length - 1))];
    const work = sorted(starleague.frameTimes), gaps = sorted(starleague.gaps);
    return {frames: work.length, work_ms: at(work, 0.5), work_ms_95: at(work, 0.95), gap_ms: at(gaps, 0.5),
            bytes: starleague.link.received};
}"""


async def measure(units: int) -> dict[str, float]:
    """Figures of one game, watched by an observer who sees all of it."""
    from playwright.async_api import async_playwright

    with tempfile.TemporaryDirectory() as folder:
        server = PageServer(Library(Path(folder)))
        runner = await server.listen("127.0.0.1", 0)
        room = server.add(Crowd(units))
        async with async_playwright() as driver:
            browser = await driver.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
            page = await browser.new_page(viewport={"width": 1280, "height": 800})
            await page.goto(f"http://127.0.0.1:{server.port}/#room/{room.id}")
            await page.wait_for_function("window.starleague?.world?.last > 50", timeout=600_000)
            await page.evaluate("starleague.field.camera.zoomTo(9)")  # all that fits on the screen
            await page.wait_for_timeout(2000)
            await page.evaluate("starleague.frameTimes.length = starleague.gaps.length = starleague.link.received = 0")
            await page.wait_for_timeout(1000 * SECONDS)
            told = await page.evaluate(READ)
            await browser.close()
        await server.close(runner)
    rounded = {name: round(value, 1) for name, value in told.items() if name != "bytes"}
    return {"units": units, **rounded, "bytes_per_second": round(told["bytes"] / SECONDS)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, nargs="+", default=[200, 400])
    for units in parser.parse_args().units:
        print(json.dumps(asyncio.run(measure(units))), flush=True)


if __name__ == "__main__":
    main()
