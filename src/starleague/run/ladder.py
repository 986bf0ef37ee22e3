"""What a ladder calls: the agent of this folder plays the game that is told on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path

from starleague.run.real import Outcome, Seat, play_running

AGENT = "agent.safetensors"  # beside run.py


def main(folder: Path, words: list[str]) -> Outcome:
    """Play one game as ``--GamePort --LadderServer --StartPort --OpponentId`` say; other words are ignored."""
    parser = argparse.ArgumentParser(prog="run.py")
    parser.add_argument("--GamePort", type=int, required=True, help="port of the StarCraft II that we play in")
    parser.add_argument("--LadderServer", default="127.0.0.1", help="its address")
    parser.add_argument("--StartPort", type=int, default=0, help="first of the ports on which the two games meet")
    parser.add_argument("--OpponentId", default="", help="whom we play")
    parser.add_argument("--RealTime", action="store_true", help="the game runs by the clock")
    said, _ = parser.parse_known_args(words)
    seat = Seat(folder / AGENT, realtime=said.RealTime, start_port=said.StartPort)
    return play_running(seat, said.LadderServer, said.GamePort)
