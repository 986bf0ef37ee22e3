"""Runs one of PySC2's own test files. PySC2 4.0.0 calls ``random.shuffle(x, random)``, which Python 3.11 dropped."""

from __future__ import annotations

import importlib
import random
import sys


def shuffle(items: list, draw=None) -> None:
    """``random.shuffle`` as it was: ``draw`` gives the random numbers."""
    for k in reversed(range(1, len(items))):
        other = int((draw or random.random)() * (k + 1))
        items[k], items[other] = items[other], items[k]


if __name__ == "__main__":
    random.shuffle = shuffle
    name = sys.argv.pop(1)
    importlib.import_module(name)
    from absl.testing import absltest

    absltest.main(module=name)
