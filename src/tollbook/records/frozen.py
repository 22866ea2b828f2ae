"""A mapping that does not change: hashable, comparable, fit to travel between processes."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, Mapping
from typing import Any, TypeVar

V = TypeVar("V", covariant=True)


class FrozenMapping(Mapping[str, V]):
    """Names to values, in the order of the names.

    >>> FrozenMapping({"b": 1, "a": 2}) == FrozenMapping({"a": 2, "b": 1})
    True
    """

    __slots__ = ("_entries",)

    def __init__(self, entries: Mapping[str, V] | None = None) -> None:
        self._entries: dict[str, V] = dict(sorted((entries or {}).items()))

    def __getitem__(self, name: str) -> V:
        return self._entries[name]

    # Asked so often that the inherited ways, by an error or by a copy, are too slow.

    def get(self, name: str, default: Any = None) -> Any:
        """One value, or the default."""
        return self._entries.get(name, default)

    def items(self) -> ItemsView[str, V]:
        """All names with their values."""
        return self._entries.items()

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __eq__(self, other: object) -> bool:
        return self._entries == (other._entries if isinstance(other, FrozenMapping) else other)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __hash__(self) -> int:
        return hash(tuple(self._entries.items()))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._entries!r})"

    def __reduce__(self) -> tuple[type, tuple[dict[str, V]]]:
        return type(self), (self._entries,)
