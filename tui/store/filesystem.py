"""Whether a file lies on another machine: WAL needs memory shared by all who have it open."""

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
NETWORK = ("nfs", "cifs", "smb", "sshfs", "9p", "afs", "ceph", "glusterfs", "ncpfs", "davfs")
_ESCAPED = re.compile(r"\\([0-7]{3})")
"""How a blank, a tab, a line end and a backslash are written there (fstab(5))."""


def is_network(path: Path, mounts: Path = MOUNTS) -> bool:
    """Whether `path` is on a network file system, where that can be told (Linux)."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").split("\n")
    except OSError:
        return False
    place = path.resolve()
    kind, depth = "", -1
    for fields in (line.split(" ") for line in lines):
        if len(fields) < 3:
            continue
        mount = Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), fields[1]))
        if place.is_relative_to(mount) and len(mount.parts) >= depth:
            kind, depth = fields[2], len(mount.parts)
    return kind.removeprefix("fuse.").startswith(NETWORK)
