"""The house's one law: imports run one way."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "translator"

# model, errors ← page, catalog, plan … ← config, site … ← commands ← cli
LEVELS = [
    {"model", "errors", "checkrules", "reportmodel", "gitrun", "names", "runs"},
    {"reportpack"},
    {"page"},
    {"catalog", "markup"},
    {"bitext"},
    {"links"},
    {
        "metadata",
        "byhand",
        "readback",
        "ownlines",
        "comparison",
        "filled",
        "needs",
        "rules",
        "stamps",
        "terms",
    },
    {"checks"},
    {"handedits", "adoption"},
    {"draft"},
    {"outcome"},
    {"settle"},
    {"planner"},
    {"tags", "files", "layout"},
    {"builders", "configmodel", "configcheck", "scan", "pairing"},
    {
        "changes",
        "config",
        "engines",
        "glossary",
        "history",
        "memory",
        "statcache",
        "tmx",
    },
    {"repository", "progress"},
    {"detect", "trees", "orphans"},
    {"site", "asking", "exchange", "linkmap", "linkrules"},
    {"commands"},
    {"report"},
    {"serve"},
    {"cli"},
    {"__init__", "__main__", "api"},
]


def level(part: str) -> int:
    return next(number for number, names in enumerate(LEVELS) if part in names)


def imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "translator":
            rest = node.module.split(".")[1:]
            found.update([rest[0]] if rest else [alias.name for alias in node.names])
        elif isinstance(node, ast.Import):
            found.update(
                name.name.split(".")[1] for name in node.names if name.name.startswith("translator.")
            )
    return {name for name in found if (PACKAGE / name).exists() or (PACKAGE / f"{name}.py").exists()}


def test_every_import_points_down() -> None:
    """A module imports only what stands below it, or beside it in its own folder."""
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        wrong += [
            f"{path.name} imports {name}"
            for name in imported(path)
            if name != part and level(name) > level(part)
        ]
    assert wrong == []


def test_report_knows_only_the_model() -> None:
    """Results are read, not computed, by what prints them."""
    for path in (PACKAGE / "report").rglob("*.py"):
        assert imported(path) <= {"model", "report", "reportmodel"}, path.name


def test_only_one_module_imports_polib() -> None:
    """Everything about the PO format is in one place."""
    users = [
        path.name
        for path in PACKAGE.rglob("*.py")
        if re.search(r"\b(?:import|from) polib\b", path.read_text("utf-8"))
    ]
    assert users == ["po.py"]


def test_the_pure_part_touches_no_files() -> None:
    """These folders take values and give values: nothing there opens, asks or waits."""
    banned = {
        "os",
        "pathlib",
        "io",
        "time",
        "datetime",
        "socket",
        "subprocess",
        "tempfile",
        "httpx",
        "random",
    }
    for folder in ("page", "catalog", "markup", "bitext", "links", "checks"):
        for path in (PACKAGE / folder).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            names = {
                alias.name.split(".")[0]
                for n in ast.walk(tree)
                if isinstance(n, ast.Import)
                for alias in n.names
            }
            names |= {
                n.module.split(".")[0] for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.module
            }
            # pathlib and the like may be named for types only
            assert not names & banned, f"{path.name}: {names & banned}"


def test_help_imports_nothing_slow() -> None:
    """`translate --help` needs neither the parser nor the network nor polib."""
    code = (
        "import sys; sys.argv = ['translate', '--help']\n"
        "from translator.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "slow = {'pyromark', 'polib', 'httpx', 'deepdiff', 'yaml', 'rich', 'rapidfuzz', 'tomlkit'}\n"
        "slow.add('watchfiles')\n"
        "print(sorted(slow & set(sys.modules)), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert run.stderr.strip() == "[]"
    assert "sync" in run.stdout
