"""The order of phases is stated in three places; they say the same."""

import ast
import inspect

import numpy as np

from starleague.engine import profiling, tick


def calls(module, function):
    """Names of the phases that a function of a module calls, in order."""
    tree = ast.parse(inspect.getsource(module))
    body = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function)
    phases = {phase.__name__ for phase in tick.PHASES}
    names = [
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for statement in body.body for node in ast.walk(statement) if isinstance(node, ast.Call)
    ]
    return [name for name in names if name in phases]


def test_a_tick_has_all_phases_in_their_order():
    names = [phase.__name__ for phase in tick.PHASES]
    assert calls(tick, "tick") == names
    assert calls(profiling, "_tick_timed") == names


def test_shares_add_up():
    cycles = list(range(len(tick.PHASES)))
    shares = profiling.shares(np.array(cycles))
    assert abs(sum(shares.values()) - 1) < 1e-9
    assert next(iter(shares)) == f"tick.{tick.PHASES[-1].__name__}"
