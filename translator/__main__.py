"""``python -m translator`` and the `translate` command: errors told apart once, exit codes, a crash log.

Exit codes: 0 done, or nothing to do · 1 something is stale, where the caller asked · 2 the call or the
configuration is wrong · 3 done, except for the pages named · 4 a bug of ours · 130 interrupted.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Any

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    _settle()
    try:
        from translator.cli import app  # noqa: PLC0415 (an import that fails is a bug to report, too)

        code = app(standalone_mode=False)
    except SystemExit as stop:
        # the parser of the command line makes 1 of a reader that has gone (`translate --help | head`)
        raise SystemExit(0 if isinstance(stop.__context__, BrokenPipeError) else stop.code) from None
    except KeyboardInterrupt:
        code = 130
    except Exception as error:  # noqa: BLE001 (the one place where a bug becomes an exit code)
        code = _tell(error)
    if code == 130:
        sys.stderr.write("translate: interrupted; what was written is whole, run it again\n")
    raise SystemExit(code if isinstance(code, int) else 0)


def _settle() -> None:
    """See to it that there is something to print to, and that file names are what they are in git: UTF-8."""
    if sys.stdout is None:  # `translate sync >&-`
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.getfilesystemencoding() != "utf-8":
        # Under LC_ALL=C and the like `über.md` would be no name at all. Printing stays as it was.
        environment = {**os.environ, "PYTHONIOENCODING": f"{sys.stdout.encoding}:backslashreplace"}
        again = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
        os.execve(sys.executable, again, environment)  # noqa: S606 (no shell is wanted)


def _tell(error: Exception) -> int:
    from translator.errors import TranslateError  # noqa: PLC0415

    if isinstance(error, TranslateError):
        from translator.report.terminal import printable  # noqa: PLC0415

        sys.stderr.write(f"translate: {printable(str(error), sys.stderr)}\n")
        return 2
    show = getattr(error, "show", None)
    if callable(show) and hasattr(error, "exit_code"):  # a wrong call, told by the parser of the command line
        if type(error).__name__ == "NoArgsIsHelpError":
            show()
        else:
            sys.stderr.write(f"translate: {_wrong_call(error)}\n")
        return 2
    if type(error).__name__ == "Abort":
        return 130
    if isinstance(error, OSError) and error.errno == errno.ENOSPC and not error.filename:
        sys.stderr.write("translate: the output cannot be written: the disk is full\n")
        return 3
    return _crash(error)


def _wrong_call(error: Any) -> str:
    """Say in one line what is wrong with a call, and where the right one is told."""
    from translator.report.terminal import printable  # noqa: PLC0415

    said = " ".join(str(error.format_message()).split()).removesuffix(".")
    context, verbs = getattr(error, "ctx", None), list[str]()
    while context is not None and context.parent is not None:
        verbs.insert(0, context.info_name)
        context = context.parent
    command = " ".join(("translate", *verbs, "--help"))
    return printable(f"{said[:1].lower()}{said[1:]} (see {command})", sys.stderr)


def _crash(error: Exception) -> int:
    """Tell of a bug: a short message, and the whole story in a file, ready to paste."""
    import platform  # noqa: PLC0415
    import tempfile  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    story = (
        f"translate-sync on Python {platform.python_version()}, {platform.platform()}\n"
        f"arguments: {sys.argv[1:]}\n\n" + "".join(traceback.format_exception(error))
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            prefix="translate-crash-",
            suffix=".log",
            delete=False,
            encoding="utf-8",
            errors="backslashreplace",
        ) as file:
            file.write(story)
        where = f"the details are in {file.name}; please report them"
    except OSError:
        where = story
    sys.stderr.write(f"translate: this is a bug: {type(error).__name__}: {error}\n{where}\n")
    return 4


if __name__ == "__main__":
    main()
