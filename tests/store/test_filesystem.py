"""Which files lie on another machine, and how a database there is worked with."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.conftest import add_file
from tests.store.test_annotations import mark
from tui.errors import DataError
from tui.store import annotations, filesystem, opening
from tui.store.opening import open_store

MOUNTS = r"""sysfs /sys sysfs rw 0 0
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/nfs nfs4 rw,vers=4.2 0 0
//server/share /mnt/the\040news\134desk cifs rw 0 0
/dev/sdb1 /mnt/nfs/local ext4 rw 0 0
server:/home /home autofs rw 0 0
someone@host: /mnt/ssh fuse.sshfs rw 0 0
C:\134 /mnt/c 9p rw 0 0
/dev/sdc1 /mnt/nfs-like ext4 rw 0 0
short
"""


@pytest.fixture
def mounts(tmp_path: Path) -> Path:
    file = tmp_path / "mounts"
    file.write_text(MOUNTS, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("place", "network"),
    [
        ("/srv/annotations.db", False),
        ("/mnt/nfs/annotations.db", True),
        ("/mnt/nfs/deep/er/annotations.db", True),
        ("/mnt/nfs/local/annotations.db", False),
        ("/mnt/nfs-like/annotations.db", False),
        ("/mnt/the news\\desk/annotations.db", True),
        ("/mnt/the/annotations.db", False),
        ("/home/ana/annotations.db", False),
        ("/mnt/ssh/annotations.db", True),
        ("/mnt/c/annotations.db", True),
    ],
)
def test_the_nearest_mount_says_where_a_file_is(mounts, place, network):
    assert filesystem.is_network(Path(place), mounts) is network


def test_a_link_is_where_it_leads(mounts, tmp_path):
    link = tmp_path / "link"
    link.symlink_to("/mnt/nfs")
    assert filesystem.is_network(link / "annotations.db", mounts)


def test_where_it_cannot_be_told_a_file_is_taken_to_be_here(tmp_path):
    assert not filesystem.is_network(Path("/mnt/nfs/a.db"), tmp_path / "none")


class TestADatabaseThere:
    """Without WAL, one window at a time, and as safe."""

    @pytest.fixture(autouse=True)
    def afar(self, monkeypatch):
        monkeypatch.setattr(opening, "is_network", lambda path: True)

    def test_is_written_in_the_plain_journal_and_rests_as_one_file(self, path, mali):
        with open_store(path, annotator="ana", device="a") as store:
            article = add_file(store, mali)
            mark(store, article, "84")
            assert store.value("PRAGMA journal_mode") == "delete"
            assert not path.with_name(f"{path.name}-wal").exists()
        with open_store(path, annotator="ana", device="a") as store:
            assert len(annotations.of_article(store, article)) == 1
        assert [file.name for file in path.parent.glob(f"{path.name}*")] == [path.name]

    def test_a_second_window_is_told_that_it_is_locked(self, path, mali):
        with open_store(path, annotator="ana", device="a") as store:
            article = add_file(store, mali)
            with (
                pytest.raises(DataError, match="locked by another process"),
                closing(open_store(path, annotator="ben", device="b", timeout=0)),
            ):
                pass
            mark(store, article, "84")
        with open_store(path, annotator="ben", device="b") as ben:
            assert len(annotations.of_article(ben, article)) == 1

    def test_one_left_in_wal_by_a_machine_that_has_it_locally_is_read(self, path, mali):
        with open_store(path, annotator="ana", device="a") as store:
            article = add_file(store, mali)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("PRAGMA journal_mode = WAL")
        with open_store(path, annotator="ana", device="a") as store:
            mark(store, article, "84")
            assert len(annotations.of_article(store, article)) == 1
