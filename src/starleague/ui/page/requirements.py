"""What an ability requires, in words."""

from __future__ import annotations

from starleague.catalog.vocabulary import RequirementClass
from starleague.game.games import Games
from starleague.ui.page.words import spaced

JOINS = {RequirementClass.AND: ", ", RequirementClass.OR: " or "}


def requirement_text(games: Games, row: int) -> str:
    """"Tech Lab, Ghost Academy"; empty when nothing is required that a player could build or research."""
    if not row:
        return ""
    node = games.rules.requirements[row]
    if node.kind in JOINS:
        parts = [requirement_text(games, int(node[side])) for side in ("left", "right")]
        return JOINS[RequirementClass(int(node.kind))].join(dict.fromkeys(part for part in parts if part))
    if node.kind in (RequirementClass.EQ, RequirementClass.GT):
        return requirement_text(games, int(node.left))
    if node.kind == RequirementClass.COUNT_UNIT and node.types.count:
        kinds = games.rules.lists[node.types.first : node.types.first + node.types.count].tolist()
        return _plainest([games.names.unit_names[kind] for kind in kinds])
    if node.kind == RequirementClass.COUNT_UPGRADE:
        return spaced(games.names.upgrade_names[node.reference])
    return ""


def _plainest(names: list[str]) -> str:
    """Of several forms of one structure (lifted, lowered, grown) the one whose name the others contain."""
    return spaced(max(names, key=lambda name: (sum(name in other for other in names), -names.index(name))))
