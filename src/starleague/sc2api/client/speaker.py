"""Commands in a game's inbox, as the actions of the API that say the same."""

from __future__ import annotations

from s2clientprotocol import raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.catalog.rules import ONE
from starleague.sc2api.client.reader import Reader


def speak(reader: Reader) -> list[api.Action]:
    """Empty the inbox of the reader's game."""
    game, abilities = reader.games[0], reader.games.rules.abilities
    actions = []
    for command in game.commands[: int(game.n_commands)]:
        slots = game.command_units[int(command.first) : int(command.first) + int(command.count)].tolist()
        ability = abilities[command.ability]
        said = raw_pb2.ActionRawUnitCommand(
            ability_id=int(ability.api_id or ability.generic_id), unit_tags=[reader.tag(slot) for slot in slots],
            queue_command=bool(command.queued),
        )
        if command.target:
            said.target_unit_tag = reader.tag(int(command.target))
        elif command.has_point:
            said.target_world_space_pos.x, said.target_world_space_pos.y = command.x / ONE, command.y / ONE
        actions.append(api.Action(action_raw=raw_pb2.ActionRaw(unit_command=said)))
    game.n_commands = game.n_command_units = 0
    return actions
