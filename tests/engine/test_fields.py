import heapq
import random

from drawn import drawn, field

from starleague.engine import fields, ground

HUGE = 1 << 30


def plain_dijkstra(scene, goal):
    """Costs of the ways to a goal, the slow way."""
    pathable = scene.games.map.pathable
    steps = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]
    costs, queue = {goal: 0}, [(0, goal)]
    while queue:
        cost, (x, y) = heapq.heappop(queue)
        for dx, dy in steps:
            open_way = pathable[y + dy, x + dx] and pathable[y, x + dx] and pathable[y + dy, x]
            onward = cost + (7 if dx and dy else 5)
            if open_way and onward < costs.get((x + dx, y + dy), HUGE):
                costs[x + dx, y + dy] = onward
                heapq.heappush(queue, (onward, (x + dx, y + dy)))
    return costs


def rocks(share, seed, size=26):
    rng = random.Random(seed)
    rows = ["".join("#" if rng.random() < share else "." for _ in range(size)) for _ in range(size)]
    return drawn("\n".join(rows))


def find(scene, goal, cell=(0, 0), profile=fields.NARROW):
    """The field to a goal, grown until it holds a cell (by default over the whole map)."""
    ground.survey(scene.rules, scene.record)
    f, settled = fields.find(scene.rules, scene.record, fields.cell_of(*goal), profile, fields.cell_of(*cell))
    return scene.record.scratch.fields[int(f)], settled


def known(record):
    """Directions of the settled cells."""
    rows, columns = record.direction.nonzero()
    return {(int(x), int(y)): int(record.direction[y, x]) for y, x in zip(rows, columns)
            if record.direction[y, x] < fields.TENTATIVE}


def some_cell(scene, seed):
    cells = [(x, y) for y, row in enumerate(scene.games.map.pathable) for x, free in enumerate(row) if free]
    return random.Random(seed).choice(cells)


def test_costs_are_those_of_plain_dijkstra():
    for seed in range(6):
        scene = rocks((0.05, 0.2, 0.35)[seed % 3], seed)
        goal = some_cell(scene, seed)
        costs = plain_dijkstra(scene, goal)
        record, _ = find(scene, goal)
        distance = scene.record.scratch.distance
        assert {cell: int(distance[cell[1], cell[0]]) for cell in known(record)} == costs


def test_directions_lead_down_to_the_goal():
    scene = rocks(0.2, 9)
    goal = some_cell(scene, 1)
    costs = plain_dijkstra(scene, goal)
    record, _ = find(scene, goal)
    for (x, y), direction in known(record).items():
        if (x, y) != goal:
            ahead = (x + int(fields.EAST_OF[direction]), y + int(fields.NORTH_OF[direction]))
            assert costs[ahead] + int(fields.COST[direction]) == costs[x, y]


def test_a_field_that_stops_early_agrees_with_the_whole_one():
    for seed in range(4):
        scene = rocks(0.2, seed, size=60)
        goal = some_cell(scene, seed)
        whole = known(find(scene, goal)[0])
        asker = min(whole, key=lambda cell: abs(abs(cell[0] - goal[0]) + abs(cell[1] - goal[1]) - 5))
        scene.record.scratch.fields["version"] = 0
        early, settled = find(scene, goal, asker)
        part = known(early)
        assert settled and asker in part and len(part) < len(whole) and not early.complete
        assert all(whole[cell] == direction for cell, direction in part.items())


def test_a_structure_as_goal_is_approached_from_all_sides():
    scene = field(30, 30)
    hall = scene.add(1, "CommandCenter", 15.5, 15.5)
    record, settled = find(scene, (15, 15), (3, 15))
    directions = known(record)
    assert settled
    assert (directions[10, 15], directions[20, 15]) == (1, 5)  # east on the west side, west on the east side
    assert hall.alive


def test_wide_bodies_need_two_cells():
    scene = drawn("""
        ......#......
        .............
        ......#......
        ......#......
        ......#......
    """)
    assert find(scene, (2, 3), (12, 3))[1]
    assert not find(scene, (2, 3), (12, 3), fields.WIDE_BODY)[1]


def test_jumpers_cross_cliffs_but_not_the_void():
    scene = drawn("\n".join(["......##++++++######......"] * 6))
    assert find(scene, (3, 3), (11, 3), fields.JUMPER)[1]
    assert not find(scene, (3, 3), (11, 3))[1]
    assert not find(scene, (3, 3), (23, 3), fields.JUMPER)[1]
