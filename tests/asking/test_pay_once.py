"""`kill -9` at any moment of a sync with an engine: nothing that was answered is asked for again."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import environment
from conftest import CONFIG, Folder
from counting import KEY, Counting, accented

KILLS = 50
"""In each of four tests, which may run beside each other."""
WINDOW = 0.05
"""Seconds: an answer that left the service so shortly before the kill may not have arrived."""
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def filled(root: Path) -> Folder:
    """Six pages of messages, some of them on several pages."""
    site = Folder(root)
    for page in range(6):
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

            def run(root: Path, kill: float | None) -> float | None:
                assert zygote.stdin is not None
                assert zygote.stdout is not None
                zygote.stdin.write(json.dumps({"root": str(root), "kill": kill}) + "\n")
                zygote.stdin.flush()
                told = json.loads(zygote.stdout.readline())
                assert kill is not None or told["code"] == 0
                killed: float | None = told["killed"]
                return killed

            table = CONFIG.replace('"ru", "de"', '"de"') + service.table("concurrency = 2")
            plain = filled(tmp_path / "plain")
            plain.write("translate.toml", table)
            run(plain.root, None)
            wanted = files(plain.root)
            asked = set(service.asked)
            assert len(asked) == 247
            interrupted = 0
            for number in range(KILLS):
                service.log.clear()
                root = tmp_path / f"site{number}"
                filled(root).write("translate.toml", table)
                killed = None
                kills: list[float] = []
                while not kills or killed is not None:
                    killed = run(root, chance.uniform(0.02, 0.22) if len(kills) < 2 else None)
                    if killed is None:
                        break
                    kills.append(killed)
                interrupted += bool(kills)
                run(root, None)
                assert files(root) == wanted
                assert set(service.asked) == asked
                for text, count in service.asked.items():
                    if count > 1:
                        times = [sent.delivered for sent in service.log if text in sent.texts]
                        assert count == len(times)
                        for first in times[:-1]:
                            assert any(first > kill - WINDOW for kill in kills), f"{text!r} was paid twice"
                shutil.rmtree(root)
            assert interrupted > KILLS / 2
            zygote.stdin.close()
