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


def observation(match: Match, seat: Seat, options: api.InterfaceOptions, fog: bool) -> api.ResponseObservation:
    """The whole answer; what happened since the player's last observation is handed over and forgotten."""
    response = api.ResponseObservation()
    game = match.game
    view = response.observation
    view.game_loop = int(game.loop)
    _common(game, seat.player, view.player_common)
    view.alerts.extend(seat.alerts)
    if options.score:
        fill_score(game, seat.player, view.score)
    if options.raw:
        _raw(match, seat, options, view.raw_data, fog)
    response.actions.extend(seat.actions)
    response.action_errors.extend(seat.errors)
    response.chat.extend(seat.chat)
    for happened in (seat.actions, seat.errors, seat.chat, seat.alerts, seat.dead):
        happened.clear()
    if match.over:
        for other in match.seats.values():
            result = int(game.players[other.player].result) or int(Result.TIE)
            response.player_result.add(player_id=other.player, result=result)
    return response


def _common(game: np.record, player: int, common: api.PlayerCommon) -> None:
    own = game.players[player]
    common.player_id = player
    common.minerals, common.vespene = max(0, int(own.minerals)), max(0, int(own.vespene))
    common.food_cap = int(own.supply_cap) // 2
    common.food_used = (int(own.supply_used) + 1) // 2
    common.food_army = (int(own.supply_army) + 1) // 2
    common.food_workers = int(own.supply_workers) // 2
    common.idle_worker_count = int(own.idle_workers)
    common.army_count = int(own.army_count)
    common.warp_gate_count = int(own.warp_gates)
    common.larva_count = int(own.larva)


def _raw(match: Match, seat: Seat, options: api.InterfaceOptions, raw: raw_pb2.ObservationRaw, fog: bool) -> None:
    game, rules = match.game, match.games.rules
    terrain = rules.terrain
    width, height = int(terrain.width), int(terrain.height)
    _camera(match, seat, raw)
    done = np.flatnonzero(game.players[seat.player].upgrades == 1)
    raw.player.upgrade_ids.extend(sorted(int(rules.upgrades[k].api_id) for k in done))
    fill_units(match, seat, options, raw, fog)
    octets(raw.map_state.visibility, _visibility(game, seat.player, fog)[:height, :width])
    bits(raw.map_state.creep, game.creep[:height, :width])
    raw.event.dead_units.extend(seat.dead)
    _effects(match, seat, raw)


def _visibility(game: np.record, player: int, fog: bool) -> np.ndarray:
    grid = game.visibility[player - 1]
    return grid if fog else np.full_like(grid, 2)


def _camera(match: Match, seat: Seat, raw: raw_pb2.ObservationRaw) -> None:
    x, y = match.games.start_locations(0)[seat.player]
    raw.player.camera.x, raw.player.camera.y, raw.player.camera.z = x / ONE, y / ONE, 10.0


def _effects(match: Match, seat: Seat, raw: raw_pb2.ObservationRaw) -> None:
    """Persistent effects that the API shows: scanner sweeps and what harms an area."""
    game, rules = match.game, match.games.rules
    for k in range(int(game.n_persistents)):
        persistent = game.persistents[k]
        row = rules.effects[persistent.effect]
        if not row.api_id:
            continue
        lit = game.visibility[seat.player - 1, persistent.y >> 12, persistent.x >> 12] == 2
        if persistent.owner == seat.player or lit:
            effect = raw.effects.add(effect_id=int(row.api_id), owner=int(persistent.owner))
            effect.alliance = raw_pb2.Self if persistent.owner == seat.player else raw_pb2.Enemy
            effect.radius = row.reveal_radius / ONE
            effect.pos.add(x=persistent.x / ONE, y=persistent.y / ONE)

