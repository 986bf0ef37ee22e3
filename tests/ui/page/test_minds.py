"""Thoughts of agents: what is passed on of a replay's notes."""

from starleague.ui.page.minds import Minds, is_thought

THOUGHT = {
    "value": 0.25, "action": "train_marine", "delay": 12, "actions": [["train_marine", 0.7], ["no_op", 0.2]],
    "selected": [14], "units": [[14, 0.9], [15, 0.1]], "targets": [], "places": [[40.5, 61.0, 0.3]], "target": 7,
    "place": [40.5, 61.0],
}


def test_the_last_thought_before_a_moment_is_told():
    minds = Minds()
    notes = [[10, 1, {"thought": THOUGHT}], [30, 1, {"thought": THOUGHT | {"value": -0.5}}], [20, 2, {"camera": [1, 2]}]]
    minds.read(notes[:1])
    minds.read(notes)  # it grows: nothing is taken twice
    assert minds.loops == {1: [10, 30], 2: []}
    assert minds.at(9) == {} and minds.at(29)[1]["value"] == 0.25
    assert minds.at(30) == {1: THOUGHT | {"value": -0.5, "loop": 30}}
    assert minds.values() == {1: [[10, 0.25], [30, -0.5]], 2: []}


def test_what_others_wrote_into_a_file_is_checked():
    assert is_thought(THOUGHT)
    for damage in (
        {"value": 2}, {"value": "much"}, {"value": float("nan")}, {"action": 3}, {"actions": [["a"]]}, {"selected": [[1]]},
        {"units": "all"}, {"places": [[1, 2, True]]}, {"target": {}}, {"selected": [1] * 1000}, {"delay": 1e300},
    ):
        assert not is_thought(THOUGHT | damage), damage
    assert not is_thought(None) and not is_thought({})
