"""Checks the catalog as one checks code: ``python -m starleague.catalog.lint`` prints a table, and exits 1 on errors.

The loader already refuses unknown fields and words. This finds what is right by itself and wrong
together: names that lead nowhere, tech that nobody can reach, API ids used twice, lists that do not fit.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starleague.catalog import footprints, schema
from starleague.catalog import rules as r
from starleague.catalog.compile import Compiler
from starleague.catalog.conditions import Node, parsed, walk
from starleague.catalog.loader import DEFAULT_PATCH, Catalog, CatalogError, load, nearest_word
from starleague.catalog.reach import fields, reached
from starleague.catalog.vocabulary import RequirementClass
from starleague.catalog.writer import filter_bits

MAX_SPAN = {"weapons": 8, "abilities": 40, "behaviors": 10}  # [entries] what the engine walks each loop stays short


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, and how to mend it."""

    file: str
    where: str
    message: str
    error: bool = True


def lint(catalog: Catalog) -> list[Finding]:
    """Everything wrong in a catalog, errors and warnings."""
    checks = (dangling, duplicate_ids, wrong_classes, bad_footprints, unreachable, unfit)
    return [finding for check in checks for finding in check(catalog)]


def dangling(catalog: Catalog) -> Iterator[Finding]:
    """Names that refer to nothing, and filters and conditions that cannot be read."""
    known = {kind: set(things) for kind, things in catalog.kinds.items()}
    known["command"] = {f"{a.name},{c.name}" for a in catalog.abilities.values() for c in a.commands} | set(
        c.alias for a in catalog.abilities.values() for c in a.commands
    )
    for kind, name, path, measure, value in fields(catalog):
        where, file = f"[{kind}.{name}] {path}", catalog.files[kind, name]
        if measure.refers in known:
            for item in [value] if isinstance(value, str) else value:
                if item and item not in known[measure.refers]:
                    near = nearest_word(item, known[measure.refers])
                    yield Finding(file, where, f"there is no {measure.refers} {item!r}{near}")
        elif measure.unit == "filter" and value:
            try:
                filter_bits(value, where)
            except CatalogError as error:
                yield Finding(file, where, str(error))
        elif measure.unit == "requirement" and value:
            yield from (Finding(file, where, problem) for problem in condition_problems(catalog, value))


def condition_problems(catalog: Catalog, text: str) -> list[str]:
    """What is wrong with a condition."""
    try:
        tree = parsed(text)
    except ValueError as error:
        return [str(error)]
    tech = set(catalog.units) | {alias for u in catalog.units.values() for alias in u.tech} | catalog.absent
    there = {
        RequirementClass.COUNT_UNIT: tech, RequirementClass.ALLOW_UNIT: tech,
        RequirementClass.COUNT_UPGRADE: set(catalog.upgrades) | catalog.absent,
        RequirementClass.COUNT_BEHAVIOR: set(catalog.behaviors),
    }
    found: list[str] = []

    def visit(node: Node) -> None:
        if node.kind in there and node.name not in there[node.kind]:
            near = nearest_word(node.name, there[node.kind])
            found.append(f"nothing is {node.name!r}{near}; what comes later belongs in [absent]")

    walk(tree, visit)
    return found


def duplicate_ids(catalog: Catalog) -> Iterator[Finding]:
    """API ids and aliases must name one thing."""
    for kind in ("unit", "upgrade", "behavior", "effect"):
        things = catalog.kinds[kind]
        yield from _twice(kind, [(t.api_id, n, catalog.files[kind, n]) for n, t in things.items()], "api_id")
    commands = [(a, c) for a in catalog.abilities.values() for c in a.commands]
    for field in ("api_id", "alias"):
        rows = [(getattr(c, field), f"{a.name}.{c.name}", catalog.files["ability", a.name]) for a, c in commands]
        yield from _twice("ability", rows, field)


def _twice(kind: str, rows: list[tuple[Any, str, str]], field: str) -> Iterator[Finding]:
    first: dict[Any, str] = {}
    for value, name, file in rows:
        if value and value in first:
            yield Finding(file, f"[{kind}.{name}] {field}", f"{value!r} is {first[value]}'s already; give it its own")
        first.setdefault(value, name)


def wrong_classes(catalog: Catalog) -> Iterator[Finding]:
    """Fields that mean nothing in the class of their thing."""
    defaults = {(kind, f.name): f.default for kind, into in schema.KINDS.items() for f in dataclasses.fields(into)}
    for kind, name, path, measure, value in fields(catalog):
        thing_class = getattr(catalog.kinds[kind][name], "kind", "")
        if measure.of and thing_class not in measure.of and value != defaults[kind, path]:
            classes = " or ".join(measure.of)
            yield Finding(
                catalog.files[kind, name], f"[{kind}.{name}] {path}",
                f"means nothing for class {thing_class!r}, only for {classes}; remove it or change the class",
            )


def bad_footprints(catalog: Catalog) -> Iterator[Finding]:
    """Drawings that are not rectangles, letters without meaning, one drawing in two incompatible uses."""
    for name, footprint in catalog.footprints.items():
        for problem in footprints.problems(footprint):
            yield Finding(catalog.files["footprint", name], f"[footprint.{name}]", problem)
        written = [u.name for u in catalog.units.values() if u.footprint == name]
        if written and footprint.cells is None:
            yield Finding(catalog.files["footprint", name], f"[footprint.{name}]",
                          f"is the footprint of {written[0]} but has no cells to write; add cells")


def unreachable(catalog: Catalog) -> Iterator[Finding]:
    """Units and upgrades that no player can come to, abilities that nobody has, things that nothing uses."""
    held = {a for u in catalog.units.values() for a in u.abilities}
    for name, ability in catalog.abilities.items():
        if name not in held and ability.kind not in ("Smart", "Generic"):
            message = "no unit has it; add it to a unit's abilities"
            yield Finding(catalog.files["ability", name], f"[ability.{name}]", message)
    try:
        found = reached(catalog)
    except ValueError:
        return  # a condition that cannot be read: dangling says so
    for key, file in catalog.files.items():
        where = f"[{key[0]}.{key[1]}]"
        if key in found or key[0] in ("ability", "absent"):
            continue
        if key[0] in ("unit", "upgrade"):
            yield Finding(file, where, "nobody can come to it; let a command whose condition can hold make it")
        else:
            yield Finding(file, where, "nothing uses it; remove it", error=False)


def unfit(catalog: Catalog) -> Iterator[Finding]:
    """Lists and tables past the capacities of the rules."""
    for name, unit in catalog.units.items():
        for field, most in MAX_SPAN.items():
            if len(getattr(unit, field)) > most:
                yield Finding(catalog.files["unit", name], f"[unit.{name}] {field}", f"holds more than {most}")
    damages = sum(effect.kind == "Damage" for effect in catalog.effects.values())
    if damages >= 200:
        yield Finding("", "effects", f"{damages} damage effects do not fit; raise MAX_DAMAGE in engine/layout.py")
    try:
        Compiler(catalog).run()
    except (CatalogError, KeyError, ValueError) as error:
        yield Finding("", "compile", str(error))


def main(patches: list[str]) -> int:
    """Lint patches; the exit code."""
    from rich.console import Console
    from rich.table import Table

    console, errors = Console(), 0
    for patch in patches or [DEFAULT_PATCH]:
        try:
            catalog = load(patch)
            findings = lint(catalog)
        except CatalogError as error:
            catalog, findings = None, [Finding("", "load", str(error))]
        table = Table("", "file", "where", "what", title=f"catalog {patch}")
        for finding in findings:
            table.add_row("error" if finding.error else "warning", finding.file, finding.where, finding.message)
        if findings:
            console.print(table)
        if catalog is not None:
            sizes = Table("table", "rows", "capacity", title=f"catalog {patch}")
            compiled = Compiler(catalog).run()[0] if not any(f.error for f in findings) else None
            for name in ("unit_types", "weapons", "abilities", "effects", "behaviors", "validators", "requirements",
                         "upgrades", "modifications", "footprints", "lists"):
                rows = str(int(compiled[f"n_{name}"]) - 1) if compiled is not None else "?"
                sizes.add_row(name, rows, str(r.RULES[name].shape[0] - 1))
            console.print(sizes)
        errors += sum(f.error for f in findings)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
