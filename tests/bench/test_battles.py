"""The bench that fights recorded battles: reading them, setting them up, counting what agrees."""

import gzip
import json

import numpy as np
import pytest

from starleague.bench.battlefield import Battle, Fought, Tactics, fight
from starleague.bench.battles import by_type, interval, read_battles
from starleague.bench.compositions import TYPES, compositions, print_compositions
from starleague.bench.terrains import PASSAGES, terrain_map
from starleague.cli import main
from starleague.game.games import Games

MANY, FEW = {"Marine": 9}, {"Marine": 3}
FOES = ("Roach", "Mutalisk")


def battle(one, other, won=True, terrain="plain"):
    return Battle(terrain, (one, other), won)


@pytest.mark.parametrize("terrain", PASSAGES)
def test_the_larger_squad_wins_on_either_side(terrain):
    found = list(fight([battle(MANY, FEW, True, terrain), battle(FEW, MANY, False, terrain)], "4.10", 0, threads=1))
    assert len(found) == 2 and all(one.agrees for one in found)
    assert all(100 < one.loops < 2000 for one in found)  # they have 40 cells to walk


def test_battles_end_alike_alone_and_in_a_batch():
    fights = [battle({"Marine": n}, {"Marauder": 4}) for n in range(5, 12)]
    together = {json.dumps(one.battle.squads): one for one in fight(fights, "4.10", 5, threads=2)}
    assert len({one.first_wins for one in together.values()}) == 2
    alone = next(iter(fight(fights[:1], "4.10", 5, threads=1)))
    assert together[json.dumps(fights[0].squads)] == alone


def test_a_battle_that_nobody_can_end_is_called_off():
    found = next(iter(fight([battle({"BarracksFlying": 1}, {"Reaper": 1})], "4.10", 0, threads=1)))
    assert found.loops == 10_000


def test_tanks_siege_before_those_who_come():
    found = next(iter(fight([battle({"SiegeTank": 9}, {"Marine": 60}, True, "corrid")], "4.10", 0, threads=1)))
    assert found.first_wins  # unsieged they lose


def test_cyclones_lock_on_to_what_flies_alone():
    games = Games(1, map=terrain_map("plain"), melee=False)
    tactics = Tactics(games)
    for kind, player, x in (("Cyclone", 1, 36), ("Roach", 2, 40), ("Cyclone", 1, 60), ("Mutalisk", 2, 64)):
        games.create_unit(0, kind, player, x, 40, 1)
    tactics.take_over(0)
    loops = np.array([8], np.int32)
    for _ in range(5):
        games.step(loops)
        tactics.use(loops)
    locked = games.names.behaviors["LockOn"]
    held = [sorted(int(buff["behavior"]) for buff in unit["buffs"][: int(unit["n_buffs"])]) for unit in games[0].units]
    roach, mutalisk = (int(np.flatnonzero(games[0].units["type"] == games.names.unit_types[kind])[0]) for kind in FOES)
    assert locked in held[mutalisk] and locked not in held[roach]


def test_passages_are_as_wide_as_they_say():
    for terrain, width in PASSAGES.items():
        assert terrain_map(terrain).pathable[:, 40].sum() == width
    assert terrain_map("corrid").pathable[:, 31].sum() == PASSAGES["corrid"] + 6  # its mouth is wider
    assert terrain_map("bush").sight_block.sum() > 0
    with pytest.raises(ValueError, match="no terrain 'lava'"):
        terrain_map("lava")


def test_wins_are_counted_by_type():
    found = [
        Fought(battle({"Marine": 1}, {"Reaper": 1}, True), True, 1),
        Fought(battle({"Marine": 1}, {"Reaper": 1}, True), False, 1),
        Fought(battle({"Marine": 1, "Reaper": 1}, {"Reaper": 1}, False), True, 1),
    ]
    counts = by_type(found)
    assert counts["Marine"] == {"n": 3, "agreed": 1, "alone": 3, "given": 1, "taken": 1}
    assert counts["Reaper"] == {"n": 3, "agreed": 1, "alone": 2, "given": 1, "taken": 0}


def test_the_interval_is_wilsons():
    assert interval(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert interval(10, 10)[1] == 1.0


def outcomes(folder, lines, name="plain.jsonl.gz"):
    path = folder / name
    with gzip.open(path, "wt") as file:
        file.write("\n".join(lines))
    return path


def test_the_command_prints_json(tmp_path, capsys):
    lines = [json.dumps(row) for row in ([MANY, FEW, 1], [FEW, MANY, 1], [{"Marine": 1}, {"Kerrigan": 1}, 1])]
    main(["bench", "battles", "--outcomes", str(outcomes(tmp_path, lines)), "--json"])
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found == {"agreement": 0.5, "n": 2, "low": 0.0945, "high": 0.9055}


def test_what_is_no_battle_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"plain\.jsonl\.gz:2: no battle"):
        list(read_battles(outcomes(tmp_path, [json.dumps([MANY, FEW, 1]), "[1]"])))
    with pytest.raises(ValueError, match="no terrain 'moon'"):
        list(read_battles(outcomes(tmp_path, [], "moon.jsonl.gz")))


def test_every_pair_of_armies_of_one_price_fights(tmp_path):
    print_compositions(tmp_path / "found.json", 3, 2, "4.10", 0, 1)
    facts = json.loads((tmp_path / "found.json").read_text())
    assert facts["armies"] == [{"Marine": 30}, {"Marauder": 12}, {"Hellion": 15}]
    assert facts["wins"] == [[0, 2, 2], [0, 0, 2], [0, 0, 0]]  # from either side
    mixed = compositions(40, "4.10", 0)[len(TYPES) :]
    assert all(len(army) == 2 for army in mixed) and len({tuple(army) for army in mixed}) == len(mixed)
