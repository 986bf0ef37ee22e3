"""Which requests a status allows, and what is said of the others."""

from __future__ import annotations

from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.errors import RequestError

LAUNCHED, INIT_GAME, IN_GAME, IN_REPLAY = api.launched, api.init_game, api.in_game, api.in_replay
ENDED, QUIT = api.ended, api.quit

_GAME = {IN_GAME, IN_REPLAY, ENDED}
# As the protocol's own table has it; clients also start a game or replay from within another. What is not here is
# always allowed.
ALLOWED = {
    "create_game": {LAUNCHED, INIT_GAME, *_GAME},
    "join_game": {LAUNCHED, INIT_GAME, ENDED},
    "restart_game": {IN_GAME, ENDED},
    "start_replay": {LAUNCHED, *_GAME},
    "leave_game": {INIT_GAME, *_GAME},
    "quick_save": {IN_GAME},
    "quick_load": {IN_GAME, ENDED},
    "game_info": _GAME,
    "observation": _GAME,
    "step": {IN_GAME, IN_REPLAY},
    "action": {IN_GAME},
    "obs_action": {IN_GAME, IN_REPLAY},
    "data": _GAME,
    "query": _GAME,
    "save_replay": _GAME,
    "map_command": {IN_GAME},
    "debug": {IN_GAME},
}
GAME_ONLY = {"restart_game", "quick_load"}  # ended: only after a game
LOCAL = {"ping", "data", "quit", "available_maps", "save_map", "replay_info"}  # answered here, whoever hosts the game


def check(which: str, status: int, replayed: bool) -> None:
    """RequestError in the real client's words when a status does not allow a request."""
    if status not in ALLOWED.get(which, {status}) or (replayed and which in GAME_ONLY):
        raise RequestError(_not_now(which, status))


def _not_now(which: str, status: int) -> str:
    """python-sc2 knows the game's end by these words."""
    if status in (LAUNCHED, INIT_GAME):
        return "Not in a game"
    if status == ENDED:
        return "Game has already ended" if which == "step" else "Not supported if game has already ended"
    return f"{which} is not possible while the status is {api.Status.Name(status)}"
