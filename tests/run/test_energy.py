"""The energy meter on counters of a folder."""

import pytest

from starleague.run.energy import Meter


def zone(folder, name, energy, around=1_000_000_000):
    (folder / name).mkdir(exist_ok=True)
    (folder / name / "energy_uj").write_text(f"{energy}\n")
    (folder / name / "max_energy_range_uj").write_text(f"{around}\n")


def test_packages_are_added_and_their_parts_are_not_counted_twice(tmp_path):
    for name in ("intel-rapl:0", "intel-rapl:0:0", "intel-rapl:1"):
        zone(tmp_path, name, 5_000_000)
    meter = Meter(tmp_path)
    assert meter.known and meter.joules() == 0
    zone(tmp_path, "intel-rapl:0", 7_500_000)
    zone(tmp_path, "intel-rapl:0:0", 7_000_000)
    zone(tmp_path, "intel-rapl:1", 6_000_000)
    assert meter.joules() == pytest.approx(3.5)
    assert meter.joules() == pytest.approx(3.5)


def test_a_counter_that_has_gone_round(tmp_path):
    zone(tmp_path, "intel-rapl:0", 999_000_000)
    meter = Meter(tmp_path)
    zone(tmp_path, "intel-rapl:0", 1_000_000)
    assert meter.joules() == pytest.approx(2.0)


def test_a_machine_that_does_not_count(tmp_path):
    assert not Meter(tmp_path).known and Meter(tmp_path).joules() == 0
