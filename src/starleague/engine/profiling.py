"""Where the time of a tick goes: the processor's own clock, read after each phase."""

from __future__ import annotations

import time

import numba
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from starleague.engine import tick
from starleague.engine.jit import entry, jit
from starleague.engine.tick import PHASES


@entry
def run_timed(rules, games, g, loops, cycles):
    """As ``tick.run`` for game g; adds the time of each phase, in the order of PHASES, to ``cycles`` (int64)."""
    game = games[g]
    for _ in range(loops):
        if game.over:
            break
        game.loop += 1
        _tick_timed(rules[0], game, cycles)


def shares(cycles: np.ndarray) -> dict[str, float]:
    """Share of each phase in the whole: ``{"tick.move_units": 0.21, ...}``, the largest first."""
    total = max(int(cycles.sum()), 1)
    named = {f"tick.{phase.__name__}": int(spent) / total for phase, spent in zip(PHASES, cycles, strict=True)}
    return dict(sorted(named.items(), key=lambda item: -item[1]))


@jit
def _tick_timed(rules, game, cycles):
    """The phases of ``tick.tick``, the clock read after each; a test holds the two against each other."""
    last = clock()
    tick.rebuild(rules, game)
    last = _note(cycles, 0, last)
    tick.receive_commands(rules, game)
    last = _note(cycles, 1, last)
    tick.advance_orders(rules, game)
    last = _note(cycles, 2, last)
    tick.choose_targets(rules, game)
    last = _note(cycles, 3, last)
    tick.move_units(rules, game)
    last = _note(cycles, 4, last)
    tick.fire_weapons(rules, game)
    last = _note(cycles, 5, last)
    tick.update_behaviors(rules, game)
    last = _note(cycles, 6, last)
    tick.resolve_effects(rules, game)
    last = _note(cycles, 7, last)
    tick.run_production(rules, game)
    last = _note(cycles, 8, last)
    tick.gather_resources(rules, game)
    last = _note(cycles, 9, last)
    tick.bury_the_dead(rules, game)
    last = _note(cycles, 10, last)
    tick.update_vision(rules, game)
    last = _note(cycles, 11, last)
    tick.decide_winner(rules, game)
    _note(cycles, 12, last)


@jit
def _note(cycles, phase, last):
    now = clock()
    cycles[phase] += now - last
    return now


if numba.config.DISABLE_JIT:
    clock = time.perf_counter_ns
else:

    @intrinsic
    def clock(typingctx):
        """Cycles of the processor's time stamp counter."""

        def generate(context, builder, signature, arguments):
            kind = ir.FunctionType(ir.IntType(64), [])
            return builder.call(builder.module.declare_intrinsic("llvm.readcyclecounter", fnty=kind), [])

        return types.int64(), generate
