"""Finds what is plugged into the five sockets, once: every folder below countries/, specifications/, formats/,
channels/ and processors/ that exports the socket's value."""

import functools
import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

from faktura.sockets import Channel, Country, Format, Processor, Specification


def _exports(room: str, name: str) -> Iterator[Any]:
    package = importlib.import_module(f"faktura.{room}")
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda module: module.name):
        if found.ispkg:
            module = importlib.import_module(f"faktura.{room}.{found.name}")
            if hasattr(module, name):
                yield getattr(module, name)


@functools.cache
def countries() -> dict[str, Country]:
    """ISO 3166-1 alpha-2 code -> country."""
    return {country.code: country for country in _exports("countries", "COUNTRY")}


@functools.cache
def editions() -> dict[str, tuple[Specification, ...]]:
    """Our name -> all versions of the specification, the oldest first."""
    found: dict[str, list[Specification]] = {}
    for many in _exports("specifications", "SPECIFICATIONS"):
        for spec in many:
            found.setdefault(spec.name, []).append(spec)
    return {name: tuple(sorted(versions, key=lambda spec: spec.since)) for name, versions in found.items()}


@functools.cache
def specifications() -> dict[str, Specification]:
    """Our name -> specification; where a folder exports several versions of one name, the latest."""
    return {name: versions[-1] for name, versions in editions().items()}


@functools.cache
def formats() -> dict[str, Format]:
    """Name -> format."""
    return {each.name: each for each in _exports("formats", "FORMAT")}


@functools.cache
def channels() -> dict[str, Channel]:
    """Name -> channel."""
    return {each.name: each for each in _exports("channels", "CHANNEL")}


@functools.cache
def processors() -> dict[str, Processor]:
    """Name -> processor."""
    return {each.name: each for each in _exports("processors", "PROCESSOR")}
