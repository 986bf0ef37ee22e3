"""Energy used, where the machine counts it: Linux's RAPL counters of its processors."""

from __future__ import annotations

from pathlib import Path

POWERCAP = Path("/sys/class/powercap")  # intel-rapl:N is a processor package, AMD's too; intel-rapl:N:M a part of one


class Meter:
    """Reads counters that go round at their range, so it must be asked more often than that: minutes at full load."""

    def __init__(self, folder: Path = POWERCAP) -> None:
        self._zones = [zone for zone in sorted(folder.glob("intel-rapl:*")) if zone.name.count(":") == 1]
        self._last = {zone: found for zone in self._zones if (found := _read(zone, "energy_uj")) is not None}
        self._joules = 0.0

    @property
    def known(self) -> bool:
        """Whether there is a counter that may be read (often only by root)."""
        return bool(self._last)

    def joules(self) -> float:
        """Since the meter was made."""
        for zone, before in self._last.items():
            now = _read(zone, "energy_uj")
            if now is not None:
                around = _read(zone, "max_energy_range_uj") or 0
                self._joules += (now - before + (around if now < before else 0)) / 1e6
                self._last[zone] = now
        return self._joules


def _read(zone: Path, name: str) -> int | None:
    try:
        return int((zone / name).read_text())
    except (OSError, ValueError):
        return None
