"""What machine the figures are of, and how results are printed."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path


def machine() -> str:
    """Processor and cores in words."""
    info = Path("/proc/cpuinfo")
    name = platform.processor() or platform.machine()
    if info.exists():
        lines = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        name = lines[0].partition(":")[2].strip() if lines else name
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def last_line(result: object) -> None:
    """Print a result as one JSON object on a line of its own."""
    print(json.dumps(result))
