import math
import random

from drawn import drawn, fixed

from starleague.engine import ground, lines


def clear(scene, a, b, radius):
    return bool(lines.clear(scene.record, fixed(a[0]), fixed(a[1]), fixed(b[0]), fixed(b[1]), fixed(radius)))


def fits(scene, a, b, radius):
    """Whether discs of a radius along the line touch no rock, by samples."""
    pathable = scene.games.map.pathable
    steps = max(2, int(math.dist(a, b) * 20))
    for k in range(steps + 1):
        x, y = a[0] + (b[0] - a[0]) * k / steps, a[1] + (b[1] - a[1]) * k / steps
        for cell_y in range(int(y) - 1, int(y) + 2):
            for cell_x in range(int(x) - 1, int(x) + 2):
                dx = max(cell_x - x, 0, x - cell_x - 1)
                dy = max(cell_y - y, 0, y - cell_y - 1)
                if not pathable[cell_y, cell_x] and math.hypot(dx, dy) < radius:
                    return False
    return True


def test_lines_keep_clear_of_rocks():
    rng = random.Random(4)
    rows = ["".join("#" if rng.random() < 0.12 else "." for _ in range(30)) for _ in range(30)]
    scene = drawn("\n".join(rows))
    ground.survey(scene.rules, scene.record)
    wrong = open_lines = 0
    for _ in range(600):
        a, b = [(rng.uniform(2, 30), rng.uniform(2, 30)) for _ in range(2)]
        if not (fits(scene, a, a, 0.4) and fits(scene, b, b, 0.4)):
            continue
        open_lines += clear(scene, a, b, 0.375)
        wrong += clear(scene, a, b, 0.375) and not fits(scene, a, b, 0.27)
        wrong += fits(scene, a, b, 0.4) and not clear(scene, a, b, 0.375)
    assert open_lines > 20
    assert wrong == 0


def test_no_line_passes_between_rocks_that_touch_at_a_corner():
    scene = drawn("""
        .....
        ..#..
        .#...
        .....
    """)
    ground.survey(scene.rules, scene.record)
    assert not clear(scene, (2.5, 3.5), (3.5, 2.5), 0)
    assert clear(scene, (1.5, 1.5), (4.5, 1.5), 0.375)
