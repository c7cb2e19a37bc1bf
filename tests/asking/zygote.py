"""Runs a sync in a child process, again and again, so that a test can kill it without waiting for imports.

Reads a line of JSON for each run: ``{"root": …, "kill": seconds or null}``; answers with one:
``{"killed": whether it was, "code": …}``. Started by `test_pay_once`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time

import translator.asking.desk
import translator.commands.machine
import translator.engines.deepl  # noqa: F401 (so that no child has to)
from translator import api


def run(root: str) -> None:
    """Be the child."""
    result = api.sync(root)
    os._exit(3 if result.failed else 0)


def main() -> None:
    """Serve until the input ends."""
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if not child:
            run(order["root"])
        killed = order["kill"] is not None
        if killed:
            time.sleep(order["kill"])
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed = killed and os.WIFSIGNALED(status)  # it may have been faster
        sys.stdout.write(json.dumps({"killed": killed, "code": os.waitstatus_to_exitcode(status)}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
