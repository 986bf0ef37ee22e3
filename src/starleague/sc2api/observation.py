"""ResponseObservation: what a client sees now, serialized."""

from __future__ import annotations

import numpy as np
from s2clientprotocol import raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE
from starleague.engine.layout import Result
from starleague.sc2api.eyes.layout import Fog
from starleague.sc2api.framing import framed
from starleague.sc2api.grids import bits, octets
from starleague.sc2api.kinds import reach
from starleague.sc2api.panels import fill_abilities, fill_panels
from starleague.sc2api.score import fill_score
from starleague.sc2api.screen.layers import fill_layers
from starleague.sc2api.screen.picture import fill_pictures
from starleague.sc2api.viewer import Viewer

IN_SIGHT = 2  # of the visibility grid
_RAW = api.Observation.RAW_DATA_FIELD_NUMBER
_OBSERVATION = api.ResponseObservation.OBSERVATION_FIELD_NUMBER


def observe(viewer: Viewer, disable_fog: bool = False) -> bytes:
    """The whole answer; what happened since the client's last observation is handed over and forgotten."""
    match, options, news = viewer.match, viewer.options, viewer.news
    viewer.look(disable_fog)
    view = api.Observation(game_loop=match.loop)
    _common(match.game, viewer.player, view.player_common)
    view.alerts.extend(dict.fromkeys(news.alerts))
    if options.score:
        fill_score(match, viewer.player, view.score)
    effects = _effects(viewer)
    if options.HasField("feature_layer") or options.HasField("render"):
        fill_abilities(viewer, view)
        fill_panels(viewer, view.ui_data)
    if options.HasField("feature_layer"):
        fill_layers(viewer, effects, view.feature_layer_data)
    if options.HasField("render"):
        fill_pictures(viewer, effects, view.render_data)
    body = view.SerializeToString()
    if options.raw:
        body += framed(_RAW, _raw(viewer, effects))
    return framed(_OBSERVATION, body) + _happened(viewer).SerializeToString()


def _happened(viewer: Viewer) -> api.ResponseObservation:
    match, news = viewer.match, viewer.news
    response = api.ResponseObservation(actions=news.actions, action_errors=news.errors, chat=news.chat)
    news.forget()
    if match.over:
        for player in match.seats:
            result = int(match.game.players[player].result)
            ended = Result.TIE if match.game.over else api.Undecided
            response.player_result.add(player_id=player, result=result or ended)
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


def _raw(viewer: Viewer, effects: list[raw_pb2.Effect]) -> bytes:
    """ObservationRaw."""
    match = viewer.match
    rules, game = match.games.rules, match.game
    raw = raw_pb2.ObservationRaw()
    camera = viewer.shown(viewer.camera)
    raw.player.camera.x, raw.player.camera.y = camera.x, camera.y
    done = np.flatnonzero(game.players["upgrades"][viewer.player] == 1)
    raw.player.upgrade_ids.extend(sorted(rules.upgrades["api_id"][done].tolist()))
    _power(viewer, raw.player)
    _radar(viewer, raw)
    rows, columns = viewer.cells
    seen = game.visibility[viewer.player - 1][rows, columns]
    octets(raw.map_state.visibility, seen if viewer.eye.fog != Fog.NONE else np.full_like(seen, IN_SIGHT))
    bits(raw.map_state.creep, viewer.creep()[rows, columns])
    if viewer.news.dead:
        raw.event.dead_units.extend(viewer.news.dead)
    for effect in effects:
        told = raw.effects.add()
        told.CopyFrom(effect)
        for pos in told.pos:
            pos.CopyFrom(viewer.shown((pos.x, pos.y)))
    return raw.SerializeToString() + viewer.eye.units()


def _power(viewer: Viewer, player: raw_pb2.PlayerRaw) -> None:
    """Fields of the player's finished power sources."""
    power = viewer.match.kinds.power
    for slot in viewer.match.own_of(viewer.player, power):
        unit = viewer.match.game.units[slot]
        source = player.power_sources.add(radius=power[int(unit.type)] / ONE, tag=viewer.match.tag(slot))
        _stand(viewer, unit, source.pos)


def _radar(viewer: Viewer, raw: raw_pb2.ObservationRaw) -> None:
    """Rings of finished sensor towers: own ones, and enemies' that are in sight."""
    match, radar = viewer.match, viewer.match.kinds.radar
    for player in match.seats if radar else ():
        for slot in match.own_of(player, radar):
            unit = match.game.units[slot]
            if viewer.lit or player == viewer.player or unit.visible_to >> viewer.player & 1:
                _stand(viewer, unit, raw.radar.add(radius=radar[int(unit.type)] / ONE).pos)


def _stand(viewer: Viewer, unit: np.record, pos) -> None:
    place = viewer.shown((unit.x / ONE, unit.y / ONE))
    pos.x, pos.y = place.x, place.y
    pos.z = (int(viewer.match.games.rules.terrain.ground[unit.y >> 12, unit.x >> 12]) - 127) / 8


def _effects(viewer: Viewer) -> list[raw_pb2.Effect]:
    """Persistent effects that the API shows, in places of the map: scanner sweeps and what harms an area."""
    match = viewer.match
    game, rules = match.game, match.games.rules
    found = []
    persistents = game.persistents[: int(game.n_persistents)]
    for k in np.flatnonzero(rules.effects["api_id"][persistents["effect"]]).tolist():
        one = persistents[k]
        row = rules.effects[one.effect]
        lit = viewer.lit or game.visibility[viewer.player - 1, one.y >> 12, one.x >> 12] == IN_SIGHT
        if one.owner == viewer.player or lit or not game.fog:
            side = raw_pb2.Self if one.owner == viewer.player else raw_pb2.Enemy
            effect = raw_pb2.Effect(
                effect_id=int(row.api_id), owner=int(one.owner), alliance=side, radius=reach(rules, row)
            )
            effect.pos.add(x=one.x / ONE, y=one.y / ONE)
            found.append(effect)
    return found
