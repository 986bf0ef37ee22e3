"""What each side is told of the same unit: cloaked, hallucinated, remembered; and what its attention is called to."""

import asyncio

from api_client import PLAYER, Idle, Player, command, create, join
from s2clientprotocol import common_pb2, debug_pb2, raw_pb2
from s2clientprotocol import sc2api_pb2 as api

from starleague.sc2api.lobby import Lobby

MARINE, RAVEN, SENTRY, ZEALOT, DARK_TEMPLAR = 48, 56, 77, 73, 76
HALLUCINATE_ZEALOT = 164


def run(test):
    return asyncio.run(asyncio.wait_for(test, 250))


class Two:
    """Two clients of one game, both of which see the same middle of the map."""

    async def start(self) -> "Two":
        lobby = Lobby(Idle)
        self.one, self.other = Player(lobby), Player(lobby)
        await self.one.ask(create(PLAYER, PLAYER))
        self.other.session.expect(self.one.match)
        ports = {"server_ports": api.PortSet(game_port=0, base_port=0)}
        await asyncio.gather(self.one.ask(join(**ports)), self.other.ask(join(race=common_pb2.Protoss, **ports)))
        terrain = self.one.match.games.rules.terrain
        self.middle = (int(terrain.width) / 2, int(terrain.height) / 2)
        return self

    async def step(self, n: int = 1) -> None:
        await asyncio.gather(self.one.step(n), self.other.step(n))

    async def put(self, unit_type: int, owner: int, dx: float = 0.0, n: int = 1) -> None:
        place = common_pb2.Point2D(x=self.middle[0] + dx, y=self.middle[1])
        made = debug_pb2.DebugCreateUnit(unit_type=unit_type, owner=owner, pos=place, quantity=n)
        assert not (await self.one.debug(create_unit=made)).error
        await self.step(9)

    async def seen(self, unit_type: int) -> tuple[raw_pb2.Unit | None, raw_pb2.Unit | None]:
        """How each client is told of a unit of the second player."""
        found = []
        for client in (self.one, self.other):
            units = (await client.see()).observation.raw_data.units
            found.append(next((u for u in units if u.unit_type == unit_type and u.alliance != raw_pb2.Neutral), None))
        return tuple(found)


def test_a_cloaked_unit_is_a_hint_until_it_is_detected():
    async def play():
        two = await Two().start()
        await two.put(MARINE, 1)
        await two.put(DARK_TEMPLAR, 2, 5)
        enemys, own = await two.seen(DARK_TEMPLAR)
        assert (enemys.display_type, enemys.cloak) == (raw_pb2.Hidden, raw_pb2.Cloaked)
        assert not enemys.health and not enemys.HasField("health_max")
        assert (own.display_type, own.cloak) == (raw_pb2.Visible, raw_pb2.CloakedAllied)
        await two.put(RAVEN, 1)
        enemys, _ = await two.seen(DARK_TEMPLAR)
        assert (enemys.display_type, enemys.cloak) == (raw_pb2.Visible, raw_pb2.CloakedDetected)
        assert enemys.health > 0 and not enemys.orders

    run(play())


def test_a_hallucination_is_told_to_its_owner_and_to_who_detects_it():
    async def play():
        two = await Two().start()
        await two.put(MARINE, 1)
        await two.put(SENTRY, 2, 4)
        _, sentry = await two.seen(SENTRY)
        energy = debug_pb2.DebugSetUnitValue(
            unit_value=debug_pb2.DebugSetUnitValue.Energy, value=200, unit_tag=sentry.tag
        )
        await two.other.debug(unit_value=energy)
        assert await two.other.act(command(HALLUCINATE_ZEALOT, sentry.tag)) == [1]
        await two.step(12)
        enemys, own = await two.seen(ZEALOT)
        assert own.is_hallucination
        assert enemys.display_type == raw_pb2.Visible and not enemys.is_hallucination
        await two.put(RAVEN, 1)
        enemys, _ = await two.seen(ZEALOT)
        assert enemys.is_hallucination

    run(play())


def test_a_structure_is_remembered_as_it_was_seen():
    async def play():
        two = await Two().start()
        await two.put(MARINE, 1)
        await two.put(21, 2, 5)  # a Barracks
        enemys, _ = await two.seen(21)
        assert enemys.display_type == raw_pb2.Visible
        marine = (await two.one.units(MARINE))[0]
        await two.one.debug(kill_unit=debug_pb2.DebugKillUnit(tag=[marine.tag]))
        await two.step(20)
        snapshot, own = await two.seen(21)
        assert snapshot.display_type == raw_pb2.Snapshot and snapshot.tag == own.tag
        assert (snapshot.pos, snapshot.build_progress, snapshot.health) == (own.pos, 1, 0)
        await two.one.debug(kill_unit=debug_pb2.DebugKillUnit(tag=[own.tag]))
        await two.step(20)
        snapshot, own = await two.seen(21)
        assert own is None and snapshot.display_type == raw_pb2.Snapshot  # nobody has told the first player

    run(play())


def test_attention_is_called_to_what_runs_out_and_to_attacks():
    async def play():
        two = await Two().start()
        await two.put(MARINE, 1, 0, 3)
        hall = (await two.one.units(18))[0].pos
        field = min(
            (u for u in (await two.one.see()).observation.raw_data.units if u.mineral_contents),
            key=lambda u: (u.pos.x - hall.x) ** 2 + (u.pos.y - hall.y) ** 2,
        )
        slot = next(s for s in range(1, 1000) if two.one.match.tag(s) == field.tag)
        two.one.match.game.units[slot].life = 0  # as when it is empty
        heard: set[int] = set()
        await two.put(ZEALOT, 2, 2)
        for _ in range(6):
            await two.step(8)
            heard |= set((await two.one.see()).observation.alerts)
        assert {api.UnitUnderAttack, api.MineralsExhausted} <= heard
        assert api.MineralsExhausted not in (await two.other.see()).observation.alerts

    run(play())
