"""Hashes of pages: one is written, several are read as fresh."""

from __future__ import annotations

import hashlib
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.page.hashes import algorithms, digest, is_fresh

if TYPE_CHECKING:
    from pathlib import Path

PAGE = b"---\ntitle: x\n---\n\ntext\nmore\n\n"
BODY = PAGE.index(b"\ntext")


def md5(data: bytes) -> str:
    return hashlib.md5(data).hexdigest()


def test_the_digest_is_what_md5sum_prints(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(PAGE)
    try:
        printed = subprocess.run(["md5sum", "x.md"], cwd=tmp_path, capture_output=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip("no md5sum here")
    assert printed.split()[0].decode() == digest(PAGE)


@pytest.mark.parametrize(
    "form",
    [
        PAGE,
        PAGE.replace(b"\n", b"\r\n"),
        PAGE.strip(),
        PAGE.replace(b"\n", b"\r\n").strip(),
        PAGE[BODY:],
        PAGE[BODY:].strip(),
        PAGE[BODY:].replace(b"\n", b"\r\n"),
        PAGE[BODY:].strip().replace(b"\n", b"\r\n"),
    ],
)
def test_what_is_read_as_fresh(form: bytes) -> None:
    """The hash of any of these forms, of the page as it is or from a Windows checkout."""
    assert is_fresh(md5(form), PAGE, BODY)
    windows = PAGE.replace(b"\n", b"\r\n")
    assert is_fresh(md5(form), windows, windows.index(b"\r\ntext"))


def test_what_is_not() -> None:
    assert not is_fresh(md5(PAGE + b"x"), PAGE, BODY)
    assert not is_fresh("", b"", None)
    assert not is_fresh("  ''", b"", None)
    assert not is_fresh(md5(PAGE[BODY:]), PAGE, None)


@pytest.mark.parametrize("around", ["{}", " {} ", '"{}"', "'{}'\n", '" {} "'])
def test_case_quotes_and_space_do_not_count(around: str) -> None:
    assert is_fresh(around.format(md5(PAGE).upper()), PAGE, None)


def test_any_of_hashlibs_algorithms() -> None:
    """Those whose length would have to be told are none."""
    assert {"md5", "sha1", "sha256", "blake2b"} <= set(algorithms())
    assert not any(name.startswith("shake") for name in algorithms())
    assert is_fresh(hashlib.sha256(PAGE).hexdigest(), PAGE, None, "sha256")
    assert not is_fresh(hashlib.sha256(PAGE).hexdigest(), PAGE, None)


@given(st.binary(max_size=60), st.integers(0, 60))
def test_what_is_written_is_read_as_fresh(data: bytes, body: int) -> None:
    """Whatever the page, wherever its body begins."""
    assert is_fresh(digest(data), data, min(body, len(data)))
