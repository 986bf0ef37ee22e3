"""The engine plays as it did: golden.json holds hashes and a few facts of short playthroughs."""

import json
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from make_golden import FILE, PLAYTHROUGHS, played


@pytest.mark.parametrize("name", sorted(PLAYTHROUGHS))
def test_playthrough_is_as_recorded(name):
    expected = json.loads(FILE.read_text())[name]
    for loop, facts in played(PLAYTHROUGHS[name]).items():
        assert facts == expected[loop], (
            f"{name} differs first at loop {loop}; if it is meant to, run python tests/game/make_golden.py"
        )
