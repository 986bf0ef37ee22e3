"""How much of melee is shown: rows of the checklist whose effect a scenario test shows.

A test says what it shows by ``@pytest.mark.covers("unit/Marine", "ability/Stimpack")``. A row is covered when the
tests that name it have been run, and all of them pass.
"""

from __future__ import annotations

import contextlib
import difflib
import os
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from starleague.bench.machine import last_line
from starleague.catalog.checklist import Row, checklist
from starleague.catalog.loader import load, patches

MARK = "covers"
PATCH_VARIABLE = "STARLEAGUE_PATCH"  # the patch that scenarios play where a test names none


def print_coverage(tests: Path, patch: str, collect_only: bool, json: bool) -> None:
    """Run, count and print; see ``starleague bench coverage --help``."""
    console = Console(stderr=json)
    rows = checklist(load(patch))
    shown = _run(tests, patch, collect_only)
    covered = {row for row in rows if str(row) in shown}
    missing = [str(row) for row in rows if row not in covered]
    _print_table(console, rows, covered)
    if missing:
        console.print("not shown:", ", ".join(missing))
    told = "named by tests" if collect_only else "shown by tests that pass"
    console.print(f"{len(covered)} of {len(rows)} rows {told}, patch {patch}")
    if json:
        last_line({"covered": len(covered), "total": len(rows), "missing": missing})


def check_marks(items: Iterable[Any]) -> None:
    """Raise ValueError for collected tests that name a row of no patch's checklist."""
    named = {row: item.nodeid for item in items for row in _marked(item)}
    known = {str(row) for patch in patches() for row in checklist(load(patch))} if named else set()
    problems = []
    for row in sorted(named.keys() - known):
        near = "".join(f"; did you mean {name!r}?" for name in difflib.get_close_matches(row, known, 1))
        problems.append(f"{named[row]} covers {row!r}, which is no row of the checklist{near}")
    if problems:
        raise ValueError("\n".join(problems))


def _marked(item: Any) -> list[str]:
    return [row for mark in item.iter_markers(MARK) for row in mark.args]


def _run(tests: Path, patch: str, collect_only: bool) -> set[str]:
    folders = _scenarios(tests)
    try:
        import pytest
    except ImportError:
        raise ImportError("coverage runs the scenario tests: pip install 'starleague[test]'") from None
    recorder = Recorder()
    arguments = ["-p", "no:cacheprovider", "-m", MARK, *map(str, folders)]
    if collect_only:
        arguments += ["--collect-only", "-qq"]
    with _scenarios_play(patch), contextlib.redirect_stdout(sys.stderr):
        code = pytest.main(arguments, plugins=[recorder])
    if code not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) or not recorder.named:
        raise ValueError(f"the scenario tests in {tests} could not be run, see above")
    return recorder.shown(collect_only)


def _scenarios(tests: Path) -> list[Path]:
    """Folders of tests that name rows."""
    folders = sorted({path.parent for path in tests.rglob("*.py") if f"mark.{MARK}(" in path.read_text()})
    if not folders:
        raise ValueError(
            f"no scenario tests in {tests.resolve()}. They are in the repository, not in the package: "
            "run this in a checkout, or name its folder of tests with --tests"
        )
    return folders


@contextlib.contextmanager
def _scenarios_play(patch: str) -> Iterator[None]:
    before = os.environ.get(PATCH_VARIABLE)
    os.environ[PATCH_VARIABLE] = patch
    try:
        yield
    finally:
        del os.environ[PATCH_VARIABLE]
        if before is not None:
            os.environ[PATCH_VARIABLE] = before


class Recorder:
    """A pytest plugin that notes which tests name which rows, and how they end."""

    def __init__(self) -> None:
        self.named: dict[str, set[str]] = defaultdict(set)  # rows to tests
        self.passed: set[str] = set()
        self.failed: set[str] = set()

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        check_marks(items)
        for item in items:
            for row in _marked(item):
                self.named[row].add(item.nodeid)

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed:
            self.failed.add(report.nodeid)
        elif report.when == "call" and report.passed:
            self.passed.add(report.nodeid)

    def shown(self, collect_only: bool) -> set[str]:
        """Rows that a passed test names and no failed one does; all that are named if nothing ran."""
        if collect_only:
            return set(self.named)
        return {row for row, tests in self.named.items() if tests & self.passed and not tests & self.failed}


def _print_table(console: Console, rows: list[Row], covered: set[Row]) -> None:
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        counts[row.kind, row.side][0] += row in covered
        counts[row.kind, row.side][1] += 1
    table = Table("kind", "side", "covered", "rows")
    for (kind, side), (shown, total) in sorted(counts.items()):
        table.add_row(kind, side, str(shown), str(total))
    console.print(table)
