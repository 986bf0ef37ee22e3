"""What a unit could be told now, by the ids that clients know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from starleague.catalog.vocabulary import AbilityClass, TargetKind, Verb

if TYPE_CHECKING:
    from starleague.sc2api.match import Match

HIDDEN = {Verb.TURN, Verb.HOLD_FIRE, Verb.CANCEL_SLOT, Verb.UNLOAD_UNIT}  # commands without a button
AIMED = {TargetKind.POINT, TargetKind.UNIT, TargetKind.POINT_OR_UNIT}


def available(match: Match, slot: int, free: bool = False) -> Iterator[tuple[int, bool]]:
    """(API id, whether it is aimed) of each command; ``free`` leaves costs out of account."""
    games = match.games
    kind = games.rules.unit_types[match.game.units[slot].type]
    rows = [row for row in games.available_abilities(0, slot, free) if _on_card(games.rules, kind, row)]
    if rows and _takes_clicks(kind):
        rows.insert(0, int(games.rules.smart_ability))
    for row in rows:
        ability = games.rules.abilities[row]
        if ability.api_id:
            yield int(ability.api_id), int(ability.target) in AIMED


def _on_card(rules, kind, row: int) -> bool:
    """Whether players have a button for it: nobody turns a unit, and who can load all has no button for one."""
    ability = rules.abilities[row]
    if ability.kind == AbilityClass.TRANSPORT and ability.verb == Verb.LOAD:
        span = kind.abilities
        held = rules.abilities["verb"][rules.lists[span.first : span.first + span.count]]
        return Verb.LOAD_ALL not in held
    return ability.verb not in HIDDEN


def _takes_clicks(kind) -> bool:
    """Whether a right click means something to a unit type."""
    return bool(kind.move_ability or kind.attack_ability or kind.rally_ability or kind.rally_workers_ability)
