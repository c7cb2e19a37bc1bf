"""``python -m translator`` and the `translate` command: errors told apart once, exit codes, a crash log.

Exit codes: 0 done, or nothing to do · 1 something is stale, where the caller asked · 2 the call or the
configuration is wrong · 3 done, except for the pages named · 4 a bug of ours · 130 interrupted.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> None:
    """Run the command line."""
    try:
        from translator.cli import app  # noqa: PLC0415 (an import that fails is a bug to report, too)

        code = app(standalone_mode=False)
    except SystemExit as stop:
        raise SystemExit(stop.code) from None
    except KeyboardInterrupt:
        sys.stderr.write("translate: interrupted\n")
        raise SystemExit(130) from None
    except BrokenPipeError:
        # the reader of our output has gone (`translate status | head`): no one is left to tell
        sys.stderr.close()
        raise SystemExit(0) from None
    except Exception as error:  # noqa: BLE001 (the one place where a bug becomes an exit code)
        raise SystemExit(_tell(error)) from None
    raise SystemExit(code if isinstance(code, int) else 0)


def _tell(error: Exception) -> int:
    from translator.errors import TranslateError  # noqa: PLC0415

    if isinstance(error, TranslateError):
        sys.stderr.write(f"translate: {error}\n".encode("ascii", "backslashreplace").decode() if _ascii() else f"translate: {error}\n")
        return 2
    show = getattr(error, "show", None)
    if callable(show) and hasattr(error, "exit_code"):  # a wrong call, told by the parser of the command line
        show()
        return 2
    if type(error).__name__ == "Abort":
        return 130
    return _crash(error)


def _ascii() -> bool:
    return (sys.stderr.encoding or "ascii").lower() in ("ascii", "us-ascii", "ansi_x3.4-1968")


def _crash(error: Exception) -> int:
    """A bug: a short message, and the whole story in a file, ready to paste."""
    import platform  # noqa: PLC0415
    import tempfile  # noqa: PLC0415
    import traceback  # noqa: PLC0415

    story = (
        f"translate-sync on Python {platform.python_version()}, {platform.platform()}\n"
        f"arguments: {sys.argv[1:]}\n\n" + "".join(traceback.format_exception(error))
    )
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="translate-crash-", suffix=".log", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write(story)
        where = f"the details are in {file.name}; please report them"
    except OSError:
        where = story
    sys.stderr.write(f"translate: this is a bug: {type(error).__name__}: {error}\n{where}\n")
    return 4


if __name__ == "__main__":
    main()
