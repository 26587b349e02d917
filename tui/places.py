"""Where things are kept that belong to a person and not to a database, and who that person is."""

import os
from pathlib import Path

import platformdirs


def state_folder() -> Path:
    """The folder for what the desk remembers of its own (XDG_STATE_HOME on Linux)."""
    return platformdirs.user_state_path("claimdesk", appauthor=False)


def view_file(database: Path) -> Path:
    """The file that remembers the panes and cursors of one database."""
    from hashlib import sha256

    name = sha256(str(database.resolve()).encode()).hexdigest()[:16]
    return state_folder() / "views" / f"{name}.json"


def columns_file() -> Path:
    """The file that remembers which columns of a person's tables hold what."""
    return state_folder() / "columns.json"


def keymap_file_is_named() -> bool:
    """Whether CLAIMDESK_KEYMAP names the file with a person's own keys."""
    return bool(os.environ.get("CLAIMDESK_KEYMAP", "").strip())


def keymap_file() -> Path:
    """The file with a person's own keys: CLAIMDESK_KEYMAP, else one in their config folder."""
    if keymap_file_is_named():
        return Path(os.environ["CLAIMDESK_KEYMAP"].strip())
    return platformdirs.user_config_path("claimdesk", appauthor=False) / "keymap.toml"


def annotator() -> str:
    """Who is at work: CLAIMDESK_ANNOTATOR, else the login name."""
    named = os.environ.get("CLAIMDESK_ANNOTATOR", "").strip()
    if named:
        return named
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reader"


def device() -> str:
    """A name for this machine in the log, made once and kept in the state folder."""
    file = state_folder() / "device"
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        pass
    import secrets

    name = secrets.token_hex(8)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="ascii")
    except OSError:
        return "unnamed"
    return name
