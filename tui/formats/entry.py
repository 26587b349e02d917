"""What every format writes from and reads into: one article with all that was made on it."""

from tui.store.entry import Earlier, Entry

__all__ = ["Earlier", "Entry"]
