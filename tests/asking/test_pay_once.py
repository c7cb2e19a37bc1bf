"""`kill -9` at any moment of a sync with an engine: nothing that was answered is asked for again."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from itertools import count
from pathlib import Path

import pytest
from command_line import environment
from conftest import CONFIG, Folder
from counting import KEY, Counting, accented

KILLS = 50
"""In each of four tests, which may run beside each other."""
ON_THEIR_WAY = 2
"""Batches that a kill may cost: an engine with one request at once has two threads, of which one may wait
for its answer while the other has one in its hands and has not written it down. What is written down is
never asked again. No window of time is right: a thread of a busy machine may wait long between the two."""
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def filled(root: Path) -> Folder:
    """Eight pages of messages, some of them on several pages."""
    site = Folder(root)
    for page in range(8):
        lines = [f"# Page {page}", "A sentence that stands on every page."]
        lines += [f"Sentence {n} of page {page} has *markup* and `code`." for n in range(40)]
        site.write(f"content/en/{page}.md", "\n\n".join(lines) + "\n")
    return site


def files(root: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(root)): path.read_bytes()
        for folder in ("content", "locales")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_paid_twice(tmp_path: Path, seed: int) -> None:
    """After each kill a rerun to the end: no message asked twice after its answer was received, none lost,
    and the pages are those of an undisturbed run.
    """
    chance = random.Random(seed)  # noqa: S311 (moments to kill at)
    with Counting(answer=accented, latency=0.015) as service:
        variables = environment({"DEEPL_AUTH_KEY": KEY, "XDG_CACHE_HOME": str(tmp_path / "cache")})
        with subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("zygote.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables,
        ) as zygote:  # fmt: skip
            assert zygote.stdin is not None
            assert zygote.stdout is not None

            table = CONFIG.replace('"ru", "de"', '"de"') + service.table("concurrency = 1")
            runs = count(1)

            def run(root: Path, kill: float | None) -> int:
                """Sync, and kill it after some seconds; the run's number where it was killed, else 0."""
                assert zygote.stdin is not None
                assert zygote.stdout is not None
                number = next(runs)
                settings = table.replace(service.url, service.at(number))
                (root / "translate.toml").write_text(settings, encoding="utf-8")
                zygote.stdin.write(json.dumps({"root": str(root), "kill": kill}) + "\n")
                zygote.stdin.flush()
                told = json.loads(zygote.stdout.readline())
                assert told["killed"] or told["code"] == 0
                return number if told["killed"] else 0

            plain = filled(tmp_path / "plain")
            run(plain.root, None)
            wanted = files(plain.root)
            asked = set(service.asked)
            assert len(asked) == 329
            interrupted = 0
            for number in range(KILLS):
                service.log.clear()
                root = tmp_path / f"site{number}"
                filled(root)
                kills: set[int] = set()
                while len(kills) < 2 and (killed := run(root, chance.uniform(0.02, 0.22))):
                    kills.add(killed)
                interrupted += bool(kills)
                run(root, None)
                assert files(root) == wanted
                assert set(service.asked) == asked
                again: Counter[int] = Counter()
                for place, sent in enumerate(service.log):
                    later = {text for other in service.log[place + 1 :] for text in other.texts}
                    again[sent.run] += not later.isdisjoint(sent.texts)
                for number_of_run, batches in again.items():
                    limit = ON_THEIR_WAY if number_of_run in kills else 0
                    assert batches <= limit, f"{batches} batches were paid twice"
                shutil.rmtree(root)
            assert interrupted > KILLS / 2
            zygote.stdin.close()
