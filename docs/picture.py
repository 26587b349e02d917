"""Draw the README's picture, docs/desk.svg, from the desk itself: ``make picture``."""

import asyncio
import os
import re
import shutil
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SIZE = (124, 40)
HOPS = 6


async def draw(folder: Path) -> str:
    """The desk as it opens on a copy of the example, its two articles compared, as SVG."""
    os.environ["XDG_STATE_HOME"] = str(folder)
    os.environ["COLORTERM"] = "truecolor"
    from tui.app.app import Desk
    from tui.store.opening import open_store

    database = folder / "annotations.db"
    shutil.copy(ROOT / "annotations.db", database)
    with open_store(database, annotator="reader", device="picture") as store:
        desk = Desk(store)
        async with desk.run_test(size=SIZE) as pilot:
            for _ in range(HOPS):  # each step of comparing and drawing may begin another
                await desk.workers.wait_for_complete()
                await pilot.pause()
            picture = desk.export_screenshot(title="claimdesk")
    # No fonts from elsewhere: the picture must be the same without a network.
    return re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        drawn = asyncio.run(draw(Path(folder)))
    (ROOT / "docs" / "desk.svg").write_text(drawn, encoding="utf-8")
