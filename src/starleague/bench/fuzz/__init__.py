"""The API server under requests that no honest client sends: it answers or refuses, and nobody else notices."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from rich.console import Console
from s2clientprotocol import sc2api_pb2 as api

from starleague.bench.fuzz.nonsense import Nonsense
from starleague.bench.fuzz.samples import JOIN, create, sample_requests
from starleague.bench.machine import last_line
from starleague.bots.driver import BotDriver
from starleague.sc2api.connection import answer
from starleague.sc2api.lobby import Lobby
from starleague.sc2api.session import Session
from starleague.sc2api.status import IN_GAME, QUIT

PATIENCE = 2.0  # seconds that a request may wait for others (who never come); then its client hangs up
IDLE = 30  # requests outside of a game, until a game is begun again
NEIGHBOUR_EVERY = 200  # requests between two steps of the undisturbed game beside
SETTLED = 0.2  # share of the requests, or of the time, after which memory should not grow any more
FAULT = "internal error"  # how an answer begins that nobody has thought of


@dataclass
class Verdict:
    """What became of the requests."""

    requests: int = 0
    answered: int = 0
    refused: int = 0  # with the protocol's error
    waited: int = 0  # for other clients, until the client hung up
    games: int = 0
    faults: list[str] = field(default_factory=list)  # what must not be: a reason, and the request that led to it
    slowest_ms: float = 0.0
    slowest: str = ""
    memory_mb: tuple[float, float] = (0.0, 0.0)  # before the first request, and after the last
    grown_mb: float = 0.0  # since the first fifth
    neighbour_undisturbed: bool = True
    kinds: dict[str, int] = field(default_factory=dict)

    @property
    def passed(self) -> bool:
        return not self.faults and self.neighbour_undisturbed


def print_fuzz(requests: int, seed: int, json: bool, seconds: float = math.inf) -> bool:
    """Run and print; see ``starleague bench fuzz --help``. Whether all went well."""
    console = Console(stderr=json)
    logging.getLogger("starleague").setLevel(logging.CRITICAL)
    begun = time.monotonic()
    verdict = asyncio.run(fuzz(requests, seed, console, seconds=seconds))
    console.print(
        f"{verdict.answered:,} of {verdict.requests:,} requests answered ({verdict.refused:,} with an error), "
        f"{verdict.waited:,} waited for others, {verdict.games} games; slowest {verdict.slowest_ms:.0f} ms "
        f"({verdict.slowest}), "
        f"memory {verdict.memory_mb[0]:.0f} to {verdict.memory_mb[1]:.0f} MB, "
        f"{verdict.grown_mb:+.1f} since the first fifth, neighbour "
        f"{'undisturbed' if verdict.neighbour_undisturbed else 'DISTURBED'}, {time.monotonic() - begun:.0f} s",
        highlight=False,
    )
    for fault in verdict.faults[:20]:
        console.print(f"FAULT {fault}", highlight=False, markup=False)
    if json:
        last_line(asdict(verdict))
    return verdict.passed


async def fuzz(
    requests: int, seed: int, console: Console | None = None, most_faults: int = 20, seconds: float = math.inf
) -> Verdict:
    """Send so many requests to one session after the other, or as many as the time allows; a game of others goes on
    beside."""
    lobby = Lobby(BotDriver)
    neighbour, twin = await _in_game(lobby), await _in_game(lobby)
    client = Client(lobby, Nonsense(seed, await sample_requests(lobby)))
    verdict, steps = client.verdict, 0
    before, settled, begun = _memory(), 0.0, time.monotonic()
    while verdict.requests < requests and len(verdict.faults) < most_faults:
        spent = time.monotonic() - begun
        if spent > seconds:
            break
        await client.ask()
        if verdict.requests % NEIGHBOUR_EVERY == 0:
            steps += 1
            await neighbour.answer(api.Request(step=api.RequestStep(count=1)))
        if not settled and max(verdict.requests / requests, spent / seconds) >= SETTLED:
            settled = _memory()
        if console is not None and verdict.requests % 20_000 == 0:
            console.print(f"{verdict.requests:,} …", highlight=False)
    verdict.memory_mb = round(before, 1), round(_memory(), 1)
    verdict.grown_mb = round(verdict.memory_mb[1] - settled, 1)
    for _ in range(steps):
        await twin.answer(api.Request(step=api.RequestStep(count=1)))
    assert neighbour.match is not None and twin.match is not None
    verdict.neighbour_undisturbed = neighbour.match.games.hash(0) == twin.match.games.hash(0)
    verdict.kinds = dict(client.kinds.most_common())
    return verdict


class Client:
    """Sends nonsense; sits down at a new game when it has lost the last."""

    def __init__(self, lobby: Lobby, nonsense: Nonsense):
        self.lobby, self.nonsense = lobby, nonsense
        self.session = Session(lobby)
        self.verdict = Verdict()
        self.kinds: Counter[str] = Counter()
        self.idle = IDLE

    async def ask(self) -> None:
        """One request, and what must be true of its answer."""
        self.idle = 0 if self.session.status == IN_GAME else self.idle + 1
        if self.session.status == QUIT or self.idle > IDLE:
            await self._sit_down()
        message = self.nonsense.request()
        begun = time.perf_counter()
        self.verdict.requests += 1
        try:
            async with asyncio.timeout(PATIENCE):
                told = await answer(self.session, message)
        except TimeoutError:
            self.verdict.waited += 1
            self.session = await _hung_up(self.session)
            return
        self._judge(message, told, 1e3 * (time.perf_counter() - begun))

    def _judge(self, message: bytes, told: bytes, ms: float) -> None:
        verdict = self.verdict
        kind = "unreadable"
        response = api.Response.FromString(told)
        with contextlib.suppress(Exception):
            request = api.Request.FromString(message)
            kind = request.WhichOneof("request") or "empty"
            if request.HasField("id") and response.id != request.id:
                verdict.faults.append(f"{kind}: id {request.id} was answered as {response.id}")
        self.kinds[kind] += 1
        verdict.answered += 1
        verdict.refused += bool(response.error)
        if any(error.startswith(FAULT) for error in response.error) or not response.HasField("status"):
            verdict.faults.append(f"{kind}: {'; '.join(response.error)} {message[:400].hex()}")
        if ms > verdict.slowest_ms:
            verdict.slowest_ms, verdict.slowest = round(ms, 1), kind

    async def _sit_down(self) -> None:
        await self.session.leave()
        self.session = await _in_game(self.lobby)
        self.verdict.games += 1
        self.idle = 0
        match = self.session.match
        assert match is not None
        alive = [slot for slot in range(1, int(match.game.n_slots)) if match.game.units[slot].alive]
        abilities = match.games.rules.abilities["api_id"][: int(match.games.rules.n_abilities)]
        self.nonsense.numbers = [match.tag(slot) for slot in alive] + [1, 2, 16] + abilities.tolist()
        self.nonsense.numbers += match.games.rules.unit_types["api_id"][: int(match.games.rules.n_unit_types)].tolist()
        self.nonsense.places = [float(match.game.units[slot].x) / 4096 for slot in alive]


async def _in_game(lobby: Lobby) -> Session:
    session = Session(lobby)
    for request in (create(), JOIN):
        response = api.Response.FromString(await session.answer(request))
        assert not response.error, response.error
    return session


async def _hung_up(session: Session) -> Session:
    await session.disconnected()
    return Session(session.lobby)


def _memory() -> float:
    """Resident memory of this process [MB]; 0 where it is not told."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0.0
    return pages * 4096 / 1e6
