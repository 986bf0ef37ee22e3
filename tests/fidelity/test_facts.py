"""The exact times of recorded games, played out: all hold, but for what a later patch changed."""

from starleague.bench.facts import TIMERS
from starleague.bench.fidelity import measure, read_facts

LATER = {"build/LurkerDenMP"}  # 80 s since 4.10.4; 120 s in all games before


def test_times_of_making_and_of_lives(reference):
    facts = read_facts(reference / "ground_truth" / "fidelity_checks.json", "4.10")
    findings = list(measure(facts, "4.10", TIMERS))
    assert len(findings) >= 20
    missed = {finding.fact.id: finding.found for finding in findings if not finding.held}
    assert {name: found for name, found in missed.items() if name not in LATER} == {}
