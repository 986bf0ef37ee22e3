"""The shipped catalog is clean; lint finds what is wrong together."""

import dataclasses
import types

import pytest

from starleague.catalog.lint import lint, main
from starleague.catalog.loader import Catalog, load


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
