"""The energy meter."""

import time

import pytest

from starleague.run.energy import Meter


def test_a_busy_second_takes_energy_and_a_country_its_share_of_carbon(monkeypatch):
    used = {}
    for country in ("", "POL", "NOR"):
        if country:
            monkeypatch.setenv("CODECARBON_COUNTRY_ISO_CODE", country)
        meter, end = Meter(), time.monotonic() + 1
        while time.monotonic() < end:
            pass
        used[country] = meter.read()
    assert all(1e-7 < one["kwh"] < 1e-3 for one in used.values())  # 0.4 W to 3.6 kW
    intensity = {country: one["kg"] / one["kwh"] for country, one in used.items()}
    assert intensity["NOR"] < 0.1 < intensity[""] < intensity["POL"]
    assert intensity[""] == pytest.approx(0.475, abs=0.05)  # the world's
