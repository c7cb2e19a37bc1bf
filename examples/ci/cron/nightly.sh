#!/bin/sh
# A server of your own: sync every night, straight to the branch that is checked out. In crontab -e:
#
#   17 3 * * *  DEEPL_AUTH_KEY=… /srv/site/nightly.sh /srv/site/clone >> /var/log/translate.log 2>&1
#
# The folder is a clone that nobody works in. Where people are to look first, push to a branch of its own instead.
set -eu

cd "$1"
git pull --quiet --ff-only
code=0
translate sync || code=$?
[ "$code" = 0 ] || [ "$code" = 3 ] || exit "$code"
git add --all
if git diff --cached --quiet; then
  exit "$code"
fi
git commit --quiet --message "Translations"
git push --quiet || { git pull --quiet --rebase && git push --quiet; } # somebody pushed meanwhile
exit "$code"
