"""Two Ray nodes in network namespaces of this machine: a league goes on when the second one is killed.

    python bench/ray_nodes.py [--seconds 60]      as root; needs ip (iproute2) and ray

Each node has a network, an address and processes of its own, as two machines would; they share the disk. Learners
throw dice. Prints the results that were in before the second node's death and in the end, and what is wrong then.
"""

from __future__ import annotations

import argparse
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from starleague.league import Coordinator, Store, verify
from starleague.league.config import config_from

HEAD, OTHER = "starleague-a", "starleague-b"
ADDRESS = {HEAD: "10.231.7.1", OTHER: "10.231.7.2"}
ROOT = Path(__file__).parents[1]
TOKEN = secrets.token_hex(32)  # without which Ray's nodes do not speak with one another
DRIVER = "import sys, pathlib; from run.ray_work import DiceLearner; from starleague.run.ray import train_league\n"
DRIVER += "train_league(pathlib.Path(sys.argv[1]), float(sys.argv[2]), 0, print, DiceLearner, sys.argv[3])"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60.0)
    seconds = parser.parse_args().seconds
    folder = Path(tempfile.mkdtemp())
    rules = {"races": ["terran"], "population": {"main_agents": 1, "main_exploiters": 1, "league_exploiters": 2}}
    league = Coordinator(Store(folder), config_from(rules))
    league.add_initial("terran", b"initial")
    connect()
    try:
        nodes = {name: start(name) for name in (HEAD, OTHER)}
        seen: list[tuple[str, int]] = []
        killer = threading.Thread(target=kill_half_way, args=(league, nodes[OTHER], seconds / 2, seen), daemon=True)
        killer.start()
        command = [sys.executable, "-c", DRIVER, str(folder), str(seconds), f"{ADDRESS[HEAD]}:6379"]
        inside(HEAD, command, timeout=seconds + 240)
        killer.join()
        print(*seen, ("in the end", league.store.league().reports), sep="\n")
        print("wrong:", verify(league) or "nothing")
        for node in nodes.values():
            end(node)
    finally:
        for name in (HEAD, OTHER):
            subprocess.run(["ip", "netns", "delete", name], check=False)


def connect() -> None:
    """Two networks with a cable between them."""
    commands = [f"ip netns add {name}" for name in (HEAD, OTHER)]
    commands.append(f"ip link add veth0 netns {HEAD} type veth peer name veth0 netns {OTHER}")
    for name in (HEAD, OTHER):
        commands += [f"ip -n {name} addr add {ADDRESS[name]}/24 dev veth0", f"ip -n {name} link set veth0 up"]
        commands.append(f"ip -n {name} link set lo up")
    for command in commands:
        subprocess.run(command.split(), check=True)


def start(name: str) -> subprocess.Popen[bytes]:
    """A Ray node with room for four learners in that network, and a process group of its own."""
    ray = str(Path(sys.executable).parent / "ray")
    where = ["--head", "--port=6379"] if name == HEAD else [f"--address={ADDRESS[HEAD]}:6379"]
    command = [ray, "start", *where, f"--node-ip-address={ADDRESS[name]}", "--num-cpus=4", "--block"]
    command += ["--include-dashboard=false"] if name == HEAD else []
    words = ["ip", "netns", "exec", name, *command]
    node = subprocess.Popen(words, env=environment(), stdout=subprocess.DEVNULL, start_new_session=True)
    time.sleep(30 if name == HEAD else 20)
    return node


def kill_half_way(
    league: Coordinator, node: subprocess.Popen[bytes], seconds: float, seen: list[tuple[str, int]]
) -> None:
    """Once learners are at work, wait; then end all of a node's processes at once."""
    learners = league.store.folder / "learners"
    while len(list(learners.glob("*.pid"))) < len(league.learners):
        time.sleep(0.5)
    time.sleep(seconds / 2)
    seen.append(("before the node dies", league.store.league().reports))
    end(node)


def end(node: subprocess.Popen[bytes]) -> None:
    """Every process of its session; Ray gives some of them groups of their own."""
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and os.getsid(int(folder.name)) == node.pid:
                os.kill(int(folder.name), signal.SIGKILL)
        except ProcessLookupError:
            continue
    node.wait()


def inside(name: str, command: list[str], timeout: float) -> None:
    subprocess.run(["ip", "netns", "exec", name, *command], check=True, timeout=timeout, env=environment())


def environment() -> dict[str, str]:
    here = os.pathsep.join([str(ROOT / "src"), str(ROOT / "tests")])
    return os.environ | {"PYTHONPATH": here, "RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": TOKEN}


if __name__ == "__main__":
    main()
