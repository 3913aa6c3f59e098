"""The catalogue: all items of a folder, compiled and checked, each with the hash its decisions carry."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import ValidationError

from contract.item import Item
from contract.plain_yaml import Source
from county.rules.compile import CatalogueError, Trouble, compile_item
from county.rules.compiled_item import CompiledItem

__all__ = ["Catalogue", "CatalogueError", "Trouble", "read_item"]


@dataclass(frozen=True)
class Catalogue:
    """All items by id, in order of their ids."""

    items: dict[str, Item]
    _compiled: dict[str, CompiledItem]
    _hashes: dict[str, str]

    @classmethod
    def load(cls, folder: Path) -> "Catalogue":
        """Read, check and compile every item of a folder; raises CatalogueError with file and line of each trouble."""
        troubles: list[Trouble] = []
        read: dict[str, tuple[Item, Source]] = {}
        for path in sorted(folder.glob("*.yaml")):
            try:
                item, source = read_item(path)
            except CatalogueError as error:
                troubles += error.troubles
                continue
            if item.id in read:
                troubles.append(Trouble(path, source.line(("id",)), f"{item.id} is in {read[item.id][1].path} already"))
            read[item.id] = (item, source)
        compiled = _compile(read, troubles)
        if troubles:
            raise CatalogueError(sorted(troubles))
        hashes = {name: hashlib.sha256(source.text.encode()).hexdigest() for name, (_, source) in read.items()}
        return cls({name: item for name, (item, _) in sorted(read.items())}, compiled, hashes)

    def compiled(self, item_id: str) -> CompiledItem:
        """Return a compiled item; raises KeyError when there is none."""
        return self._compiled[item_id]

    def hash_of(self, item_id: str) -> str:
        """Return the SHA-256 of the item's file."""
        return self._hashes[item_id]

    @property
    def parameters_hash(self) -> str:
        """The SHA-256 of all dated parameters of all items."""
        parameters = {
            name: {key: [entry.model_dump(mode="json") for entry in dated] for key, dated in item.parameters.items()}
            for name, item in self.items.items()
        }
        return hashlib.sha256(json.dumps(parameters, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_item(path: Path) -> tuple[Item, Source]:
    """Read one item file against the schema; raises CatalogueError with file and line."""
    try:
        source = Source(path)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CatalogueError([Trouble(path, line, f"not YAML: {error.problem}")]) from error
    try:
        return Item.model_validate(source.value, strict=False), source
    except ValidationError as error:
        troubles = [_of_schema(path, source, found["loc"], found["msg"]) for found in error.errors()]
        raise CatalogueError(troubles) from error


def _of_schema(path: Path, source: Source, place: tuple[str | int, ...], message: str) -> Trouble:
    return Trouble(path, source.line(place), f"{'.'.join(map(str, place))}: {message}")


def _compile(read: dict[str, tuple[Item, Source]], troubles: list[Trouble]) -> dict[str, CompiledItem]:
    compiled = {}
    for name, (item, source) in sorted(read.items()):
        try:
            compiled[name] = CompiledItem(item, compile_item(item, source), read.__contains__)
        except CatalogueError as error:
            troubles += error.troubles
    return compiled
