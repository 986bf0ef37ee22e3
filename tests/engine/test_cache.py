"""Compiled code is kept with the package that it belongs to, by what the sources say."""

import numba
import pytest

from starleague.engine import cache, fixed
from starleague.engine.linking import Whole

pytestmark = pytest.mark.skipif(bool(numba.config.DISABLE_JIT), reason="nothing is compiled")


def test_code_is_kept_with_its_own_package_whoever_asks_for_it_first():
    whole = Whole(fixed.mix.py_func, fixed.mix.options)
    assert whole._cache.cache_path == str(cache.cache_folder("engine"))


def test_packages_have_folders_of_their_own():
    folders = {package: cache.cache_folder(package) for package in ("engine", "game", "bots", "env", "sc2api")}
    assert len(set(folders.values())) == len(folders)
    assert all(folder.name.startswith(f"{package}-") for package, folder in folders.items())
