"""What both versions of Google's service share: languages, the errors' form, how HTML comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.fields import codes
from services.pseudo import KEPT
from services.wire import Reply, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["LANGUAGES", "escaped", "google_error"]

LANGUAGES = codes(
    """
    af am ar az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr fr-CA ga gl gu he hi hr hu hy id is it
    iw ja ka kk km kn ko lo lt lv mk ml mn mr ms mt my ne nl no pa pl pt pt-BR pt-PT ro ru si sk sl sq sr sv
    sw ta te th tl tr uk ur uz vi zh zh-CN zh-TW zu
    """
)


def google_error(code: int, message: str, status: str, reason: str = "", domain: str = "global") -> Reply:
    """Write an error; version 2 has ``errors`` with a reason, both have a ``status``."""
    told: dict[str, Any] = {"code": code, "message": message, "status": status}
    if reason:
        told["errors"] = [{"message": message, "domain": domain, "reason": reason}]
    return json_reply(code, {"error": told})


def escaped(form: str) -> Callable[[str], str]:
    """Make what HTML's answers come through: quotes outside of tags return as entities."""
    if form != "html":
        return str

    def finish(text: str) -> str:
        parts, end = [], 0
        for match in KEPT.finditer(text):
            parts += [_quotes(text[end : match.start()]), match[0]]
            end = match.end()
        return "".join([*parts, _quotes(text[end:])])

    return finish


def _quotes(text: str) -> str:
    return text.replace('"', "&quot;").replace("'", "&#39;")
