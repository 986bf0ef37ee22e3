"""What StarCraft II is: units, weapons, abilities, effects and upgrades as data, compiled to read-only rules.

``load()`` gives the parsed catalog, ``compile()`` the record that the engine reads.
"""

from starleague.catalog.compile import compile
from starleague.catalog.loader import Catalog, CatalogError, load, patches
from starleague.catalog.names import Names

__all__ = ["Catalog", "CatalogError", "Names", "compile", "load", "patches"]
