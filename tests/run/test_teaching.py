"""The teacher beside a student: what it advises, that asking it changes nothing, who plays when."""

from collections import Counter

import numpy as np
import pytest
import torch

from starleague.agent.actor import Actor
from starleague.agent.network import Policy
from starleague.env.spec import shapes
from starleague.env.strategies import Strategy
from starleague.run import teaching
from starleague.run.teacher import AGAIN, NEAR, NEVER, OFTEN, PAUSE, PUPIL
from starleague.run.teaching import Classroom, Pairing

PLAYERS = [Pairing(("terran", "terran"), ("medium:macro", "very_easy:macro"))]


@pytest.fixture(scope="module")
def names():
    return [action.name for action in shapes("tiny").tables.actions]


def play(room: Classroom, loops: int) -> None:
    while room.env.arena.loops.min() < loops:
        room._decide(room.turn)


def test_who_follows_the_advice_builds_up(names):
    room = Classroom(PLAYERS, 1, "tiny", seed=3)
    play(room, 3000)
    player = room.env.arena.games[0].players[1]
    advised = {names[int(action["type"])] for action in room.lessons[0].actions}
    assert {"train_scv", "build_supply_depot", "build_barracks", "train_marine", "no_op"} <= advised
    assert player.supply_used > 2 * 20 and player.supply_army > 0
    delays = {int(action["delay"]) for action in room.lessons[0].actions}
    assert delays == {PAUSE, 28}  # after a command, and the level's interval


def test_the_teacher_plays_the_race_of_the_game(names):
    room = Classroom([Pairing(("zerg", "protoss"), ("medium:macro", "very_easy:macro"))], 1, "tiny", seed=3)
    play(room, 1500)
    advised = {names[int(action["type"])] for action in room.lessons[0].actions}
    assert {"train_drone", "train_overlord"} <= advised
    assert room.env.arena.games.races[0] == ("Zerg", "Protoss")


def test_asking_for_advice_says_nothing_in_the_game():
    room = Classroom(PLAYERS, 2, "tiny", seed=3)
    play(room, 400)
    before = room.env.arena.state["n_commands"].copy(), room.env.arena.state["n_command_units"].copy()
    rows = room.teacher.advise(room.turn.agents)
    assert len(rows) == len(room.turn.agents)
    assert (room.env.arena.state["n_commands"] == before[0]).all()
    assert (room.env.arena.state["n_command_units"] == before[1]).all()


def test_what_was_said_is_not_said_again_at_once():
    """A worker on his way is not sent again with every look at the game."""
    room = Classroom([Pairing(("zerg", "terran"), ("medium:macro", "very_easy:macro"))], 1, "tiny", seed=3)
    said = []
    ask = room.teacher.advise

    def advise(agents):
        rows = ask(agents)
        loop, slots = int(room.env.arena.loops[0]), room.env.arena.observer.slots[0]
        units = tuple(int(slots[unit]) for unit in rows[0]["units"] if unit >= 0)
        target = slots[rows[0]["target_entity"]] if rows[0]["target_entity"] >= 0 else 0
        if target:
            said.append((loop, int(rows[0]["type"]), units, int(target)))
        return rows

    room.teacher.advise = advise
    play(room, 7000)
    last = {}
    for loop, *what in said:
        assert loop - last.get(tuple(what), -AGAIN) >= AGAIN, "the same again, within four seconds"
        last[tuple(what)] = loop
    assert len(last) > 10


def test_the_student_plays_from_its_time_on():
    torch.manual_seed(0)
    student = Actor(Policy(shapes("tiny")), 1, seed=0)
    room = Classroom(PLAYERS, 1, "tiny", seed=3, student=student)
    room.lessons[0].taken_over = 600
    room.lessons[0].helped[:] = False
    played = []
    act = room.env.step
    room.env.step = lambda done: played.append((int(room.env.arena.loops[0]), done)) or act(done)
    play(room, 1500)
    advice = room.lessons[0].actions
    same = [np.array_equal(done["type"][0], advice[k]["type"]) for k, (_, done) in enumerate(played)]
    assert all(same[k] for k, (loop, _) in enumerate(played) if loop < 600)
    assert not all(same[k] for k, (loop, _) in enumerate(played) if loop >= 600)


def test_the_teacher_plays_the_minutes_in_which_it_helps():
    """What it saves for is done then, and told; before and after the student is on its own."""
    torch.manual_seed(0)
    room = Classroom(PLAYERS, 1, "tiny", seed=3, student=Actor(Policy(shapes("tiny")), 1, seed=0))
    lesson = room.lessons[0]
    lesson.taken_over = 0
    lesson.helped[:] = False
    lesson.helped[1] = True
    played = []
    act = room.env.step
    room.env.step = lambda done: played.append((int(room.env.arena.loops[0]) // 1344, done)) or act(done)
    play(room, 3 * 1344)
    same = [[np.array_equal(done["type"][0], lesson.actions[k]["type"]) for k, (of, done) in enumerate(played) if of == minute]
            for minute in range(3)]  # fmt: skip
    assert all(same[1]) and not all(same[0]) and not all(same[2])


def test_some_minutes_of_each_students_game_are_the_teachers():
    torch.manual_seed(0)
    room = Classroom(PLAYERS, 2, "tiny", seed=3, student=Actor(Policy(shapes("tiny")), 2, seed=0))
    helped = [lesson.helped for lesson in room.lessons.values()]
    assert all(0.05 < each.mean() < 0.5 for each in helped) and not np.array_equal(*helped)


def test_a_game_that_ends_is_told_with_its_result():
    room = Classroom(PLAYERS, 1, "tiny", seed=3)
    lesson = next(iter(room.lessons_until(lambda: False)))
    assert lesson.players == PLAYERS[0].players and lesson.result == 1 and lesson.taken_over == NEVER
    assert len(lesson.observations) == len(lesson.actions) > 200


def test_what_a_teacher_saw_tells_what_it_went_on_to_build(names):
    """z by hindsight, kept with the game by name; a student that knows it is shown it from the first decision."""
    room = Classroom(PLAYERS, 1, "tiny", seed=5)
    room.random = np.random.default_rng(0)
    lesson = next(iter(room.lessons_until(lambda: False)))
    z, interface = lesson.strategy.z, room.env.shapes
    assert lesson.strategy.plan == "medium:macro"
    assert interface.tables.items[z.build[0]] == "SCV" and z.counts.sum() > 40
    assert all(np.array_equal(seen["z_build"], z.build) for seen in lesson.observations)

    torch.manual_seed(0)
    student = Actor(Policy(interface), 1, seed=0)
    student.policy.strategies = (lesson.strategy, Strategy(z, "medium:rush"))
    room = Classroom(PLAYERS, 1, "tiny", seed=3, student=student)
    assert room.lessons[0].strategy is lesson.strategy
    assert np.array_equal(room.turn.observations["z_build"][0], z.build)


def test_an_advice_that_was_not_heeded_is_given_again(names):
    """A command of the same kind counts as heeded, whoever was told what; another kind does not."""
    room = Classroom(PLAYERS, 1, "tiny", seed=3)
    agents = room.turn.agents
    first = room.teacher.advise(agents)
    assert names[int(first[0]["type"])] == "train_scv"
    assert room.teacher.advise(agents)[0]["type"] != first[0]["type"]
    room.teacher.told[0] = {}
    room.teacher.advise(agents)
    room.teacher.unheeded([0])
    assert room.teacher.advise(agents)[0]["type"] == first[0]["type"]


def test_what_is_advised_in_vain_lets_other_advice_go_before_it():
    """A student that never does one thing is told of the others, too; once it has done it, it is told as before."""
    room = Classroom([Pairing(("terran", "zerg"), ("hard:timing", "easy:macro"))], 1, "tiny", seed=4)
    teacher, told = room.teacher, []
    advice = teacher._advice

    def ask_in_vain(g, row, said, choice, about_to):
        first, *others = [int(each["type"][0]) for *_, each in teacher._sayable(g, row, said, choice.copy())] or [0]
        if set(others) - {first} and not told:
            known, teacher.in_vain[g] = dict(teacher.told[g]), Counter()
            for _ in range(2 * OFTEN):
                advice(g, row, said, choice, 0)
                told.append(int(choice["type"][0]))
                teacher.unheeded([g])
            advice(g, row, said, choice, first)  # which is done
            teacher.told[g] = dict(known)
            advice(g, row, said, choice, 0)
            assert told[:OFTEN] == [first] * OFTEN and first not in told[OFTEN:]
            assert int(choice["type"][0]) == first
            teacher.told[g] = known
        advice(g, row, said, choice, about_to)

    teacher._advice = ask_in_vain
    play(room, 4000)
    assert told


def test_of_all_that_is_wanted_the_teacher_says_what_the_student_is_about_to_do():
    room = Classroom([Pairing(("terran", "zerg"), ("hard:timing", "easy:macro"))], 1, "tiny", seed=4)
    teacher, unheard_of = room.teacher, len(shapes("tiny").tables.actions)
    advice, several = teacher._advice, []

    def ask_for_each(g, row, said, choice, about_to):
        first, *others = [int(each["type"][0]) for *_, each in teacher._sayable(g, row, said, choice.copy())] or [0]
        for kind, answer in [(0, first), (unheard_of, first), *((other, other) for other in others)]:
            told = dict(teacher.told[g])
            advice(g, row, said, choice, kind)
            assert int(choice["type"][0]) == answer
            assert set(teacher.asked[g]) <= set(teacher.told[g])
            teacher.told[g] = told
        several.append(len({first, *others}) > 1)
        advice(g, row, said, choice, about_to)

    teacher._advice = ask_for_each
    play(room, 4000)
    assert sum(several) > 3


def test_an_attack_that_has_not_set_out_has_not_found_nobody(names):
    """Else the teacher of a student that stays at home would soon send single soldiers everywhere."""
    room = Classroom([Pairing(("terran", "zerg"), ("hard:timing", "easy:macro"))], 1, "tiny", seed=4)
    play(room, 9000)
    bot, loops = room.teacher.driver.bots[0, PUPIL], room.env.arena.loops
    bot["damage_at"] = bot["attack_since"] = 0
    room.teacher.told[0] = {}
    game = room.env.arena.games[0]
    army = [k for k in range(1, len(game.units)) if game.units[k].alive and game.units[k].owner == PUPIL
            and room.teacher.soldiers[game.units[k].type]]  # fmt: skip
    attack = (int(room.teacher.attack[game.units[army[0]].type]), 0, 4096, 4096)
    bot["rally_x"], bot["rally_y"] = game.units["x"][army].mean() + 50 * 4096, game.units["y"][army].mean()
    room.teacher._be_patient(0, game, attack, army)
    assert bot["damage_at"] == 0, "it has gone, and found nobody"
    bot["rally_x"] -= 50 * 4096
    room.teacher._be_patient(0, game, attack, army)
    assert bot["damage_at"] == loops[0]
    bot["damage_at"], bot["hunting"] = 0, 1
    room.teacher._be_patient(0, game, attack, army)
    assert bot["damage_at"] == 0, "who hunts goes on until he has done damage"


def test_those_who_are_told_the_same_are_told_at_once(names):
    """An army marches on one word, however the computer shares it out among commands."""
    room = Classroom([Pairing(("terran", "zerg"), ("hard:timing", "easy:macro"))], 1, "tiny", seed=4)
    play(room, 9000)
    marches = [a for a in room.lessons[0].actions if names[int(a["type"])] == "attack_point"]
    assert max(int((a["units"] >= 0).sum()) for a in marches) > 16  # the most that the computer tells with one command


def test_who_goes_there_already_is_not_told_again():
    room = Classroom([Pairing(("terran", "zerg"), ("hard:timing", "easy:macro"))], 1, "tiny", seed=4)
    play(room, 2000)
    game, teacher = room.env.arena.games[0], room.teacher
    worker = next(k for k in range(1, len(game.units)) if game.units[k].owner == PUPIL and game.units[k].n_orders)
    order = game.units[worker].orders[0]
    doing = tuple(int(order[name]) for name in ("ability", "target", "x", "y"))
    teacher.told[0] = {}
    assert not teacher._new(0, game, 2000, doing, worker)
    x, y = int(game.units[worker].x), int(game.units[worker].y)
    assert teacher._new(0, game, 2000, (doing[0], 0, x, y + 60 * 4096), worker)


def test_an_army_marches_as_one(names):
    """Nobody is told to attack alone."""
    room = Classroom([Pairing(("terran", "zerg"), ("hard:timing", "easy:macro"))], 1, "tiny", seed=4)
    told = []
    ask = room.teacher.advise

    def advise(agents):
        rows = ask(agents)
        if names[int(rows[0]["type"])] == "attack_point":
            army = int(room.env.arena.games[0].players[PUPIL].supply_army) // 2
            told.append((int((rows[0]["units"] >= 0).sum()), army))
        return rows

    room.teacher.advise = advise
    play(room, 9000)
    grown = [units for units, army in told if army >= 24]
    assert len(grown) > 1 and np.mean(grown) > 10
    assert len(told) < len(room.lessons[0].actions) / 30


def test_who_gathers_is_told_to_move():
    """And only who is not there yet; an attack is told as the computer says it."""
    room = Classroom([Pairing(("terran", "zerg"), ("hard:timing", "easy:macro"))], 1, "tiny", seed=4)
    play(room, 5000)
    teacher, game = room.teacher, room.env.arena.games[0]
    bot = teacher.driver.bots[0, PUPIL]
    soldier = next(k for k in range(1, len(game.units)) if game.units[k].alive and game.units[k].owner == PUPIL
                   and teacher.soldiers[game.units[k].type])  # fmt: skip
    kind, unit, command = int(game.units[soldier].type), game.units[soldier], game.commands[0]
    rally = int(bot["rally_x"]), int(bot["rally_y"])
    command["first"], command["count"], game.command_units[0] = 0, 1, soldier
    command["ability"], command["target"], command["x"], command["y"] = teacher.attack[kind], 0, *rally
    gather, units = teacher._told(0, game, 0)
    assert gather == (teacher.move[kind], 0, *rally) and units == [soldier]
    command["x"] += 30 * 4096
    assert teacher._told(0, game, 0)[0] == (teacher.attack[kind], 0, rally[0] + 30 * 4096, rally[1])

    teacher.told[0], unit.n_orders = {}, 0
    unit.x, unit.y = rally[0] + NEAR - 1, rally[1]
    assert not teacher._new(0, game, 5000, gather, soldier)
    unit.x += 2
    assert teacher._new(0, game, 5000, gather, soldier)


def test_who_sets_out_before_it_is_time_is_called_back(names):
    """A student's army that went by itself is told to come home, not only once it has got there."""
    room = Classroom([Pairing(("terran", "zerg"), ("hard:mass", "easy:macro"))], 1, "tiny", seed=4)
    play(room, 4500)
    game, teacher = room.env.arena.games[0], room.teacher
    bot = teacher.driver.bots[0, PUPIL]
    assert not bot["attacking"]
    army = [k for k in range(1, len(game.units)) if game.units[k].alive and game.units[k].owner == PUPIL
            and teacher.soldiers[game.units[k].type]]  # fmt: skip
    rally = int(bot["rally_x"]), int(bot["rally_y"])
    advised = []
    for place in (rally, (int(bot["enemy_x"]), int(bot["enemy_y"]))):
        for k in army:
            order = game.units[k].orders[0]
            game.units[k].n_orders, order.ability, order.target = 1, teacher.attack[game.units[k].type], 0
            order.x, order.y = place
        teacher.told[0] = {}
        row = teacher.advise(room.turn.agents, np.array([names.index("move_point")]))[0]
        told = {int(teacher.env.arena.observer.slots[0][unit]) for unit in row["units"] if unit >= 0}
        advised.append(names[int(row["type"])] == "move_point" and told == set(army))
    assert len(army) > 5 and advised == [False, True]


def test_a_students_game_is_handed_on_in_parts(monkeypatch):
    """How it ends is not known yet."""
    monkeypatch.setattr(teaching, "PART", 64)
    torch.manual_seed(0)
    student = Actor(Policy(shapes("tiny")), 1, seed=0)
    room = Classroom(PLAYERS, 1, "tiny", seed=3, student=student)
    room.lessons[0].taken_over = 0
    parts = room.lessons_until(lambda: False)
    first, second = next(parts), next(parts)
    assert len(first.actions) == len(second.actions) == 64 == len(second.observations)
    assert first.result == second.result == 0 == second.taken_over


ZERG = [Pairing(("zerg", "terran"), ("hard:mass", "very_easy:macro"))]


def test_what_wins_nothing_is_not_said(names):
    """A computer's Overlords look out from the first second, its Queens spread creep; its student hears of neither."""
    room = Classroom(ZERG, 1, "tiny", seed=3)
    teacher, game, said = room.teacher, room.env.arena.games[0], []
    decide = teacher.driver.decide

    def listen(left):
        before = int(game.n_commands)
        decide(left)
        said.extend(teacher._told(0, game, k) for k in range(before, int(game.n_commands)))

    teacher.driver.decide = listen
    play(room, 5000)
    game.units["energy"][game.units["type"] == room.env.arena.games.unit_row("Queen")] = 200 * 4096  # more than injections take
    play(room, 5500)
    walks = [what for what, units in said if teacher._walks(game, what, units)]
    assert walks and any(what[0] in teacher.unsaid for what, _ in said), "the computer itself wants both"
    advised = {names[int(action["type"])] for action in room.lessons[0].actions}
    assert {"train_roach", "effect_inject_larva"} <= advised and "build_creep_tumor" not in advised
    overlord = room.env.arena.games.unit_row("Overlord")
    flying = game.units["alive"].astype(bool) & (game.units["type"] == overlord)
    assert flying.any() and not game.units["n_orders"][flying].any(), "all stay where they hatched"


def test_who_is_about_to_cast_is_not_called_away():
    room = Classroom(ZERG, 1, "tiny", seed=3)
    play(room, 3500)
    teacher, game = room.teacher, room.env.arena.games[0]
    queen = next(k for k in range(1, len(game.units)) if game.units[k].alive and game.units[k].owner == PUPIL
                 and game.units[k].type == room.env.arena.games.unit_row("Queen"))  # fmt: skip
    unit, names = game.units[queen], room.env.arena.games.names
    attack = (int(teacher.attack[unit.type]), 0, int(unit.x) + 60 * 4096, int(unit.y))
    teacher.told[0], unit.n_orders = {}, 1
    unit.orders[0].ability = names.abilities["SpawnLarva,Execute"]
    assert not teacher._new(0, game, 3500, attack, queen)
    unit.orders[0].ability = teacher.move[unit.type]
    assert teacher._new(0, game, 3500, attack, queen)
