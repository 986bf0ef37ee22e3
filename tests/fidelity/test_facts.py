"""The exact times of recorded games, played out: all of them hold."""

from starleague.bench.facts import TIMERS
from starleague.bench.fidelity import measure, read_facts


def test_times_of_making_and_of_lives(reference):
    facts = read_facts(reference / "ground_truth" / "fidelity_checks.json", "4.10")
    findings = list(measure(facts, "4.10", TIMERS))
    assert len(findings) >= 20
    missed = {finding.fact.id: finding.found for finding in findings if not finding.held}
    assert missed == {}
