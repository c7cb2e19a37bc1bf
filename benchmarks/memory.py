"""Peak memory of a sync of the whole corpus as one site."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.corpus import corpus, pages
from benchmarks.row import Row, Skip, at_most

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["rows"]

_LIMIT = 200.0
"""MB, of the largest process."""
_CONFIG = """\
source_locale = "en"
locales = ["de"]
dialects = ["hugo"]

[[pages]]
source = "pages/{path}.md"
localized = "localized/{locale}/{path}.md"
"""
_RUN = """\
import json, resource, sys
from pathlib import Path
from translator import sync
result = sync(sys.argv[1], pseudo="accent", jobs=2)
peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
status = Path("/proc/self/status")  # getrusage counts what this process was before it began to run Python
if status.exists():
    peaks[0] = int(status.read_text().partition("VmHWM:")[2].split()[0])
print(json.dumps({"pages": len(result.pages), "peaks": peaks}))
"""


def rows() -> Iterator[Row]:
    """Measure.

    :raises Skip: the corpus is absent, or the system does not tell a process's peak
    """
    if sys.platform == "win32":
        raise Skip("Windows has no getrusage")
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for page in pages():
            copy = root / "pages" / page.relative_to(corpus())
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(page, copy)
        (root / "translate.toml").write_text(_CONFIG, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-c", _RUN, str(root)],
            check=True,
            capture_output=True,
            cwd=Path(__file__).parents[1],
        )
    told = json.loads(done.stdout)
    unit = 1 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    parent, child = (peak * unit / 1e6 for peak in told["peaks"])
    ours = f"{max(parent, child):.0f} MB (main {parent:.0f}, worker {child:.0f})"
    name = f"peak memory, sync of {told['pages']:,} pages, pseudo accent, 2 processes"
    yield at_most(1, name, ours, f"{_LIMIT:g} MB", max(parent, child) / _LIMIT)
