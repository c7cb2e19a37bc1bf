"""Any program as an engine: JSON lines in, JSON lines out.

It is started once a request, without a shell. Its input has one line a text, ``{"id": 1, "text": "…",
"source": "en", "target": "de", …}``, with what is known of it under the names that `prompt.facts` gives;
its output one line an answer, in any order: ``{"id": 1, "text": "…"}``, or ``{"id": 1, "error": "…"}``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from translator.engines.chat import sound
from translator.engines.contract import Answer, Limits, Reply
from translator.engines.prompt import facts
from translator.engines.service import field
from translator.errors import ConfigError, EngineError, RequestError
from translator.markup.modes import Mode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from translator.engines.contract import Ask, Setup, Usage

__all__ = ["Command"]

_MODES = {"tokens": Mode.TOKENS, "xml": Mode.XML, "html": Mode.HTML, "text": Mode.TEXT}
_SECRET = re.compile(r"KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIAL", re.IGNORECASE)
_LOOK = 0.1
"""Seconds between two looks at whether to stop."""


class Command:
    """``command = ["program", "argument"]``, and ``options = {mode = "tokens"}`` for its form of markup."""

    name = "command"
    variables: tuple[str, ...] = ()
    mode = Mode.TOKENS
    limits = Limits(items=20, characters=10_000, concurrency=2)
    contextual = True

    def __init__(self, setup: Setup) -> None:
        settings = setup.settings
        if not settings.command or not settings.command[0]:
            raise ConfigError(
                "command needs command, the program", remedy='command = ["program", "argument"] in [engine]'
            )
        mode = settings.options.get("mode", "tokens")
        if mode not in _MODES:
            raise ConfigError(f"command: no mode {mode}", remedy=f"one of {', '.join(_MODES)}")
        self.mode = _MODES[mode]
        self.identity = f"command {PurePath(settings.command[0]).name} {settings.model}".strip()
        self._client = setup.client
        self._command = list(settings.command)
        self._timeout = settings.timeout
        self._environment = {**os.environ, **setup.environment}
        for variable, value in self._environment.items():
            if _SECRET.search(variable) and len(value) > 7:
                self._client.secret(value)  # the program may print it

    def codes(self, source: str, target: str) -> tuple[str, str]:
        """The program gets BCP 47 tags.

        :raises EngineError: there is no such program
        """
        program = self._command[0]
        if shutil.which(program, path=self._environment.get("PATH")) is None:
            raise EngineError(f"command: there is no program {program}", remedy="look at command in [engine]")
        return source, target

    def translate(self, asks: Sequence[Ask], source: str, target: str) -> Reply:
        """Run the program."""
        lines = [
            {"id": number, "text": ask.text, "source": source, "target": target, **facts(ask.about)}
            for number, ask in enumerate(asks, 1)
        ]
        try:
            data = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
        except UnicodeEncodeError:
            raise RequestError("command: the text has half a character that cannot be sent") from None
        self._client.turn(sum(len(ask.text) for ask in asks))
        return Reply(self._answers(self._run(data), len(asks)))

    def _run(self, data: bytes) -> str:
        try:
            # a group of its own, so that its children end with it
            program = subprocess.Popen(  # noqa: S603 (no shell; the user's own program)
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=self._environment,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            words = error.strerror if isinstance(error, OSError) else str(error)
            raise EngineError(f"command: {self._command[0]} cannot be started: {words}") from None
        try:
            out, said = self._wait(program, data)
        finally:
            _kill(program)
        if program.returncode:
            last = next((line for line in reversed(said.decode("utf-8", "replace").splitlines()) if line), "")
            ended = f"exit code {program.returncode}"
            raise EngineError(
                f"command: {self._command[0]} ended with {ended}"
                + (f": {self._quoted(last)}" if last else "")
            )
        try:
            return out.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise EngineError(f"command: {self._command[0]} answered with what is not UTF-8") from None

    def _wait(self, program: subprocess.Popen[bytes], data: bytes) -> tuple[bytes, bytes]:
        end = time.monotonic() + self._timeout
        given: bytes | None = data
        while True:
            try:
                return program.communicate(given, timeout=_LOOK)
            except subprocess.TimeoutExpired:
                given = None
            if self._client.stopped.is_set():
                raise EngineError("command: stopped")
            if time.monotonic() > end:
                raise EngineError(
                    f"command: {self._command[0]} did not end in {self._timeout:g} seconds",
                    remedy="timeout in [engine] gives it more",
                )

    def _answers(self, output: str, count: int) -> tuple[Answer, ...]:
        found: dict[int, Answer] = {}
        lines = [line for line in output.split("\n") if line.strip()]
        if not lines:
            raise EngineError(f"command: {self._command[0]} answered with nothing")
        for line in lines:
            number, answer = self._answer(line)
            if found.setdefault(number, answer) != answer:
                found[number] = Answer(fault="the answer has it twice")
        return tuple(
            found.get(number, Answer(fault="the answer leaves it out")) for number in range(1, count + 1)
        )

    def _answer(self, line: str) -> tuple[int, Answer]:
        body: Any
        try:
            body = json.loads(line)
        except (ValueError, RecursionError):
            body = None
        number, text, error = field(body, "id"), field(body, "text"), field(body, "error")
        if not isinstance(number, int) or not (isinstance(text, str) or isinstance(error, str)):
            raise EngineError(
                f"command: {self._command[0]} answered with no JSON line: {self._quoted(line)}",
                remedy='one line a text is wanted: {"id": 1, "text": "…"}',
            )
        if isinstance(error, str):
            return number, Answer(fault=self._quoted(error) or "the program says that it failed")
        return number, Answer(text) if sound(text) else Answer(fault="the answer is no text")

    def _quoted(self, text: str) -> str:
        """One line of what the program said, without what nobody may see."""
        plain = "".join(char if char.isprintable() else " " for char in self._client.scrub(text))
        return " ".join(plain.split())[:200]

    def languages(self) -> tuple[str, ...]:
        """Any, as far as it is known."""
        return ()

    def usage(self) -> Usage | None:
        """Nothing is known of it."""
        return None


def _kill(program: subprocess.Popen[bytes]) -> None:
    """End a program and what it started, if it has not ended."""
    if program.returncode is None:  # not asked anew: while nobody has, its number is its own
        with suppress(ProcessLookupError, PermissionError):
            if sys.platform == "win32":
                program.kill()
            else:
                os.killpg(program.pid, signal.SIGKILL)
    for pipe in (program.stdin, program.stdout, program.stderr):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    program.wait()
