"""A ladder program that only speaks the protocol: joins, steps, and does what its first argument says.

``idle``: plays to the end. ``give-up``: leaves after 100 loops. ``crash``: fails after 50. ``sleep``: stops to think.
``act``: sends a worker about, chats and looks round at every step, and tries what it may not; leaves after 200 loops.
"""

import argparse
import asyncio
import sys
import time

import aiohttp
from s2clientprotocol import sc2api_pb2 as api


async def main(manner: str, port: int, start: int, host: str) -> None:
    async with aiohttp.ClientSession() as http, http.ws_connect(f"http://{host}:{port}/sc2api", max_msg_size=0) as socket:

        async def ask(**request) -> api.Response:
            await socket.send_bytes(api.Request(**request).SerializeToString())
            return api.Response.FromString((await socket.receive()).data)

        ports = {
            "server_ports": api.PortSet(game_port=start + 2, base_port=start + 3),
            "client_ports": [api.PortSet(game_port=start + 4, base_port=start + 5)],
        }
        options = api.InterfaceOptions(raw=True, score=True)
        joined = await ask(join_game=api.RequestJoinGame(race=1, options=options, player_name=manner, **ports))
        assert joined.status == api.in_game, joined
        while True:
            seen = (await ask(observation=api.RequestObservation())).observation
            if seen.player_result:
                print("results", [(r.player_id, r.result) for r in seen.player_result])
                return
            loop = seen.observation.game_loop
            if manner == "act":
                await ask(action=api.RequestAction(actions=deeds(seen.observation.raw_data.units, loop)))
            if loop >= {"give-up": 100, "act": 200}.get(manner, loop + 1):
                await ask(leave_game=api.RequestLeaveGame())
                return
            if manner == "crash" and loop >= 50:
                raise ValueError("this program fails on purpose")
            if manner == "sleep" and loop >= 50:
                time.sleep(30)
            await ask(step=api.RequestStep(count=8))


def deeds(units, loop: int) -> list[api.Action]:
    """One that counts, one that is refused, a word and a look."""
    worker = next(unit for unit in units if unit.alliance == 1 and unit.unit_type == 45)
    actions = [api.Action() for _ in range(4)]
    for action, tag in zip(actions, (worker.tag, 1)):
        command = action.action_raw.unit_command
        command.ability_id = 16
        command.unit_tags.append(tag)
        command.target_world_space_pos.x, command.target_world_space_pos.y = worker.pos.x + loop % 3, worker.pos.y
    actions[2].action_chat.message = "glhf"
    actions[3].action_raw.camera_move.center_world_space.CopyFrom(worker.pos)
    return actions


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("manner")
    for name in ("--GamePort", "--StartPort"):
        parser.add_argument(name, type=int, required=True)
    for name in ("--LadderServer", "--OpponentId"):
        parser.add_argument(name, required=True)
    words = parser.parse_args(sys.argv[1:])
    assert words.OpponentId.replace("-", "").isalnum(), "programs name files after it"
    asyncio.run(main(words.manner, words.GamePort, words.StartPort, words.LadderServer))
