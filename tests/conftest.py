"""What all tests share: ``from scenario import game`` works from every folder."""

import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

REFERENCE = pathlib.Path(__file__).resolve().parents[2] / "shared" / "reference"


def pytest_collection_modifyitems(items):
    """A mark that names no row of the checklist is an error."""
    from starleague.bench.coverage import check_marks

    try:
        check_marks(items)
    except ValueError as problem:
        raise pytest.UsageError(str(problem)) from None


@pytest.fixture
def game():
    """The scenario language: ``game("3 Marine vs 2 Marauder", gap=5)``."""
    from scenario import game

    return game


@pytest.fixture
def reference() -> pathlib.Path:
    """The folder of reference facts; the test is skipped where it is absent."""
    if not REFERENCE.is_dir():
        pytest.skip("the reference folder is absent")
    return REFERENCE
