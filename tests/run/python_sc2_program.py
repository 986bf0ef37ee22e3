"""A ladder program with python-sc2: a race, and ``rush`` (all workers attack) or ``idle``."""

import argparse
import asyncio

from sc2.bot_ai import BotAI
from sc2.data import Race
from sc2.main import play_from_websocket
from sc2.player import Bot
from sc2.portconfig import Portconfig


class Rush(BotAI):
    async def on_step(self, iteration: int) -> None:
        for worker in self.workers if iteration == 0 else self.workers.idle:
            worker.attack(self.enemy_structures.closest_to(worker) if self.enemy_structures else self.enemy_start_locations[0])


class Idle(BotAI):
    async def on_step(self, iteration: int) -> None:
        pass


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("race")
    parser.add_argument("manner")
    for name in ("--GamePort", "--StartPort"):
        parser.add_argument(name, type=int, required=True)
    for name in ("--LadderServer", "--OpponentId"):
        parser.add_argument(name, required=True)
    words = parser.parse_args()
    bot = Bot(Race[words.race], Rush() if words.manner == "rush" else Idle())
    start = words.StartPort
    ports = Portconfig(server_ports=[start + 2, start + 3], player_ports=[[start + 4, start + 5]])
    asyncio.run(play_from_websocket(f"ws://{words.LadderServer}:{words.GamePort}/sc2api", bot, realtime=False, portconfig=ports))
