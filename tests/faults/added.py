"""Adds each file by the installed command, each to a database of its own, and tells what it took.

``python -m tests.faults.added FOLDER FILES…``: a line of JSON for each. This process stays small,
since what the kernel says a process had of memory at most, begins with what it was forked from.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile


def main(folder: str, files: list[str]) -> None:
    """Add the files one after another."""
    command = str(Path(sys.executable).with_name("claimdesk"))
    for file in files:
        with TemporaryFile() as out, TemporaryFile() as err:
            database = str(Path(folder, f"{Path(file).name}.db"))
            words = [command, "add", file, "--db", database]
            adding = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
            _, status, used = os.wait4(adding.pid, 0)  # of it and of all that read for it
            adding.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            told = {
                "file": Path(file).name,
                "code": adding.returncode,
                "out": out.read().decode(),
                "err": err.read().decode(),
                "largest": used.ru_maxrss * 1024,
                "spent": round(used.ru_utime + used.ru_stime, 1),
            }
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
