from drawn import drawn, field

from starleague.catalog.rules import ONE
from starleague.catalog.vocabulary import State
from starleague.engine import vision

HIDDEN, FOGGED, VISIBLE = 0, 1, 2


def at(scene, x, y, player=1):
    return int(scene.record.visibility[player - 1, int(y), int(x)])


def relit(scene):
    """The map as it is lit the next time."""
    scene.record.loop = 0
    return scene.see()


def test_a_circle_is_lit():
    scene = field(40, 40)
    scene.add(1, "Marine", 20.5, 20.5)
    relit(scene)
    assert (at(scene, 29.5, 20.5), at(scene, 30.5, 20.5)) == (VISIBLE, HIDDEN)
    assert (at(scene, 26.5, 26.5), at(scene, 27.5, 27.5)) == (VISIBLE, HIDDEN)
    assert at(scene, 20.5, 20.5, player=2) == HIDDEN


def test_what_was_seen_is_fogged():
    scene = field(60, 20)
    marine = scene.add(1, "Marine", 10.5, 10.5)
    relit(scene)
    marine.record.x = 50 * ONE
    relit(scene)
    assert (at(scene, 10.5, 10.5), at(scene, 50.5, 10.5)) == (FOGGED, VISIBLE)


def test_high_ground_is_hidden_from_below_but_not_from_the_air():
    scene = drawn("\n".join(["..........##++++++++++"] * 20))
    scene.add(1, "Marine", 8.5, 10.5)
    relit(scene)
    assert (at(scene, 10.5, 10.5), at(scene, 14.5, 10.5)) == (VISIBLE, HIDDEN)
    scene.add(1, "BarracksFlying", 8.5, 10.5)
    assert at(relit(scene), 14.5, 10.5) == VISIBLE


def test_low_ground_is_seen_from_above():
    scene = drawn("\n".join(["..........##++++++++++"] * 20))
    scene.add(1, "Marine", 15.5, 10.5)
    assert at(relit(scene), 8.5, 10.5) == VISIBLE


def test_a_hill_hides_what_is_behind_it():
    scene = drawn("\n".join(["....................."] * 8 + ["........++..........."] * 3 + ["....................."] * 8))
    scene.add(1, "Marine", 5.5, 10.5)
    relit(scene)
    assert (at(scene, 9.5, 10.5), at(scene, 13.5, 10.5)) == (HIDDEN, HIDDEN)
    assert at(scene, 9.5, 14.5) == VISIBLE


def test_smoke_is_seen_but_not_seen_through():
    scene = drawn("\n".join(["........~............"] * 12))
    scene.add(1, "Marine", 5.5, 6.5)
    relit(scene)
    assert (at(scene, 9.5, 6.5), at(scene, 10.5, 6.5)) == (VISIBLE, HIDDEN)


def test_sight_is_the_same_to_all_sides():
    scene = drawn("\n".join(["." * 25] * 5 + [".....++...............++."] + ["." * 25] * 13 + [".++...............++....."] + ["." * 25] * 5))
    scene.add(1, "Marine", 13.5, 13.5)
    lit = relit(scene).record.visibility[0][1:26, 1:26]
    assert (lit == lit[::-1, ::-1]).all()


def test_structures_see_little_until_they_are_done():
    scene = field(40, 40)
    barracks = scene.add(1, "Barracks", 20.5, 20.5)
    barracks.record.building = 1
    relit(scene)
    assert (at(scene, 24.5, 20.5), at(scene, 26.5, 20.5)) == (VISIBLE, HIDDEN)


def test_units_are_seen_where_it_is_lit():
    scene = field(40, 20)
    near, far = scene.add(2, "Marine", 15, 10), scene.add(2, "Marine", 35, 10)
    scene.add(1, "Marine", 10, 10)
    relit(scene)
    assert vision.sees(scene.record, 1, near.record)
    assert not vision.sees(scene.record, 1, far.record)
    assert vision.sees(scene.record, 2, far.record)
    assert near.record.seen_by & 2 and not far.record.seen_by & 2


def test_a_structure_is_seen_when_its_side_is_lit():
    scene = field(40, 20)
    hall = scene.add(2, "CommandCenter", 21.5, 10.5)
    scene.add(1, "Marine", 10.5, 10.5)
    relit(scene)
    assert hall.record.visible_to & 2


def test_a_unit_that_gives_itself_away_is_seen_for_a_while():
    scene = field(40, 20)
    sniper = scene.add(2, "Marine", 35, 10)
    sniper.record.revealed_until = scene.loop + 30
    scene.see()
    assert vision.sees(scene.record, 1, sniper.record)
    sniper.record.revealed_until = 0
    assert not vision.sees(scene.see().record, 1, sniper.record)


def test_the_cloaked_are_seen_by_detectors_only():
    scene = field(40, 30)
    ghost = scene.add(2, "Marine", 15, 10)
    scene.add(1, "Marine", 12, 10)
    ghost.record.states |= int(State.CLOAKED)
    for _ in range(4):
        scene.record.loop += 1
        scene.see()
    assert not vision.sees(scene.record, 1, ghost.record)
    assert vision.sees(scene.record, 2, ghost.record)
    scene.add(1, "MissileTurret", 20, 15)
    for _ in range(4):
        scene.record.loop += 1
        scene.see()
    assert vision.sees(scene.record, 1, ghost.record)


def test_without_fog_all_is_lit():
    scene = field(40, 20)
    scene.record.fog = 0
    relit(scene)
    assert (scene.record.visibility[:, :22, :42] == VISIBLE).all()
