#!/usr/bin/env bash
# Pushes the branches that sync.sh made, and opens or updates a pull request for each. The step with GitHub's token.
#
# TRANSLATE_BASE, TRANSLATE_OUT, TRANSLATE_BOT  as in sync.sh
# GH_TOKEN                        may write contents and pull requests
# GITHUB_STEP_SUMMARY             gets a table
set -euo pipefail

base="${TRANSLATE_BASE:-$(git branch --show-current)}"
out="${TRANSLATE_OUT:-${RUNNER_TEMP:?}/translate}"
bot="${TRANSLATE_BOT:-translate <translate@users.noreply.github.com>}"
mail="${bot##*<}"
mail="${mail%>}"
summary="${GITHUB_STEP_SUMMARY:-/dev/null}"
if [ -n "${GITHUB_ACTIONS:-}" ]; then
  gh auth setup-git # git pushes with the token, which is written nowhere
fi

# The text of a pull request: at most 65,536 characters, or GitHub refuses it.
text_of() {
  {
    echo "Translations of \`$1\`, kept by a scheduled job. Commits of yours on this branch stay."
    echo
    cat "$out/$1.summary.md"
    echo
    cat "$out/$1.diff.md"
  } | python3 -c '
import sys
text = sys.stdin.read()
sys.stdout.write(text if len(text) <= 60_000 else text[:60_000].rpartition("\n")[0] + "\n\n…\n")'
}

number_of() { gh pr list --head "$1" --base "$base" --state open --limit 1 --json number --jq '.[].number'; }

# Whether somebody closed a pull request of just this state: then it is not asked for again.
is_declined() {
  [ -n "$(gh pr list --head "$1" --base "$base" --state closed --limit 100 --json headRefOid --jq '.[].headRefOid' |
    grep -Fx -- "$2" || true)" ]
}

open_or_update() { # locale branch commit
  local number
  number="$(number_of "$2")"
  text_of "$1" > "$out/$1.md"
  if [ -n "$number" ]; then
    gh pr edit "$number" --body-file "$out/$1.md" > /dev/null
  elif ! is_declined "$2" "$3"; then
    gh pr create --head "$2" --base "$base" --title "Translations: $1" --body-file "$out/$1.md" > /dev/null
  fi
}

failed=0
{
  echo "| Locale | Branch | |"
  echo "| --- | --- | --- |"
} >> "$summary"
while IFS=$'\t' read -r locale branch state new old; do
  told="$state"
  case "$state" in
    push)
      if git push --quiet --force-with-lease="refs/heads/$branch:$old" origin "$new:refs/heads/$branch"; then
        open_or_update "$locale" "$branch" "$new"
        told="updated"
      else
        echo "::error title=$branch::somebody pushed meanwhile; the next run takes their commits in"
        told="not pushed: it changed meanwhile"
        failed=1
      fi
      ;;
    same)
      # a run that was stopped after its push has opened no pull request
      if [ -z "$(number_of "$branch")" ]; then
        open_or_update "$locale" "$branch" "$old"
      fi
      told="as it was"
      ;;
    equal)
      if [ -n "$old" ]; then
        number="$(number_of "$branch")"
        if [ -n "$number" ]; then
          gh pr close "$number" --comment "\`$base\` has all of this." > /dev/null
        fi
        if [ -z "$(git log --no-merges --format=%ae "origin/$base..$old" | grep -vFx -- "$mail" || true)" ]; then
          git push --quiet --force-with-lease="refs/heads/$branch:$old" origin ":refs/heads/$branch" || failed=1
        fi
      fi
      told="nothing to do"
      ;;
    conflict)
      echo "::warning title=$branch::it conflicts with $base, and people committed to it: merge $base into it by hand"
      told="conflicts with $base: merge it by hand"
      ;;
    *)
      echo "::error title=$branch::translate sync failed; see the log of the step before"
      told="failed"
      failed=1
      ;;
  esac
  echo "| $locale | $branch | $told |" >> "$summary"
done < "$out/branches.tsv"
exit "$failed"
