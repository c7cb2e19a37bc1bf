"""CommonMark and GFM as GitHub's own cmark-gfm renders them.

In this process where its libraries are found, which is fifty times faster than to start a
program for each page; else through the program ``cmark-gfm``.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["missing", "render", "render_many", "render_many_with_program"]

_EXTENSIONS = ("table", "strikethrough", "autolink", "tasklist")
"""``footnotes`` is an option of the parser to the library, and ``-e footnotes`` to the program."""

_FOOTNOTES = 1 << 13  # CMARK_OPT_FOOTNOTES
_UNSAFE = 1 << 17  # CMARK_OPT_UNSAFE
_OPTIONS = _FOOTNOTES | _UNSAFE


class _Library:
    """The calls of libcmark-gfm that rendering takes, with their types."""

    def __init__(self, core: ctypes.CDLL, extensions: ctypes.CDLL) -> None:
        pointer, text, number = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
        self.parser_new = _typed(core.cmark_parser_new, pointer, number)
        self.feed = _typed(core.cmark_parser_feed, None, pointer, text, ctypes.c_size_t)
        self.finish = _typed(core.cmark_parser_finish, pointer, pointer)
        self.parser_free = _typed(core.cmark_parser_free, None, pointer)
        self.node_free = _typed(core.cmark_node_free, None, pointer)
        self.attach = _typed(core.cmark_parser_attach_syntax_extension, number, pointer, pointer)
        self.attached = _typed(core.cmark_parser_get_syntax_extensions, pointer, pointer)
        self.render_html = _typed(core.cmark_render_html, pointer, pointer, number, pointer)
        find = _typed(core.cmark_find_syntax_extension, pointer, text)
        _typed(extensions.cmark_gfm_core_extensions_ensure_registered, None)()
        self.extensions = [find(name.encode()) for name in _EXTENSIONS]
        if not all(self.extensions):
            raise OSError("libcmark-gfm lacks an extension")
        self.free = _typed(ctypes.CDLL(None).free, None, pointer)

    def render(self, body: bytes) -> bytes:
        parser = self.parser_new(_OPTIONS)
        try:
            for extension in self.extensions:
                self.attach(parser, extension)
            self.feed(parser, body, len(body))
            document = self.finish(parser)
            try:
                html = self.render_html(document, _OPTIONS, self.attached(parser))
                try:
                    return ctypes.string_at(html)
                finally:
                    self.free(html)
            finally:
                self.node_free(document)
        finally:
            self.parser_free(parser)


def _typed(
    function: ctypes._NamedFuncPointer, result: type | None, *arguments: type
) -> ctypes._NamedFuncPointer:
    function.restype = result
    function.argtypes = list(arguments)
    return function


@cache
def _library() -> _Library | None:
    core, extensions = (ctypes.util.find_library(f"cmark-gfm{part}") for part in ("", "-extensions"))
    if not (core and extensions):
        return None
    try:
        return _Library(ctypes.CDLL(core), ctypes.CDLL(extensions))
    except (OSError, AttributeError):  # another build of it: the program will do
        return None


def missing() -> str:
    """Why this judge cannot sit, or nothing."""
    if _library() or shutil.which("cmark-gfm"):
        return ""
    return "cmark-gfm is not installed (Debian's package of this name)"


def render(body: bytes) -> str:
    """Render one page's body: raw HTML passes, GFM's extensions and footnotes are on.

    What is not UTF-8 becomes U+FFFD, as CommonMark asks for NUL.
    """
    library = _library()
    if library is None:
        return render_many_with_program([body])[0]
    return library.render(_utf8(body)).decode("utf-8")


def render_many(bodies: Sequence[bytes]) -> list[str]:
    """Render many bodies, in order."""
    if _library() is None:
        return render_many_with_program(bodies)
    return [render(body) for body in bodies]


def render_many_with_program(bodies: Sequence[bytes]) -> list[str]:
    """Do the same with the program, two at a time: 3 to 5 ms each."""
    extensions = [part for name in (*_EXTENSIONS, "footnotes") for part in ("-e", name)]
    command = ["cmark-gfm", "--unsafe", *extensions]

    def run(body: bytes) -> str:
        done = subprocess.run(command, input=_utf8(body), capture_output=True, check=True)
        return done.stdout.decode("utf-8")

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(run, bodies))


def _utf8(body: bytes) -> bytes:
    # The library copies invalid bytes to its output unless told to validate: do it here, for both ways.
    return body.decode("utf-8", "replace").encode("utf-8")
