"""Requirements: the data's conditions on tech, parsed to the nodes of the rules.

``"unit(Alias_Barracks, CompleteOnlyAtUnit) and not upgrade(Stimpack, QueuedOrBetter)"`` reads as in
the data editor. The states are those of ``vocabulary.CountState``; CompleteOnly when none is given.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass

from starleague.catalog.vocabulary import CountState, RequirementClass

STATES = {
    "CompleteOnly": CountState.COMPLETE,
    "QueuedOrBetter": CountState.QUEUED_OR_BETTER,
    "InProgressOrBetter": CountState.IN_PROGRESS_OR_BETTER,
    "CompleteOnlyAtUnit": CountState.COMPLETE_AT_UNIT,
    "QueuedOrBetterAtUnit": CountState.QUEUED_OR_BETTER_AT_UNIT,
    "InProgressOrBetterAtUnit": CountState.IN_PROGRESS_OR_BETTER_AT_UNIT,
}
COUNTS = {
    "unit": RequirementClass.COUNT_UNIT,
    "upgrade": RequirementClass.COUNT_UPGRADE,
    "behavior": RequirementClass.COUNT_BEHAVIOR,
    "allow_unit": RequirementClass.ALLOW_UNIT,
}
_COMPARES = {ast.Eq: RequirementClass.EQ, ast.Lt: RequirementClass.LT, ast.Gt: RequirementClass.GT}


@dataclass(frozen=True)
class Node:
    """One node: counts name a thing; CONST has a value; the others have children."""

    kind: RequirementClass
    name: str = ""
    state: CountState = CountState.COMPLETE
    value: int = 0
    left: Node | None = None
    right: Node | None = None


def parsed(text: str) -> Node:
    """The tree of a condition. Raises ValueError that says what is wrong."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        raise ValueError(f"cannot read the condition {text!r}: {error.msg}") from None
    return _node(tree, text)


def walk(node: Node | None, visit: Callable[[Node], None]) -> None:
    """Visit every node of a tree."""
    if node is not None:
        visit(node)
        walk(node.left, visit)
        walk(node.right, visit)


def _node(tree: ast.AST, text: str) -> Node:
    match tree:
        case ast.BoolOp(op, values):
            kind = RequirementClass.AND if isinstance(op, ast.And) else RequirementClass.OR
            node = _node(values[0], text)
            for value in values[1:]:
                node = Node(kind, left=node, right=_node(value, text))
            return node
        case ast.UnaryOp(ast.Not(), operand):
            return Node(RequirementClass.NOT, left=_node(operand, text))
        case ast.Compare(left, [op], [right]) if type(op) in _COMPARES:
            return Node(_COMPARES[type(op)], left=_node(left, text), right=_node(right, text))
        case ast.Constant(int() as value):
            return Node(RequirementClass.CONST, value=value)
        case ast.Call(ast.Name(call), [ast.Name(name)]) if call in COUNTS:
            return Node(COUNTS[call], name)
        case ast.Call(ast.Name(call), [ast.Name(name), ast.Name(state)]) if call in COUNTS and state in STATES:
            return Node(COUNTS[call], name, STATES[state])
    calls = ", ".join(f"{call}(Name, State)" for call in COUNTS)
    raise ValueError(
        f"the condition {text!r} holds {ast.unparse(tree)!r}; it may hold {calls}, numbers, and, or, not, ==, <, >; "
        f"states are {', '.join(STATES)}"
    )
