"""Broken TOML is refused with file, table, field and mend; inheritance and overlays merge."""

import pytest

from starleague.catalog.loader import CatalogError, load

GAME = '[game.melee]\nsmart = ""\n'


@pytest.fixture
def data(tmp_path):
    """Write TOML files of a patch and load it."""

    def write(files, patch="1.0"):
        for path, text in files.items():
            file = tmp_path / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        load.cache_clear()
        return load(patch, tmp_path)

    yield write
    load.cache_clear()


BROKEN = {
    "an unknown field": ("[unit.Marine]\nlief = 45\n", r"1\.0/a\.toml: \[unit\.Marine\] has no field 'lief'.*'life'"),
    "an unknown kind": ("[unti.Marine]\nlife = 45\n", r"1\.0/a\.toml: \[unti\].*'unit'"),
    "an unknown word": ('[unit.Marine]\nrace = "Teran"\n', r"1\.0/a\.toml: \[unit\.Marine\] race.*'Terran'"),
    "a wrong type": ('[unit.Marine]\nlife = "45"\n', r"\[unit\.Marine\] life is '45'; it must be number \(points"),
    "a word in a list": ('[unit.Marine]\nflags = ["Wroker"]\n', r"\[unit\.Marine\] flags.*'Worker'"),
    "a missing parent": ('[unit.Marine]\ninherits = "Infantry"\n', r"inherits 'Infantry', which is not there"),
    "a circle": ('[unit.A]\ninherits = "B"\n[unit.B]\ninherits = "A"\n', r"inherits itself through"),
    "bad TOML": ("[unit.Marine\n", r"a\.toml: .*line 1"),
    "a nested field": ("[ability.a.commands.Go]\napi = 3\n", r"\[ability\.a\] commands\.Go has no field 'api'.*'api_"),
}


@pytest.mark.parametrize("text, message", BROKEN.values(), ids=BROKEN)
def test_broken_toml_names_file_and_mend(data, text, message):
    with pytest.raises(CatalogError, match=message):
        data({"1.0/a.toml": text})


def test_a_thing_in_two_files_is_refused(data):
    with pytest.raises(CatalogError, match=r"b\.toml: \[unit\.Marine\] stands in 1\.0/a\.toml too"):
        data({"1.0/a.toml": "[unit.Marine]\nlife = 45\n", "1.0/b.toml": "[unit.Marine]\nlife = 46\n"})


def test_a_patch_lengthens_lists_that_are_inherited(data):
    found = data({
        "1.0/a.toml": GAME + """
        [unit.Infantry]
        abstract = true
        collide = ["Ground"]
        [unit.Marine]
        inherits = "Infantry"
        [unit.Elite]
        inherits = "Marine"
        """,
        "2.0/patch.toml": 'base = "1.0"\n',
        "2.0/b.toml": '[unit.Marine]\n"+collide" = ["Small"]\n[unit.Elite]\n"+collide" = ["Locust"]\n',
    }, "2.0")
    assert found.units["Marine"].collide == ("Ground", "Small")
    assert found.units["Elite"].collide == ("Ground", "Small", "Locust")


def test_a_thing_states_only_what_differs_from_its_parent(data):
    found = data({"1.0/a.toml": """
        [unit.Infantry]
        abstract = true
        life = 45
        sight = 9
        [unit.Marine]
        inherits = "Infantry"
        life = 55
        """})
    assert list(found.units) == ["Marine"]
    assert (found.units["Marine"].life, found.units["Marine"].sight) == (55, 9)


def test_an_overlay_states_only_what_differs_from_its_base(data):
    base = """
        [unit.Infantry]
        abstract = true
        sight = 9
        [unit.Marine]
        inherits = "Infantry"
        life = 45
        weapons = ["Rifle"]
        [unit.Firebat]
        life = 50
        [ability.train.commands.One]
        api_id = 1
        time = 25
        [ability.train.commands.Two]
        api_id = 2
        """
    over = """
        [unit.Infantry]
        sight = 10
        [unit.Marine]
        "+weapons" = ["Knife"]
        [unit.Firebat]
        removed = true
        [ability.train.commands.One]
        time = 20
        [ability.train.commands.Two]
        removed = true
        """
    found = data({"1.0/a.toml": base, "2.0/patch.toml": 'base = "1.0"\n', "2.0/b.toml": over}, "2.0")
    assert list(found.units) == ["Marine"]
    marine = found.units["Marine"]
    assert (marine.life, marine.sight, marine.weapons) == (45, 10, ("Rifle", "Knife"))
    (one,) = found.abilities["train"].commands
    assert (one.api_id, one.time) == (1, 20)
    assert found.files["unit", "Marine"] == "2.0/b.toml"


def test_an_unknown_patch_names_those_there_are():
    with pytest.raises(CatalogError, match=r"no patch '9.9'.*4\.10"):
        load("9.9")


def test_5_0_14_differs_from_4_10_where_it_did():
    old, new = load("4.10"), load("5.0.14")
    level2 = "TerranInfantryWeaponsLevel2"
    assert (old.upgrades[level2].minerals, new.upgrades[level2].minerals) == (175, 150)
    assert (old.units["BarracksFlying"].vision_height, new.units["BarracksFlying"].vision_height) == (4, 15)
    assert old.units["Marine"].life == new.units["Marine"].life
    assert new.game.patch == 50014
