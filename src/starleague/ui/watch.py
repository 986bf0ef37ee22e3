"""``starleague watch FILE``: a replay as a film, a picture, or an account in the terminal."""

from __future__ import annotations

import os
import pathlib

from starleague.game.games import Games
from starleague.game.replay import Replay, ReplayError
from starleague.ui.account import account, print_account
from starleague.ui.picture import animate, picture

FILM_FRAMES = 240  # about so many frames make a film, unless a frame would take less than 8 loops


def watch(
    file: str | os.PathLike, out: str | os.PathLike | None = None, perspective: int | None = None,
    at: int | None = None,
) -> pathlib.Path | None:
    """Show a replay: to ``out`` (.gif a film, .png a picture at loop ``at``), else as tables; what was written.

    ``perspective``: as player 1 or 2 saw it. ``at``: the picture's loop, or the film's last; default: the end.
    """
    replay = Replay.load(file, partial=True)
    if perspective not in (None, 1, 2):
        raise ReplayError(f"--perspective {perspective}: there are players 1 and 2")
    if out is None:
        print_account(account(replay))
        return None
    path = pathlib.Path(out)
    if path.suffix == ".gif":
        every = max(8, (at or replay.last_loop) // FILM_FRAMES)
        animate(replay, path, every, perspective, last=at)
    elif path.suffix == ".png":
        picture(game_at(replay, at), 0, perspective).save(path)
    else:
        raise ReplayError(f"--out {path}: say a name that ends in .gif (a film) or .png (a picture)")
    return path


def game_at(replay: Replay, loop: int | None) -> Games:
    """The game of a replay at a loop, or at its end."""
    last = replay.last_loop if loop is None else loop
    if not 0 <= last <= replay.last_loop:
        raise ReplayError(f"--at {loop}: {replay.where} goes from loop 0 to {replay.last_loop}")
    games = next(played := replay.play(every=max(1, last)))
    while int(games[0].loop) < last:
        games = next(played)
    return games
