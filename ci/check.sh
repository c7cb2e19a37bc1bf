#!/usr/bin/env bash
# Checks a pull request: annotations in its files, a summary of the job. Needs no secret.
#
# TRANSLATE_ROOT       the site's folder in the repository; .
# TRANSLATE_FAIL_ON    error, warning, info or never; error
# GITHUB_STEP_SUMMARY  gets how the languages stand, and what became stale
set -euo pipefail

cd "${TRANSLATE_ROOT:-.}"
summary="${GITHUB_STEP_SUMMARY:-/dev/null}"
code=0
translate check --format github --fail-on "${TRANSLATE_FAIL_ON:-error}" || code=$?
{
  echo "## Translations"
  echo
  translate report --format markdown
  echo
  translate diff --format markdown
} >> "$summary" || true
exit "$code"
