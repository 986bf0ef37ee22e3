"""Reads the catalog's TOML: inheritance, patch overlays, and errors that name the mend.

``data/<patch>/`` holds TOML files; each top-level table is a kind of ``schema.KINDS`` and holds things
by name. A thing may say ``inherits = "Other"`` (of its kind; a list of them too) and state only what
differs; ``abstract = true`` keeps a thing that is only inherited from out of the catalog. A patch whose
``patch.toml`` says ``base = "4.10"`` is an overlay: its tables are merged into those of the base,
``removed = true`` takes a thing away. Lists are replaced whole, or lengthened by ``"+list" = [...]``.
"""

from __future__ import annotations

import dataclasses
import difflib
import functools
import pathlib
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starleague.catalog import schema
from starleague.catalog.measures import Measure
from starleague.catalog.names import Names

DATA = pathlib.Path(__file__).parent / "data"
DEFAULT_PATCH = "4.10"


class CatalogError(ValueError):
    """Something wrong in the catalog's files; the message names file, table, field and mend."""


@dataclass(frozen=True)
class Catalog:
    """The parsed catalog: things by kind and name, and the file that each comes from."""

    patch: str
    kinds: Mapping[str, Mapping[str, Any]]
    files: Mapping[tuple[str, str], str]

    @property
    def units(self) -> Mapping[str, schema.Unit]:
        return self.kinds["unit"]

    @property
    def weapons(self) -> Mapping[str, schema.Weapon]:
        return self.kinds["weapon"]

    @property
    def abilities(self) -> Mapping[str, schema.Ability]:
        return self.kinds["ability"]

    @property
    def effects(self) -> Mapping[str, schema.Effect]:
        return self.kinds["effect"]

    @property
    def behaviors(self) -> Mapping[str, schema.Behavior]:
        return self.kinds["behavior"]

    @property
    def validators(self) -> Mapping[str, schema.Validator]:
        return self.kinds["validator"]

    @property
    def upgrades(self) -> Mapping[str, schema.Upgrade]:
        return self.kinds["upgrade"]

    @property
    def footprints(self) -> Mapping[str, schema.Footprint]:
        return self.kinds["footprint"]

    @property
    def races(self) -> Mapping[str, schema.RaceRules]:
        return self.kinds["race"]

    @property
    def game(self) -> schema.Game:
        return next(iter(self.kinds["game"].values()))

    @functools.cached_property
    def absent(self) -> frozenset[str]:
        """Units and upgrades of the game that this catalog does not hold."""
        return frozenset(name for names in self.kinds["absent"].values() for name in names.units + names.upgrades)

    @functools.cached_property
    def names(self) -> Names:
        """The dense indices of the compiled rules."""
        return Names.of(self)


@functools.lru_cache(maxsize=8)
def load(patch: str = DEFAULT_PATCH, folder: pathlib.Path = DATA) -> Catalog:
    """The catalog of a patch."""
    raw = read_raw(patch, folder)
    kinds: dict[str, dict[str, Any]] = {kind: {} for kind in schema.KINDS}
    files: dict[tuple[str, str], str] = {}
    for (kind, name), (table, file) in raw.items():
        whole = resolved(raw, kind, name, ())
        if table.get("abstract"):
            continue
        kinds[kind][name] = parse(schema.KINDS[kind], kind, name, whole, f"{file}: [{kind}.{name}]")
        files[kind, name] = file
    return Catalog(patch, {kind: types.MappingProxyType(things) for kind, things in kinds.items()}, files)


Raw = dict[tuple[str, str], tuple[dict[str, Any], str]]


def patches(folder: pathlib.Path = DATA) -> list[str]:
    """The patches that there are, the default one first."""
    known = (path.name for path in folder.iterdir() if path.is_dir())
    return sorted(known, key=lambda patch: (patch != DEFAULT_PATCH, patch))


def read_raw(patch: str, folder: pathlib.Path = DATA) -> Raw:
    """Tables of a patch by kind and name, with their file: a base patch's first, the overlay merged in."""
    here = folder / patch
    if not here.is_dir():
        known = ", ".join(patches(folder))
        raise CatalogError(f"no patch {patch!r} in {folder}; there are {known}")
    base = here / "patch.toml"
    raw: Raw = read_raw(_toml(base)["base"], folder) if base.is_file() else {}
    own: Raw = {}
    for path in sorted(here.rglob("*.toml")):
        if path.name != "patch.toml":
            _add_file(own, path, str(path.relative_to(folder)))
    for key, (table, file) in own.items():
        if table.get("removed"):
            raw.pop(key, None)
        elif key in raw:
            raw[key] = (merged(raw[key][0], table), file)
        else:
            raw[key] = (table, file)
    return raw


def _add_file(raw: Raw, path: pathlib.Path, file: str) -> None:
    for kind, things in _toml(path).items():
        if kind not in schema.KINDS:
            raise CatalogError(f"{file}: [{kind}] is no kind of thing{nearest_word(kind, schema.KINDS)}")
        for name, table in things.items():
            if (kind, name) in raw:
                raise CatalogError(f"{file}: [{kind}.{name}] stands in {raw[kind, name][1]} too; remove one")
            if not isinstance(table, dict):
                raise CatalogError(f"{file}: [{kind}] {name} must be a table; write [{kind}.<name>] above it")
            raw[kind, name] = (table, file)


def _toml(path: pathlib.Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CatalogError(f"{path}: {error}") from None


def merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Tables merged key by key; ``"+list"`` lengthens a list, ``removed`` drops a table, whatever else is replaced."""
    result = dict(below)
    for key, value in above.items():
        if key.startswith("+"):
            longer = key[1:] if key[1:] in result else key  # what inherits its list lengthens it when that is known
            result[longer] = [*result.get(longer, []), *value]
        elif isinstance(value, dict) and value.get("removed"):
            result.pop(key, None)
        elif isinstance(value, dict) and isinstance(result.get(key), dict):
            result[key] = merged(result[key], value)
        else:
            result[key] = value
    return result


def resolved(raw: Raw, kind: str, name: str, chain: tuple[str, ...]) -> dict[str, Any]:
    """A thing's table with all that it inherits."""
    table, file = raw[kind, name]
    parents = table.get("inherits", [])
    result: dict[str, Any] = {}
    for parent in [parents] if isinstance(parents, str) else parents:
        if (kind, parent) not in raw:
            there = [other for k, other in raw if k == kind]
            near = nearest_word(parent, there)
            raise CatalogError(f"{file}: [{kind}.{name}] inherits {parent!r}, which is not there{near}")
        if parent in chain or parent == name:
            raise CatalogError(f"{file}: [{kind}.{name}] inherits itself through {parent!r}; break the circle")
        result = merged(result, resolved(raw, kind, parent, (*chain, name)))
    result = merged(result, table)
    for word in ("inherits", "abstract", "removed"):
        result.pop(word, None)
    return result if chain else {key.removeprefix("+"): value for key, value in result.items()}


def parse(into: type, kind: str, name: str, table: dict[str, Any], where: str) -> Any:
    """A dataclass from a table; an unknown or ill-typed field is an error."""
    fields = _fields_of(into)
    values: dict[str, Any] = {"name": name} if "name" in fields else {}
    for key, value in table.items():
        field = "kind" if key == "class" else key
        if field not in fields or field == "name":
            raise CatalogError(f"{where} has no field {key!r}{nearest_word(key, fields)}")
        measure: Measure = fields[field].metadata["measure"]
        nested = schema.NESTED.get((kind, field))
        if nested:
            values[field] = _parse_nested(nested, kind, field, value, where)
        else:
            values[field] = _checked(measure, value, f"{where} {key}")
    return into(**values)


@functools.cache
def _fields_of(into: type) -> dict[str, dataclasses.Field[Any]]:
    return {field.name: field for field in dataclasses.fields(into)}


def _parse_nested(into: type, kind: str, field: str, value: Any, where: str) -> tuple[Any, ...]:
    if isinstance(value, dict):
        return tuple(parse(into, f"{kind}.{field}", n, t, f"{where} {field}.{n}") for n, t in value.items())
    if not isinstance(value, list):
        raise CatalogError(f"{where} {field} must be a table or a list of tables")
    return tuple(parse(into, f"{kind}.{field}", "", t, f"{where} {field}[{i}]") for i, t in enumerate(value))


_TYPES: dict[str, tuple[type, ...]] = {
    "number": (int, float), "text": (str,), "name": (str,), "truth": (bool,), "table": (dict,),
    "names": (list,), "numbers": (list,), "tables": (list,),
}
_ITEMS: dict[str, tuple[type, ...]] = {"names": (str,), "numbers": (int, float), "tables": (dict,)}


def _checked(measure: Measure, value: Any, where: str) -> Any:
    right = isinstance(value, _TYPES[measure.shape]) and (measure.shape == "truth" or not isinstance(value, bool))
    if right and measure.shape in _ITEMS:
        right = all(isinstance(item, _ITEMS[measure.shape]) for item in value)
    if not right:
        raise CatalogError(f"{where} is {value!r}; it must be {measure.shape} ({measure.unit}: {measure.meaning})")
    if measure.enum is not None:
        for item in value if measure.shape == "names" else [value]:
            enum_member(measure.enum, item, where)
    return tuple(value) if isinstance(value, list) else value


def enum_member(enum: typing.Any, word: str, where: str) -> int:
    """The vocabulary member that a word of the data means: ``LaunchMissile`` is LAUNCH_MISSILE."""
    members = _words_of(enum)
    if word not in members:
        raise CatalogError(f"{where}: {enum.__name__} has no {word!r}{nearest_word(word, members)}")
    return members[word]


@functools.lru_cache(maxsize=64)
def _words_of(enum: typing.Any) -> dict[str, int]:
    words = {"".join(part.capitalize() for part in member.name.split("_")): int(member) for member in enum}
    words.update({member.name: int(member) for member in enum if len(member.name) == 2})
    return {"None": 0, **words}


def nearest_word(word: str, among: typing.Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(among), n=1, cutoff=0.5)
    return f"; did you mean {near[0]!r}?" if near else ""
