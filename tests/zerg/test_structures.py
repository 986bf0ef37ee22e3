"""Drones that become structures, crawlers that walk, the end of structures."""

import pytest

from scenario import by_patch


@pytest.fixture
def base(game):
    scene = game()
    scene.add(1, "Hatchery", 40.5, 40.5)
    scene.bank(1, 1000, 1000)
    scene.step(2)
    return scene


@pytest.fixture
def pool(base):
    drone = base.add(1, "Drone", 45, 44)
    base.order(drone, "BuildSpawningPool", point=(48.5, 44.5))
    base.until(lambda: base.units(1, "SpawningPool"), 60)
    return base, drone, base.unit(1, "SpawningPool")


def test_the_drone_is_inside_and_needs_no_supply(pool):
    scene, drone, _ = pool
    scene.step(2)
    assert drone.record.inside != 0
    assert scene.record.players[1].supply_used == 0
    assert scene.record.players[1].workers == 0
    scene.order(drone, "move", point=(20, 20))
    scene.step(50)
    assert drone.at == (48.5, 44.5)


def test_cancelling_gives_the_drone_back(pool):
    scene, drone, structure = pool
    scene.step(300)
    scene.order(structure, "GeneralCancel")
    scene.step(5)
    assert not structure.alive
    assert scene.record.players[1].minerals == 1000 - 50
    assert scene.record.players[1].supply_used == 2
    assert not scene.record.players[1].lost.any()
    scene.order(drone, "move", point=(60, 60))
    scene.step(200)
    assert drone.distance((60, 60)) < 1


def test_the_drone_dies_with_its_structure(pool):
    scene, drone, structure = pool
    scene.step(300)
    scene.games.kill_unit(0, structure.slot)
    scene.step(5)
    assert not structure.alive and not drone.alive
    assert not scene.record.players[1].lost.any()  # in recorded games, what is not finished counts for nothing


def test_queued_orders_come_after_a_cancelled_structure(base):
    drone = base.add(1, "Drone", 45, 44)
    base.order(drone, "BuildSpawningPool", point=(48.5, 44.5))
    base.order(drone, "move", point=(20, 20), queued=True)
    base.until(lambda: base.units(1, "SpawningPool"), 60)
    base.order(base.unit(1, "SpawningPool"), "GeneralCancel")
    base.step(10)
    assert drone.order == "move,Move"


CRAWLERS = [("SpineCrawler", 192), ("SporeCrawler", 64)]


@pytest.mark.covers(
    "structure/SpineCrawler", "structure/SpineCrawlerUprooted", "structure/SporeCrawler",
    "structure/SporeCrawlerUprooted", "ability/SpineCrawlerUproot", "ability/SpineCrawlerRoot",
    "ability/SporeCrawlerUproot", "ability/SporeCrawlerRoot",
)
@pytest.mark.parametrize(("kind", "loops"), CRAWLERS)
def test_crawlers_uproot_walk_and_root(base, kind, loops):
    crawler = base.add(1, kind, 45, 45)
    base.step(2)
    start = base.loop + int(base.record.action_delay)
    base.order(crawler, f"Morph{kind}Uproot")
    assert base.until(lambda: crawler.type == f"{kind}Uprooted", 30) - start == 16
    assert not base.record.blocked[45, 45]
    base.order(crawler, "move", point=(37, 46))
    base.step(100)
    assert crawler.distance((37, 46)) < 0.5
    base.order(crawler, f"Morph{kind}Root", point=(36, 46))
    base.until(lambda: crawler.record.build_ability != 0, 60)
    start = base.loop
    assert abs(base.until(lambda: crawler.type == kind, 250) - start - loops) <= 1
    assert crawler.at == (36, 46)
    assert base.record.blocked[46, 36]


@pytest.mark.parametrize(("kind", "loops"), CRAWLERS)
def test_crawlers_root_on_creep_only_and_may_think_again(base, kind, loops):
    crawler = base.add(1, f"{kind}Uprooted", 45, 45)
    base.step(2)
    base.order(crawler, f"Morph{kind}Root", point=(70, 70))
    base.step(10)
    assert crawler.order == ""
    base.order(crawler, f"Morph{kind}Root", point=(46, 46))
    base.step(40)
    base.order(crawler, "GeneralCancel")
    base.step(loops + 10)
    assert crawler.type == f"{kind}Uprooted"
    base.order(crawler, "move", point=(40, 48))
    base.step(60)
    assert crawler.distance((40, 48)) < 1


@pytest.mark.covers(
    "structure/SpineCrawler", "structure/SporeCrawler", "missile/SpineCrawlerWeapon", "missile/SporeCrawlerWeapon",
)
@pytest.mark.parametrize(("kind", "enemy", "out_of_reach", "damage"), [
    ("SpineCrawler", "Marauder", "Medivac", 25 + 5), ("SporeCrawler", "Medivac", "Marauder", by_patch(15, 20)),
])
def test_crawlers_shoot(base, kind, enemy, out_of_reach, damage):
    base.add(1, kind, 45, 45)
    hit, spared = base.add(2, enemy, 50, 45), base.add(2, out_of_reach, 50, 47)
    hit.record.hold = 1
    whole = hit.life
    base.until(lambda: hit.life < whole, 60)
    assert whole - hit.life == damage - 1
    base.step(20)
    assert spared.life == (125 if out_of_reach == "Marauder" else 150)


@pytest.mark.covers("unit/Broodling")
@pytest.mark.parametrize(("kind", "broodlings"), [("Hatchery", 9), ("SpawningPool", 6), ("Spire", 6)])
def test_broodlings_come_out_of_the_ruins(base, kind, broodlings):
    structure = base.add(1, kind, 60.5, 60.5)
    base.record.creep[:] = 1
    base.step(3)
    base.games.kill_unit(0, structure.slot)
    base.step(16)
    assert len(base.units(1, "Broodling")) == broodlings
    base.step(140)
    assert not base.units(1, "Broodling")
