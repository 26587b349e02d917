"""Whether a file lies on another machine: WAL needs memory shared by all who have it open."""

from pathlib import Path

MOUNTS = Path("/proc/self/mounts")
NETWORK = ("nfs", "cifs", "smb", "fuse.sshfs", "9p", "afs", "ceph", "glusterfs", "ncpfs")


def is_network(path: Path, mounts: Path = MOUNTS) -> bool:
    """Whether `path` is on a network file system, where that can be told (Linux)."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    place = path.absolute()
    kind, depth = "", -1
    for fields in (line.split(" ") for line in lines):
        if len(fields) < 3:
            continue
        mount = Path(fields[1].replace("\\040", " "))
        if place.is_relative_to(mount) and len(mount.parts) >= depth:
            kind, depth = fields[2], len(mount.parts)
    return kind.startswith(NETWORK)
