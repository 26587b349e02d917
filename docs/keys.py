"""Writes docs/keys.md from the table of keys: python docs/keys.py"""

from pathlib import Path

from tui.app.action import SHOWN
from tui.app.keymap import base_keys
from tui.app.sheet_keys import every_action

FILE = Path(__file__).with_name("keys.md")

HEAD = """# Keys

Made from the tables in `tui/app/keys.py` and `tui/app/sheet_keys.py` by `python docs/keys.py`; a
test holds them together.
`claimdesk keys` prints the keys in force. An action without a key is in the palette.

Your own keys go into `keymap.toml` in your config folder (`~/.config/claimdesk` on Linux;
`CLAIMDESK_KEYMAP` names another file). `claimdesk keys --check` says what is wrong in it.

```toml
base = "plain"                   # the keymap to begin with: "vim" (without this line) or "plain"

[keys]
next_sentence = ["j", "n"]       # the action's name, and its keys
next_match = ["f3"]
suspend = []                     # no key

[history]                        # inside a sheet: below it is history.undo_this
undo_this = "x"
```

Inside a sheet its own keys come first, then those of lists and of every sheet; the same key in two
sheets is no clash. `?` in a sheet lists its keys, and `ctrl+p` finds its actions by typing.

A key is the character it types (`j`, `J`, `{`), or a name: `up down left right home end pageup
pagedown insert delete tab enter escape space backspace f1` … `f24`, with `ctrl+`, `shift+` or
`alt+` before it (`ctrl+d`, `shift+left`). No program can tell apart what a terminal sends as
another key: `ctrl+i` is `tab`, `ctrl+m` is `enter`, `ctrl+h` is `backspace`.
"""


def markdown() -> str:
    """The whole page."""
    vim, plain = base_keys("vim"), base_keys("plain")
    lines, group = [HEAD], ""
    for action in every_action():
        if action.group != group:
            group = action.group
            lines.append(
                f"\n## {group}\n\n| action | vim | plain | what it does |\n|---|---|---|---|\n"
            )
        both = " | ".join(_shown(keys[action.name]) for keys in (vim, plain))
        lines.append(f"| `{action.name}` | {both} | {action.help} |\n")
    return "".join(lines)


def _shown(keys: tuple[str, ...]) -> str:
    return " ".join(f"`{SHOWN.get(key, key)}`" for key in keys)


if __name__ == "__main__":
    FILE.write_text(markdown(), encoding="utf-8")
