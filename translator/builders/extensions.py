"""Which of its extensions a site's builder has on, as far as they make a difference to a dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from translator.builders import detect_builder, myst
from translator.names import EXTENSIONS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["detect_extensions"]

_TOGETHER = {
    "extra": ("abbr", "attr_list", "def_list", "md_in_html"),
}
"""Extensions that stand for several: https://python-markdown.github.io/extensions/extra/."""
_SHORTHAND = ("repo_url_shorthand", "social_url_shorthand")
"""What makes links of ``@name`` and ``owner/name#12``:
https://facelessuser.github.io/pymdown-extensions/extensions/magiclink/.
"""


def detect_extensions(root: Path) -> tuple[str, ...] | None:
    """Read which extensions are on from the builder's own configuration.

    :param root: the folder that it lies in
    :return: sorted names as `EXTENSIONS` has them; None where the configuration does not say
    """
    builder = detect_builder(root)
    if builder is not None and builder.dialects == ("myst",):
        file = next(root / name for name in builder.files if (root / name).exists())
        named = myst.extensions(file)
        return None if named is None else tuple(sorted(EXTENSIONS["myst"].intersection(named)))
    if builder is None or builder.name != "MkDocs":
        return None
    text = next(((root / name).read_bytes() for name in builder.files if (root / name).is_file()), b"")
    return _mkdocs(text)


def _mkdocs(text: bytes) -> tuple[str, ...] | None:
    """`markdown_extensions` of an ``mkdocs.yml``; without it, there are only tables, fences and contents."""
    import yaml  # noqa: PLC0415 (only for sites of this builder)

    class Tolerant(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """Takes ``!ENV`` and ``!!python/name:`` for nothing, and runs none of it."""

    Tolerant.add_multi_constructor("", lambda *_: None)
    try:
        config: Any = yaml.load(text, Loader=Tolerant)  # noqa: S506 (a safe loader's child)
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
    if not isinstance(config, dict) or "INHERIT" in config:
        return None
    listed = config.get("markdown_extensions") or ()
    found: set[str] = set()
    for each in listed:
        for name, options in each.items() if isinstance(each, dict) else [(each, None)]:
            last = str(name).rpartition(".")[2]
            found.update(_TOGETHER.get(last, ()))
            found.add("blocks" if ".blocks." in str(name) else last)
            if last == "magiclink" and isinstance(options, dict) and any(map(options.get, _SHORTHAND)):
                found.add("magiclink_shorthand")
    return tuple(sorted(found & EXTENSIONS["mkdocs"]))
