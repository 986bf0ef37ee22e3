"""ResponseObservation: what a player sees now."""

from __future__ import annotations

import numpy as np
from s2clientprotocol import raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE
from starleague.engine.layout import Result
from starleague.sc2api.grids import bits, octets
from starleague.sc2api.match import Match, Seat
from starleague.sc2api.score import fill_score
from starleague.sc2api.units import fill_units

IN_SIGHT = 2  # of the visibility grid


def observation(match: Match, seat: Seat, options: api.InterfaceOptions, fog: bool) -> api.ResponseObservation:
    """The whole answer; what happened since the player's last observation is handed over and forgotten."""
    response = api.ResponseObservation()
    view = response.observation
    view.game_loop = match.loop
    _common(match.game, seat.player, view.player_common)
    view.alerts.extend(dict.fromkeys(seat.news.alerts))
    if options.score:
        fill_score(match, seat, view.score)
    if options.raw:
        _raw(match, seat, options, view.raw_data, fog)
    response.actions.extend(seat.news.actions)
    response.action_errors.extend(seat.news.errors)
    response.chat.extend(seat.news.chat)
    seat.news.forget()
    if match.over:
        for other in match.seats.values():
            result = int(match.game.players[other.player].result) or int(Result.TIE)
            response.player_result.add(player_id=other.player, result=result)
    return response


def _common(game: np.record, player: int, common: api.PlayerCommon) -> None:
    own = game.players[player]
    common.player_id = player
    common.minerals, common.vespene = max(0, int(own.minerals)), max(0, int(own.vespene))
    common.food_cap = int(own.supply_cap) // 2
    common.food_used, common.food_army = int(own.supply_used) // 2, int(own.supply_army) // 2
    common.food_workers = int(own.supply_workers) // 2
    common.idle_worker_count = int(own.idle_workers)
    common.army_count = int(own.army_count)
    common.warp_gate_count = int(own.warp_gates)
    if own.larva:
        common.larva_count = int(own.larva)


def _raw(match: Match, seat: Seat, options: api.InterfaceOptions, raw: raw_pb2.ObservationRaw, fog: bool) -> None:
    games, game, rules = match.games, match.game, match.games.rules
    width, height = int(rules.terrain.width), int(rules.terrain.height)
    raw.player.camera.x, raw.player.camera.y = seat.camera
    done = np.flatnonzero(games.state["players"]["upgrades"][0, seat.player] == 1)
    raw.player.upgrade_ids.extend(sorted(rules.upgrades["api_id"][done].tolist()))
    fill_units(match, seat, options, raw, fog)
    seen = game.visibility[seat.player - 1][:height, :width]
    octets(raw.map_state.visibility, seen if fog else np.full_like(seen, IN_SIGHT))
    bits(raw.map_state.creep, game.creep[:height, :width] * (seen != 0) if fog else game.creep[:height, :width])
    raw.event.dead_units.extend(seat.news.dead)
    if game.n_persistents:
        _effects(match, seat, raw, fog)


def _effects(match: Match, seat: Seat, raw: raw_pb2.ObservationRaw, fog: bool) -> None:
    """Persistent effects that the API shows: scanner sweeps and what harms an area."""
    game, rules = match.game, match.games.rules
    for persistent in game.persistents[: int(game.n_persistents)]:
        row = rules.effects[persistent.effect]
        lit = game.visibility[seat.player - 1, persistent.y >> 12, persistent.x >> 12] == IN_SIGHT
        if row.api_id and (persistent.owner == seat.player or lit or not fog):
            effect = raw.effects.add(effect_id=int(row.api_id), owner=int(persistent.owner))
            effect.alliance = raw_pb2.Self if persistent.owner == seat.player else raw_pb2.Enemy
            effect.radius = row.reveal_radius / ONE
            effect.pos.add(x=persistent.x / ONE, y=persistent.y / ONE)
