"""Phase run_production: training, research, construction, morphs, counts."""

from __future__ import annotations

from starleague.engine.addons import join_addons, part_from_the_dead
from starleague.engine.census import count_units as count_units
from starleague.engine.construction import raise_structures
from starleague.engine.creep import spread_creep
from starleague.engine.hangars import keep_hangars
from starleague.engine.jit import jit
from starleague.engine.queues import advance_queues
from starleague.engine.spawning import spawn_broods
from starleague.engine.takeoff import progress_morphs


@jit
def run_production(rules, game):
    """Advance queues, structures and morphs by one loop; count supply and units."""
    _list_makers(rules, game)
    part_from_the_dead(rules, game)
    raise_structures(rules, game)
    progress_morphs(rules, game)
    join_addons(rules, game)
    advance_queues(rules, game)
    keep_hangars(rules, game)
    spawn_broods(rules, game)
    spread_creep(rules, game)
    count_units(rules, game)


@jit
def _list_makers(rules, game):
    """List those who make something, are made, or may begin to by themselves: nobody else joins them in this phase."""
    scratch = game.scratch
    scratch.n_makers = 0
    for k in range(scratch.n_live):
        unit = game.units[scratch.live[k]]
        kind = rules.unit_types[unit.type]
        busy = unit.building | unit.n_queued | unit.launched | unit.build_ability | unit.addon | unit.addon_host
        if busy | kind.magazine | kind.spawner | kind.automatic:
            scratch.makers[scratch.n_makers] = scratch.live[k]
            scratch.n_makers += 1
