"""What of GitHub's command line the scripts use; pull requests stand in a JSON file.

GitHub itself cannot be had in a test. Whatever call is not known here fails, as a wrong call of `gh` would.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

FILE = Path(os.environ["FAKE_GH"])


def read() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(FILE.read_text()) if FILE.exists() else []
    return found


def write(requests: list[dict[str, Any]], call: str) -> None:
    FILE.write_text(json.dumps(requests, indent=1))
    with FILE.with_suffix(".log").open("a") as log:
        log.write(call + "\n")


def main(arguments: list[str]) -> None:
    if os.environ.get("GH_TOKEN") != "a-token":
        sys.exit("gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.")
    if arguments == ["auth", "setup-git"]:
        return
    parser = argparse.ArgumentParser(prog="gh")
    parser.add_argument("what", choices=["pr"])
    parser.add_argument("verb", choices=["list", "create", "edit", "close"])
    parser.add_argument("number", nargs="?", type=int)
    for option in ("head", "base", "state", "limit", "json", "jq", "title", "body-file", "comment"):
        parser.add_argument(f"--{option}")
    call = parser.parse_args(arguments)
    requests = read()
    if call.verb == "list":
        found = [
            request
            for request in requests
            if request["headRefName"] == call.head
            and request["baseRefName"] == call.base
            and request["state"] == call.state.upper()
        ]
        name = {".[].number": "number", ".[].headRefOid": "headRefOid"}[call.jq]
        print(*(request[name] for request in found), sep="\n", end="\n" if found else "")
        return
    if call.verb == "create":
        told = subprocess.run(
            ["git", "ls-remote", "origin", f"refs/heads/{call.head}"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        if not told:
            sys.exit(f"pull request create failed: Head sha can't be blank, no branch {call.head}")
        if any(each["headRefName"] == call.head and each["state"] == "OPEN" for each in requests):
            sys.exit("a pull request for that branch already exists")
        requests.append(
            {
                "number": len(requests) + 1,
                "headRefName": call.head,
                "baseRefName": call.base,
                "headRefOid": told.split()[0],
                "state": "OPEN",
                "title": call.title,
                "body": Path(call.body_file).read_text("utf-8"),
            }
        )
    else:
        request = next(each for each in requests if each["number"] == call.number)
        if call.verb == "edit":
            request["body"] = Path(call.body_file).read_text("utf-8")
        else:
            request["state"] = "CLOSED"
    write(requests, f"{call.verb} {call.head or call.number}")


main(sys.argv[1:])
