"""Requirements read as the data editor writes them."""

import pytest

from starleague.catalog.conditions import parsed
from starleague.catalog.vocabulary import CountState, RequirementClass


def test_counts_and_states():
    node = parsed("unit(Alias_TechLab, CompleteOnlyAtUnit)")
    assert (node.kind, node.name) == (RequirementClass.COUNT_UNIT, "Alias_TechLab")
    assert node.state == CountState.COMPLETE_AT_UNIT
    assert parsed("upgrade(Stimpack)").state == CountState.COMPLETE


def test_operators_make_trees():
    node = parsed("upgrade(A, QueuedOrBetter) == 0 and not unit(B) or behavior(C) > 1")
    assert node.kind == RequirementClass.OR
    assert node.left.kind == RequirementClass.AND
    assert node.left.left.kind == RequirementClass.EQ
    assert node.left.left.right.value == 0
    assert node.left.right.kind == RequirementClass.NOT
    assert node.right.kind == RequirementClass.GT


def test_three_terms_chain():
    node = parsed("unit(A) and unit(B) and unit(C)")
    assert (node.right.name, node.left.right.name, node.left.left.name) == ("C", "B", "A")


@pytest.mark.parametrize("text", ["unit(A", "units(A)", "unit(A, Done)", "unit(A) + 1", "unit('A')", "A"])
def test_what_cannot_be_read_says_so(text):
    with pytest.raises(ValueError, match="condition"):
        parsed(text)
