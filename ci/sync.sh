#!/usr/bin/env bash
# Syncs each locale on a branch of its own, in this clone alone: nothing is pushed. The step with the engine's key.
#
# TRANSLATE_BASE     the branch to build on; the one that is checked out if left empty
# TRANSLATE_PREFIX   what the branches' names begin with; translate/
# TRANSLATE_LOCALES  locales, parted by spaces; all of the site if left empty
# TRANSLATE_ROOT     the site's folder in the repository; .
# TRANSLATE_BOT      who commits: "name <mail>"
# TRANSLATE_OUT      a folder for what the next step needs: branches.tsv, and the pull requests' texts
#
# A branch that is there already is built on: what a machine translated there was paid for, and what a person
# committed there is theirs. Where it cannot be brought together with the base, a branch of the bot's alone is
# begun anew; one with a person's commits is left as it is, and named.
set -euo pipefail

base="${TRANSLATE_BASE:-$(git branch --show-current)}"
prefix="${TRANSLATE_PREFIX:-translate/}"
root="${TRANSLATE_ROOT:-.}"
bot="${TRANSLATE_BOT:-translate <translate@users.noreply.github.com>}"
out="${TRANSLATE_OUT:-${RUNNER_TEMP:?}/translate}"
export GIT_AUTHOR_NAME="${bot% <*}" GIT_COMMITTER_NAME="${bot% <*}"
mail="${bot##*<}"
export GIT_AUTHOR_EMAIL="${mail%>}" GIT_COMMITTER_EMAIL="${mail%>}"

mkdir -p "$out"
: > "$out/branches.tsv"
git worktree prune
start="$(git rev-parse "refs/remotes/origin/$base" 2>/dev/null || git rev-parse HEAD)"
locales="${TRANSLATE_LOCALES:-$(cd "$root" && translate status --json | python3 -c '
import json, sys
print(*dict.fromkeys(page["locale"] for page in json.load(sys.stdin)["pages"]))')}"

# What a branch changes, whatever it was built on.
change_of() { git diff "$(git merge-base "$1" "$start")" "$1" | git patch-id --stable | cut -d" " -f1; }

# Whether only the bot committed to a branch.
is_bots() { [ -z "$(git log --no-merges --format=%ae "$start..$1" | grep -vFx -- "$GIT_AUTHOR_EMAIL" || true)" ]; }

failed=0
for locale in $locales; do
  branch="$prefix$locale"
  old="$(git rev-parse --verify --quiet "refs/remotes/origin/$branch" || true)"
  tree="$(mktemp -d)"
  git worktree add --quiet --detach "$tree" "${old:-$start}"
  (cd "$root" && translate diff --locale "$locale" --format markdown) > "$out/$locale.diff.md" || true
  rebuilt=no
  if [ -n "$old" ] && ! git merge-base --is-ancestor "$start" "$old"; then
    if ! git -C "$tree" merge --quiet --no-edit -m "Merge $base" "$start" > /dev/null 2>&1; then
      git -C "$tree" merge --abort 2>/dev/null || true
      if is_bots "$old"; then
        git -C "$tree" reset --quiet --hard "$start"
        rebuilt=yes
      else
        printf '%s\t%s\tconflict\t%s\t%s\n' "$locale" "$branch" "$old" "$old" >> "$out/branches.tsv"
        git worktree remove --force "$tree"
        continue
      fi
    fi
  fi
  code=0
  translate sync --root "$tree/$root" --locale "$locale" || code=$?
  if [ "$code" != 0 ] && [ "$code" != 3 ]; then
    printf '%s\t%s\tfailed\t%s\t%s\n' "$locale" "$branch" "${old:-$start}" "$old" >> "$out/branches.tsv"
    git worktree remove --force "$tree"
    failed=1
    continue
  fi
  git -C "$tree" add --all
  if ! git -C "$tree" diff --cached --quiet; then
    git -C "$tree" commit --quiet -m "Translations: $locale"
  fi
  new="$(git -C "$tree" rev-parse HEAD)"
  if git diff --quiet "$start" "$new"; then
    state=equal # nothing in it that the base does not have
  elif [ -n "$old" ] && [ "$(change_of "$old")" = "$(change_of "$new")" ] && [ "$rebuilt" = no ]; then
    state=same # the base went on, this branch's change is what it was
  else
    state=push
  fi
  (cd "$tree/$root" && translate report --locale "$locale" --format markdown) > "$out/$locale.summary.md" || true
  printf '%s\t%s\t%s\t%s\t%s\n' "$locale" "$branch" "$state" "$new" "$old" >> "$out/branches.tsv"
  git worktree remove --force "$tree"
done

cat "$out/branches.tsv"
exit "$failed"
