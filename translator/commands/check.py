"""``translate check``: what is wrong with pages and catalogs as they stand. Writes nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from translator.asking.lines import terms_of
from translator.checkrules import RULES
from translator.checks.states import LocaleFinding, check_states
from translator.commands.checking import CheckJob, CheckTask, look
from translator.commands.linking import new_run
from translator.commands.msgfmt import msgfmt
from translator.commands.opened import is_named, open_site, select
from translator.commands.pool import spread
from translator.commands.shards import WHOLE, Shard
from translator.commands.status import states
from translator.model import CheckResult, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from translator.commands.opened import Opened
    from translator.model import Finding, PageResult, Pair

__all__ = ["CheckCall", "check"]


@dataclass(frozen=True, slots=True)
class CheckCall:
    """What the caller asked for."""

    pages: tuple[str, ...] = ()
    """Paths, folders or globs; all pages where there is none."""
    locales: tuple[str, ...] = ()
    """Only the localized pages and catalogs of these; source pages and all where there is none."""
    shard: Shard = WHOLE
    """The part of the site to look at."""
    jobs: int = 0
    """Processes; 0 for as many as there are cores."""


def check(root: Path, call: CheckCall, advance: Callable[[int, int], None] | None = None) -> CheckResult:
    """Look at source pages, localized pages and catalogs.

    :param root: the site's root
    :param call: what the caller asked for
    :param advance: told (done, total) as source pages are done
    :raises ConfigError: the configuration, the call or a glossary is wrong
    """
    opened = open_site(root, call.locales)
    pairs = call.shard.of(select(opened.site.pairs, call.pages))
    severity = _severities(opened)
    status = states(opened, pairs, orphans=not call.pages, shard=call.shard)
    found: list[LocaleFinding] = [LocaleFinding("", each) for each in status.findings]
    found += _of_states(status.pages, call, severity)
    jobs = _jobs(opened, pairs, call, severity, {page.pair for page in status.pages if page.failed})
    looked: dict[str, None] = {}
    for files, some in spread(look, jobs, call.jobs, advance):
        looked.update(dict.fromkeys(files))
        found += some
    if severity("", "msgfmt") != "off":
        catalogs = {task.pair.catalog: task.pair.locale for job in jobs for task in job.tasks if task.catalog}
        damaged = {each.finding.path for each in found if each.finding.rule == "po-syntax"}
        whole = [path for path in catalogs if path in looked and path not in damaged]
        found += [LocaleFinding(catalogs[each.path], each) for each in msgfmt(root, whole)]
    findings = sorted(set(_weighed(found, severity)), key=_place)
    titles = tuple((name, rule.title) for name, rule in RULES.items())
    return CheckResult(tuple(sorted(looked)), tuple(findings), titles)


def _place(finding: Finding) -> tuple[str, int, str, str]:
    return finding.path, finding.line, finding.rule, finding.message


def _severities(opened: Opened) -> Callable[[str, str], str]:
    """Give the severity of a locale (or of the site) and a rule."""
    config = opened.config

    def severity(locale: str, rule: str) -> str:
        known = config.for_locale(locale).check if locale else config.check
        return known.severity.get(rule, RULES[rule].severity)

    return severity


def _weighed(found: Sequence[LocaleFinding], severity: Callable[[str, str], str]) -> Iterator[Finding]:
    """Give findings the severity that the configuration wants; what is off is left out."""
    for locale, finding in found:
        if finding.rule not in RULES:
            yield finding
            continue
        level = severity(locale, finding.rule)
        if level != "off":
            yield replace(finding, severity=Severity(level))


def _of_states(
    pages: Sequence[PageResult], call: CheckCall, severity: Callable[[str, str], str]
) -> Iterator[LocaleFinding]:
    """How pages stand; where only one side of a pair is named, only what concerns that side."""
    for each in check_states(pages, severity):
        if not call.pages or any(is_named(each.finding.path, name) for name in call.pages):
            yield each


def _jobs(
    opened: Opened,
    pairs: Sequence[Pair],
    call: CheckCall,
    severity: Callable[[str, str], str],
    broken: set[Pair],
) -> list[CheckJob]:
    """One a source page, with what of its pairs is to be looked at."""
    off = {
        locale: frozenset(rule for rule in RULES if severity(locale, rule) == "off")
        for locale in ("", *opened.config.locales)
    }
    limits = {locale: opened.config.for_locale(locale).check.max_length for locale in opened.config.locales}
    terms = {
        locale: terms_of(opened.config, opened.root, locale)
        for locale in opened.config.locales
        if "glossary" not in off[locale]
    }
    run = new_run()
    tasks: dict[str, list[CheckTask]] = {}
    for pair in pairs:
        named = [
            not call.pages or any(is_named(path, name) for name in call.pages)
            for path in (pair.localized, pair.catalog)
        ]
        # a source page that is named alone is looked at for itself; its catalogs come along
        source = any(is_named(pair.source, name) for name in call.pages)
        task = CheckTask(
            pair,
            opened.rules(pair.tree, pair.locale).options,
            localized=named[0],
            catalog=(named[1] or named[0] or source) and pair not in broken,
            terms=terms.get(pair.locale),
            off=off[pair.locale],
            max_length=limits[pair.locale],
        )
        tasks.setdefault(pair.source, []).append(task)
    return [
        CheckJob(
            str(opened.root),
            run,
            tuple(each),
            source=not call.locales and (not call.pages or any(is_named(path, name) for name in call.pages)),
            off=off[""],
            max_length=opened.config.check.max_length,
        )
        for path, each in tasks.items()
    ]
