"""YAML as officials write it: dates and words like `no` stay text, no key twice, every place has a line."""

import re
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import yaml

_BOOL = "tag:yaml.org,2002:bool"
_LEFT_AS_TEXT = (_BOOL, "tag:yaml.org,2002:timestamp")


class PlainLoader(yaml.CSafeLoader):
    """SafeLoader for which 2026-06-01 and `no` are strings and a key given twice is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands here twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


PlainLoader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] not in _LEFT_AS_TEXT]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), list("tf"))


class Source:
    """A YAML file: its text, what it holds, and the line (from 1) of any place in it."""

    def __init__(self, path: Path) -> None:
        """Read a file; raises OSError or yaml.YAMLError with the place in the file."""
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        loader = PlainLoader(self.text)
        try:
            self._root = loader.get_single_node()
            self.value: Any = loader.construct_document(self._root) if self._root is not None else None
        finally:
            loader.dispose()

    def line(self, place: Sequence[str | int]) -> int:
        """Return the line of a place such as ("rules", 0, "when"), or of the closest part around it that exists."""
        node, line = self._root, 1
        for step in place:
            found = _child(node, step)
            if found is None:
                break
            node, line = found, found.start_mark.line + 1
        return line


def _child(node: Any, step: str | int) -> Any:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step]
    return None
