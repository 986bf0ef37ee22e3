"""What no honest client sends, does, or stops doing: the server answers or closes that one session."""

import asyncio

import pytest

from starleague.bench.fuzz import fuzz

pytestmark = pytest.mark.timeout(900)


def test_nonsense_is_answered_and_nobody_else_notices():
    verdict = asyncio.run(fuzz(2500, seed=11))
    assert not verdict.faults
    assert verdict.neighbour_undisturbed
    assert verdict.answered + verdict.waited == verdict.requests == 2500
    assert verdict.refused < verdict.answered, "some of it should get through"
    assert len(verdict.kinds) > 15
