"""Commands that open the page in the browser: `starleague play`, `watch` and `dashboard`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import tyro


def play(
    agent: Annotated[str, tyro.conf.Positional] = "",
    listen: str = "127.0.0.1",
    port: int = 8765,
    show: bool = True,
) -> None:
    """Open a page in the browser where you play against the built-in computer, or against an agent.

    Args:
        agent: an agent's checkpoint, a league's folder, or agent:RACE, offered beside the built-in levels; by default
            the agents that come with the package
        listen: address; loopback unless told otherwise, and then the page asks for the token that is printed
        port: port of http://address:port; 0 takes a free one
        show: open the browser
    """
    from starleague.ui.page.server import PageServer, serve

    serve(PageServer(agents=_agents(agent)), listen, port, show)


def _agents(named: str) -> list:
    """The agent of that name, or those that come with the package; none without torch."""
    from starleague.ui.page.playing import Agent

    try:
        from starleague.agent.checkpoints import race_of
        from starleague.run.agents import SHIPPED, find_checkpoint, shipped
        from starleague.run.serving import driver_factory
    except ImportError as missing:
        if named:
            raise ImportError(f"{missing}; agents need: pip install 'starleague[train]'") from None
        return []
    names = [named] if named else shipped()
    def title(name: str) -> str:
        if name.startswith(SHIPPED):
            return f"Agent ({name.removeprefix(SHIPPED)})"
        return f"{Path(name).resolve().parent.name}/{Path(name).stem}"

    return [Agent(title(name), race_of(find_checkpoint(name)), driver_factory(name)) for name in names]


def watch(
    file: tyro.conf.Positional[Path],
    out: Path | None = None,
    perspective: int | None = None,
    at: int | None = None,
    browser: bool = False,
    listen: str = "127.0.0.1",
    port: int = 8765,
    show: bool = True,
) -> None:
    """Show a replay: a readable account, with --out a picture (.png) or an animation (.gif), or in the browser.

    Of a league's folder it shows, in the browser, a game that is being played now.

    Args:
        file: a .slreplay file, or a league's folder
        out: picture or animation to write
        perspective: show what this player (1 or 2) sees; all by default
        at: game loop of the picture; the end by default
        browser: open a page with timeline, charts, both players' vision
        listen: address of the page; loopback unless told otherwise, and then it asks for the token that is printed
        port: port of the page; 0 takes a free one
        show: open the browser
    """
    if file.is_dir():
        from starleague.ui.dashboard.view import LeagueView
        from starleague.ui.page.server import PageServer, serve

        server = PageServer(league=LeagueView(file))
        server.start, server.live = "#league", True
        serve(server, listen, port, show)
        return
    if browser:
        from starleague.game.replay import Replay
        from starleague.ui.page.server import PageServer, serve

        Replay.load(file, partial=True)  # a damaged one is told of here
        server = PageServer()
        server.replay = file
        serve(server, listen, port, show)
        return
    from starleague.ui.watch import watch as tell

    tell(file, out, perspective, at)


def dashboard(
    folder: tyro.conf.Positional[Path] = Path("runs/league"),
    listen: str = "127.0.0.1",
    port: int = 8765,
    show: bool = True,
) -> None:
    """Follow a training league in the browser: ratings, who beats whom, matches now playing, losses, throughput.

    It only reads the league's folder: start and stop it as you like, during a run and after.

    Args:
        folder: the league's folder
        listen: address; loopback unless told otherwise, and then the page asks for the token that is printed
        port: port of http://address:port; 0 takes a free one
        show: open the browser
    """
    from starleague.ui.dashboard.view import LeagueView
    from starleague.ui.page.server import PageServer, serve

    server = PageServer(league=LeagueView(folder))
    server.start = "#league"
    serve(server, listen, port, show)
