"""YAML into frozen dataclasses, with errors that name the wrong key and the nearest right one."""

from __future__ import annotations

import dataclasses
import difflib
import types
import typing
from pathlib import Path
from typing import Any, TypeVar

import yaml

Record = TypeVar("Record")


class ConfigError(ValueError):
    """The file says something that cannot be meant; the message says where."""


def read_mapping(path: Path) -> dict[str, Any]:
    """The mapping at the top of a YAML file."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ConfigError(f"{path.name}: not valid YAML: {error}") from None
    if not isinstance(content, dict):
        raise ConfigError(f"{path.name}: must hold keys and values")
    return content


def read_record(kind: type[Record], mapping: Any, where: str) -> Record:
    """A ``kind`` filled from ``mapping``; ``where`` is the place for error messages, such as ``file: section``."""
    if not isinstance(mapping, dict):
        raise ConfigError(f"{where}: must hold keys and values, not {mapping!r}")
    hints = typing.get_type_hints(kind)
    names = [each.name for each in dataclasses.fields(kind)]  # type: ignore[arg-type]
    for key in mapping:
        if key not in names:
            raise ConfigError(f"{where}: there is no key {key!r}{nearest(str(key), names)}")
    values = {key: read_value(hints[key], value, f"{where}: {key}") for key, value in mapping.items()}
    missing = [
        each.name
        for each in dataclasses.fields(kind)  # type: ignore[arg-type]
        if each.name not in values
        and each.default is dataclasses.MISSING
        and each.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise ConfigError(f"{where}: {', '.join(missing)} must be given")
    try:
        return kind(**values)
    except ConfigError as error:
        raise ConfigError(f"{where}: {error}") from None


def nearest(key: str, names: list[str]) -> str:
    close = difflib.get_close_matches(key, names, n=1, cutoff=0.5)
    return f"; did you mean {close[0]!r}?" if close else f" (keys: {', '.join(names)})"


def read_value(kind: Any, value: Any, where: str) -> Any:
    """``value`` as ``kind``: a record, a tuple of one kind, an optional, a number, a text."""
    if dataclasses.is_dataclass(kind):
        return read_record(kind, value, where)  # type: ignore[arg-type]
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        if not isinstance(value, list | tuple):
            raise ConfigError(f"{where}: must be a list, not {value!r}")
        return tuple(read_value(arguments[0], each, f"{where}[{index}]") for index, each in enumerate(value))
    if origin in (types.UnionType, typing.Union):
        return None if value is None else read_value(arguments[0], value, where)
    if kind is str:
        if not isinstance(value, str):
            raise ConfigError(f"{where}: must be a text, not {value!r}")
        return value
    return read_number(kind, value, where)


def read_number(kind: Any, value: Any, where: str) -> int | float:
    """YAML 1.1 reads ``2e9`` as a text; people mean the number."""
    try:
        number = float(value) if not isinstance(value, bool) else None
    except (TypeError, ValueError):
        number = None
    if number is None or number != number:
        raise ConfigError(f"{where}: must be a number, not {value!r}")
    if kind is int:
        if number != int(number):
            raise ConfigError(f"{where}: must be a whole number, not {value!r}")
        return int(number)
    return number
