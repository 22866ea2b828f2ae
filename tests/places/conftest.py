import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tollbook.places import Gazetteer
from tollbook.places.catalogue import Entry
from tollbook.places.index import CACHE, Index

FEW = (
    Entry(("Syria",), 3, ("Syria", "سوريا")),
    Entry(("Homs", "Syria"), 2, ("Homs", "Hims")),
    Entry(("Homs city", "Homs", "Syria"), 1, ("Homs", "Homs city")),
)


@pytest.fixture(scope="session")
def folder_of_the_whole_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("places")


@pytest.fixture
def world(folder_of_the_whole_index: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gazetteer]:
    """The built-in gazetteer, from a cache that the first test to need it has built."""
    monkeypatch.setenv(CACHE, str(folder_of_the_whole_index))
    index = Index()
    yield Gazetteer(index)
    index.close()


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache, and an index of three places, so that building it takes no time."""
    monkeypatch.setattr("tollbook.places.index.entries", lambda: iter(FEW))
    monkeypatch.setenv(CACHE, str(tmp_path))
    return tmp_path


@pytest.fixture
def open_index() -> Iterator[Callable[[], Index]]:
    """Opens indexes, and closes them after the test."""
    with contextlib.ExitStack() as stack:

        def opened() -> Index:
            index = Index()
            stack.callback(index.close)
            return index

        yield opened
