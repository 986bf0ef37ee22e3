"""The command that plays facts out: it counts what holds, leaves out what it does not know, and says what is wrong."""

import json
from pathlib import Path

import pytest

from starleague.bench.facts import Fact, World
from starleague.bench.facts.plans import steps_of
from starleague.bench.fidelity import measure, print_fidelity, read_facts
from starleague.catalog.vocabulary import Race

FACTS = [
    {"id": "train/Marine", "lo": 400, "hi": 400, "expect": 400, "unit": "loops"},
    {"id": "build/SupplyDepot", "lo": 470, "hi": 479, "unit": "loops"},
    {"id": "train/Unheard", "lo": 1, "hi": 2},
    {"id": "unheard/Marine", "lo": 1, "hi": 2},
]


@pytest.fixture
def facts(tmp_path):
    def written(checks: object) -> Path:
        path = tmp_path / "facts.json"
        path.write_text(checks if isinstance(checks, str) else json.dumps({"checks": checks}))
        return path

    return written


def test_a_true_and_a_false_fact(facts, capsys):
    print_fidelity(facts(FACTS), "4.10", json=True)
    result = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert result == {
        "held": 1, "applicable": 2, "total": 4,
        "misses": [{"id": "build/SupplyDepot", "lo": 470.0, "hi": 479.0, "found": 480.0}],
    }


@pytest.mark.parametrize(("checks", "message"), [
    ("{", "is no JSON"),
    ("[]", "has no list of facts"),
    ([{"lo": 1, "hi": 2}], 'fact 1 has no "id"'),
    ([{"id": "train/Marine", "lo": 400}], "fact 'train/Marine' has no number \"hi\""),
    ([{"id": "train/Marine", "lo": 2, "hi": 1}], "lo 2 above hi 1"),
])
def test_a_bad_file_is_named_with_what_is_wrong(facts, checks, message):
    path = facts(checks)
    with pytest.raises(ValueError, match=r"facts\.json") as problem:
        read_facts(path, "4.10")
    assert message in str(problem.value)


def test_another_patch_has_its_own_value(facts):
    fact = {"id": "research/X", "lo": 99, "hi": 101, "expect": 100, "by_version": {"5.0.14": [120, 0.5, 9]}}
    assert [(f.lo, f.hi) for f in read_facts(facts([fact]), "5.0.14")] == [(119, 121)]
    assert [(f.lo, f.hi) for f in read_facts(facts([fact]), "4.10")] == [(99, 101)]


def test_an_opening_fills_in_what_its_facts_leave_out(facts):
    checks = [{"id": "opening/TvZ/OrbitalCommand#1", "lo": 1900, "hi": 2400},
              {"id": "opening/TvZ/Factory#1", "lo": 1, "hi": 9999},
              {"id": "opening/TvZ/SupplyDepot#2", "lo": 100, "hi": 200}]
    findings = list(measure(read_facts(facts(checks), "4.10"), "4.10"))
    assert [(finding.fact.what, finding.held) for finding in findings] == [
        ("TvZ/OrbitalCommand#1", True), ("TvZ/Factory#1", True), ("TvZ/SupplyDepot#2", False),
    ]


def test_a_patch_has_the_value_of_its_first_version(facts):
    fact = {"id": "build/X", "lo": 99, "hi": 101, "expect": 100,
            "by_version": {"4.10.4": [90, 1, 9], "4.10.2": [120, 1, 9], "4.1.0": [7, 1, 9]}}
    assert [(f.lo, f.hi) for f in read_facts(facts([fact]), "4.10")] == [(119, 121)]


def test_what_only_another_patch_has_is_played_there(facts):
    fact = {"id": "research/LurkerRange", "lo": 1279, "hi": 1281}
    assert [finding.found for finding in measure(read_facts(facts([fact]), "4.10"), "4.10")] == [1280]


def test_broods_and_cocoons(facts):
    checks = [{"id": "larva/natural_gap", "lo": 240, "hi": 240}, {"id": "larva/inject_burst_gap", "lo": 4, "hi": 4},
              {"id": "inject/command_to_first_larva", "lo": 644, "hi": 644},
              {"id": "cocoon/RavagerCocoon>Ravager", "lo": 192, "hi": 192},
              {"id": "cocoon/BanelingCocoon>Baneling(as it is reported)", "lo": 320, "hi": 320},
              {"id": "cocoon/BanelingCocoon>Marine", "lo": 1, "hi": 2}, {"id": "larva/unheard", "lo": 1, "hi": 2}]
    findings = list(measure(read_facts(facts(checks), "4.10"), "4.10"))
    assert [finding.found for finding in findings] == [240, 4, 644, 192, 320]


def test_lives_of_what_the_dead_leave_and_of_what_looks_like_its_enemies(facts):
    checks = [{"id": "lifetime/Broodling", "lo": 128, "hi": 133},
              {"id": "lifetime/ChangelingMarineShield", "lo": 2392, "hi": 2400}]
    assert all(finding.held for finding in measure(read_facts(facts(checks), "4.10"), "4.10"))


def test_an_opening_by_larvae(facts):
    checks = [{"id": "opening/ZvT/Overlord#1", "lo": 270, "hi": 380, "expect": 290},
              {"id": "opening/ZvT/Hatchery#1", "lo": 1000, "hi": 1500, "expect": 1080},
              {"id": "opening/ZvT/Queen#1", "lo": 2200, "hi": 2800, "expect": 2700},
              {"id": "opening/ZvT/Lair#1", "lo": 3000, "hi": 4500, "expect": 3500}]
    findings = list(measure(read_facts(facts(checks), "4.10"), "4.10"))
    assert [finding.fact.what for finding in findings if finding.held] == [check["id"][8:] for check in checks]


def test_an_opening_adds_the_add_on_that_a_factory_of_its_kind_needs():
    world = World("4.10", [])
    facts = [(Fact(f"opening/TvT/{name}#1", at, at + 500, at, ""), name, "", 1)
             for name, at in (("FactoryTechLab", 4000.0), ("Starport", 4200.0), ("Raven", 6000.0))]
    assert "StarportTechLab" in [step.name for step in steps_of(world, Race.TERRAN, facts)]


def test_an_opening_places_in_power_as_soon_as_there_is_some(facts):
    checks = [{"id": "opening/PvT/Pylon#1", "lo": 380, "hi": 430}, {"id": "opening/PvT/Gateway#1", "lo": 783, "hi": 820},
              {"id": "opening/PvT/CyberneticsCore#1", "lo": 1860, "hi": 1900}]
    assert [finding.held for finding in measure(read_facts(facts(checks), "4.10"), "4.10")] == [True, True, True]


def test_boosts_and_their_energy(facts):
    checks = [{"id": "chrono/probe_gap_fully_boosted", "lo": 181, "hi": 182},
              {"id": "chrono/research_saving_per_cast", "lo": 224, "hi": 224},
              {"id": "chrono/unheard", "lo": 0, "hi": 9},
              {"id": "energy/earliest_chrono_1", "lo": 0, "hi": 9},
              {"id": "energy/earliest_chrono_2", "lo": 1420, "hi": 1430}]
    findings = list(measure(read_facts(facts(checks), "4.10"), "4.10"))
    assert [finding.fact.id for finding in findings if finding.held] == [
        "chrono/probe_gap_fully_boosted", "chrono/research_saving_per_cast", "energy/earliest_chrono_1",
        "energy/earliest_chrono_2",
    ]
