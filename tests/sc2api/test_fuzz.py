"""What no honest client sends, does, or stops doing: the server answers or closes that one session."""

import asyncio

import pytest
from api_client import Player, command
from s2clientprotocol import debug_pb2

from starleague.bench.fuzz import fuzz

pytestmark = pytest.mark.timeout(900)


def test_nonsense_is_answered_and_nobody_else_notices():
    verdict = asyncio.run(fuzz(2500, seed=11))
    assert not verdict.faults
    assert verdict.neighbour_undisturbed
    assert verdict.answered + verdict.waited == verdict.requests == 2500
    assert verdict.refused < verdict.answered, "some of it should get through"
    assert len(verdict.kinds) > 15


def test_numbers_that_are_none_and_texts_that_are_no_text_do_no_harm():
    async def play():
        player = await Player().start()
        hall = (await player.units(18))[0]
        for value in (float("nan"), float("inf"), float("-inf"), 1e38):
            vital = debug_pb2.DebugSetUnitValue(
                unit_value=debug_pb2.DebugSetUnitValue.Energy, value=value, unit_tag=hall.tag
            )
            assert not (await player.debug(unit_value=vital)).error
            assert not (await player.debug(score=debug_pb2.DebugSetScore(score=value))).error
        move = command(16, (await player.units(45))[0].tag, point=(float("nan"), float("inf")))
        assert len(await player.act(move)) == 1
        assert not (await player.step(5)).error

    asyncio.run(play())
