"""Energy that this machine uses and the CO₂ that comes of it, by codecarbon.

Processors and GPUs that count are read, others estimated by what they are and how busy. What a kilowatt-hour emits is
the world's average, or a country's: ``CODECARBON_COUNTRY_ISO_CODE=FRA``. Nothing is asked of or told to the network.
"""

from __future__ import annotations

import logging

STAGE = "stage"


class Meter:
    """From when it is made until it is read."""

    def __init__(self) -> None:
        from codecarbon import OfflineEmissionsTracker

        logging.getLogger("codecarbon").setLevel(logging.CRITICAL)
        self._tracker = OfflineEmissionsTracker(output_methods=[], allow_multiple_runs=True, log_level="critical")
        self._tracker.start_task(STAGE)

    def read(self) -> dict[str, float]:
        """``kwh`` of the whole machine, whatever else ran on it, and ``kg`` of CO₂; it counts no more."""
        data = self._tracker.stop_task(STAGE)
        return {"kwh": data.energy_consumed, "kg": data.emissions}
