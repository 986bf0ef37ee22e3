"""The shipped catalog is clean; lint finds what is wrong together."""

import dataclasses
import types

import pytest

from starleague.catalog.conditions import parsed
from starleague.catalog.lint import lint, main
from starleague.catalog.loader import Catalog, load
from starleague.catalog.reach import on_map, possible


@pytest.mark.parametrize("patch", ["4.10", "5.0.14"])
def test_the_catalog_is_clean(patch):
    assert lint(load(patch)) == []


def test_the_command_exits_0_on_a_clean_catalog(capsys):
    assert main(["4.10"]) == 0
    assert "unit_types" in capsys.readouterr().out


def changed(kind, name, **fields) -> Catalog:
    """The shipped catalog with one thing changed."""
    good = load()
    kinds = dict(good.kinds)
    things = dict(kinds[kind])
    things[name] = dataclasses.replace(things[name], **fields)
    kinds[kind] = types.MappingProxyType(things)
    return Catalog(good.patch, kinds, good.files)


WRONG = {
    "a dangling name": ("unit", "Marine", {"weapons": ("GausRifle",)}, "there is no weapon 'GausRifle'; did you mean"),
    "a bad filter": ("weapon", "GuassRifle", {"targets": "Visibel;-"}, "Filter has no 'Visibel'"),
    "a bad condition": ("behavior", "ReactorQueue", {"requirement": "unit(Reacter)"}, "nothing is 'Reacter'"),
    "an id used twice": ("unit", "Marine", {"api_id": 45}, "45 is"),
    "a field of another class": ("effect", "GuassRifle", {"missile_speed": 3}, "means nothing for class 'Damage'"),
    "an ability without holder": ("unit", "Reaper", {"abilities": ("stop", "attack", "move")}, "no unit has it"),
    "a unit without maker": ("race", "Terran", {"worker": "MULE"}, ""),
    "an unused thing": ("unit", "MissileTurret", {"weapons": ()}, "nothing uses it"),
}


@pytest.mark.parametrize("kind, name, fields, message", WRONG.values(), ids=WRONG)
def test_lint_finds(kind, name, fields, message):
    findings = lint(changed(kind, name, **fields))
    if message:
        assert any(message in finding.message for finding in findings), findings
    else:
        assert not findings  # the SCV is trained too: still reachable


def test_tech_that_waits_for_itself_is_out_of_reach():
    """Templar archives that need templar archives: neither they nor what is researched there can come to be."""
    build = load().abilities["ProtossBuild"]
    commands = tuple(
        dataclasses.replace(c, use="unit(TemplarArchive)") if c.product == "TemplarArchive" else c for c in build.commands
    )
    findings = lint(changed("ability", "ProtossBuild", commands=commands))
    assert {"[unit.TemplarArchive]", "[upgrade.PsiStormTech]"} <= {f.where for f in findings}
    assert "[unit.DarkTemplar]" not in {f.where for f in findings}
    assert all(f.message.startswith("nobody can come to it") for f in findings if f.where.startswith("[unit"))


def test_what_stands_on_maps_needs_no_maker():
    catalog = load()
    assert on_map(catalog, catalog.units["MineralField"]) and not on_map(catalog, catalog.units["Marine"])


@pytest.mark.parametrize(("text", "can_hold"), [
    ("unit(Alias_Barracks)", True), ("unit(Factory)", False), ("not unit(Factory)", True),
    ("unit(Factory) or unit(Barracks)", True), ("unit(Factory) and unit(Barracks)", False),
    ("upgrade(Stimpack) == 0", True), ("upgrade(Stimpack) == 1", False), ("unit(Barracks, QueuedOrBetter) < 3", True), ("0", False),
])
def test_which_conditions_can_hold_when_there_are_only_barracks(text, can_hold):
    assert possible(load(), parsed(text), {("unit", "Barracks")}) is can_hold


def test_lint_names_file_and_table():
    (finding, *_) = lint(changed("unit", "Marine", weapons=("GausRifle",)))
    assert finding.file == "4.10/terran/marine.toml"
    assert finding.where == "[unit.Marine] weapons"


def test_every_field_of_the_schema_reaches_the_rules():
    """A field that the compiler does not treat by itself is one of its record."""
    from starleague.catalog import rules as r
    from starleague.catalog import schema

    records = {"unit": r.UNIT_TYPE, "weapon": r.WEAPON, "ability": r.ABILITY, "effect": r.EFFECT,
               "behavior": r.BEHAVIOR, "validator": r.VALIDATOR, "upgrade": r.UPGRADE, "footprint": r.FOOTPRINT,
               "game": r.RULES, "race": r.RULES}
    kinds = {**{kind: schema.KINDS[kind] for kind in records}, "command": schema.Command}
    lost = []
    for kind, into in kinds.items():
        for field in dataclasses.fields(into):
            measure = field.metadata.get("measure")
            target = measure and (field.name if measure.record is None else measure.record)
            if target and measure.shape not in ("table", "tables"):
                record = records["ability" if kind == "command" else kind]
                if target not in record.names:
                    lost.append(f"{kind}.{field.name}")
    assert lost == []
