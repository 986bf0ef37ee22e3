"""The command that counts what scenario tests show, and the lint of what they say they show."""

import json
import sys

import pytest

from starleague.bench.coverage import check_marks, print_coverage
from starleague.catalog.checklist import checklist
from starleague.catalog.loader import load

SCENARIOS = """
import pytest

@pytest.mark.covers("unit/Marine")
def test_passes(): pass

@pytest.mark.covers("unit/Marine", "unit/Zealot")
@pytest.mark.parametrize("fine", [True, False])
def test_half(fine): assert fine

@pytest.mark.covers("unit/Roach", "ability/Stimpack")
def test_holds(): pass

@pytest.mark.covers("unit/Probe")
def test_skipped(): pytest.skip("no reason")
"""


@pytest.fixture
def scenarios(tmp_path):
    def written(text):
        (tmp_path / f"test_{tmp_path.name}.py").write_text(text)
        return tmp_path

    yield written
    sys.modules.pop(f"test_{tmp_path.name}", None)


def counted(capsys, *arguments):
    print_coverage(*arguments, json=True)
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_a_row_is_covered_when_the_tests_that_name_it_pass(scenarios, capsys):
    result = counted(capsys, scenarios(SCENARIOS), "4.10", False)
    rows = {str(row) for row in checklist(load("4.10"))}
    assert (result["covered"], result["total"]) == (2, len(rows))
    assert rows - set(result["missing"]) == {"unit/Roach", "ability/Stimpack"}


def test_names_can_be_counted_without_a_run(scenarios, capsys):
    assert counted(capsys, scenarios(SCENARIOS), "4.10", True)["covered"] == 5


def test_a_folder_without_scenarios_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"no scenario tests in .*They are in the repository"):
        print_coverage(tmp_path, "4.10", False, False)


class Item:
    nodeid = "test_x.py::test_x"

    def __init__(self, *rows):
        self.rows = rows

    def iter_markers(self, _):
        return [pytest.mark.covers(*self.rows).mark]


def test_a_mark_of_an_unknown_row_is_an_error_with_the_nearest_name():
    check_marks([Item("unit/Marine", "upgrade/Stimpack")])
    with pytest.raises(ValueError, match=r"test_x covers 'unit/Marien', .*did you mean 'unit/Marine'"):
        check_marks([Item("unit/Marien")])
