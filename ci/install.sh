#!/usr/bin/env bash
# Installs translate into a folder of the job's own, once.
#
# TRANSLATE_VERSION  a release on PyPI; left empty, the source that stands beside this script
# RUNNER_TEMP        where the folder is made
# GITHUB_PATH        told of it, so that later steps find the command
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
venv="${RUNNER_TEMP:?}/translate-venv"
if [ ! -x "$venv/bin/translate" ]; then
  python3 -m venv "$venv"
  if [ -n "${TRANSLATE_VERSION:-}" ]; then
    "$venv/bin/pip" install --quiet --disable-pip-version-check "translate-sync==$TRANSLATE_VERSION"
  else
    "$venv/bin/pip" install --quiet --disable-pip-version-check "$here"
  fi
fi
if [ -n "${GITHUB_PATH:-}" ]; then
  echo "$venv/bin" >> "$GITHUB_PATH"
fi
"$venv/bin/translate" --version
