"""What changed in a page's metadata, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["changes"]


def changes(
    had: Mapping[tuple[str | int, ...], Any], has: Mapping[tuple[str | int, ...], Any]
) -> tuple[str, ...]:
    """Tell what differs between two sets of front matter values.

    :param had: key path → value, before
    :param has: key path → value, now
    :return: ``image: a.png → b.png``, ``date: added 2026-11-23``, ``draft: removed``, in order of keys
    """
    from deepdiff import DeepDiff  # noqa: PLC0415 (180 ms to import)

    before = {_name(path): value for path, value in had.items()}
    after = {_name(path): value for path, value in has.items()}
    # without the threshold, two sets that have little in common are told as one change of everything
    found = DeepDiff(before, after, view="tree", verbose_level=2, threshold_to_diff_deeper=0)
    told: dict[str, str] = {}
    for kind, levels in found.items():
        for level in levels:
            key = str(level.path(output_format="list")[0])
            if kind == "dictionary_item_added":
                told[key] = f"{key}: added {_short(level.t2)}"
            elif kind == "dictionary_item_removed":
                told[key] = f"{key}: removed"
            else:
                told[key] = f"{key}: {_short(level.t1)} → {_short(level.t2)}"
    return tuple(told[key] for key in sorted(told))


def _name(path: tuple[str | int, ...]) -> str:
    name = ""
    for part in path:
        name += f"[{part}]" if isinstance(part, int) else f".{part}" if name else part
    return name


def _short(value: Any) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:37] + "…"
