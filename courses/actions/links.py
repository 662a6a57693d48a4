"""Asking links to other sites, a few a night, whether they still lead somewhere."""

import logging
import time
from datetime import date

from django.conf import settings
from django.db import transaction

from academy.outgoing import NoAnswer, Refused, look
from courses.link_rules import Verdict, failures_after, verdict_of
from courses.links import links_of_blocks, links_of_course
from courses.models import CoursePage, LessonPage, LinkCheck

log = logging.getLogger(__name__)
#: Bounds of one night: links, and seconds. What is left is asked another night.
AT_ONCE = 100
LONGEST_RUN = 300
#: Seconds between two requests.
SPACING = 1.0
#: Links that worked, asked when nothing answers, to tell a dead link from a dead line.
WITNESSES = 2
Seen = tuple[Verdict, str]
SILENT: Seen = (Verdict.FAILS, "no answer")


def ask_links(day: date) -> None:
    """Ask the links whose turn it is and keep what came back; does nothing where the site's owner said no."""
    if not settings.CHECK_LINKS:
        return
    gather_links()
    begun = time.monotonic()
    seen: list[tuple[LinkCheck, Seen]] = []
    for row in LinkCheck.objects.to_ask(day)[:AT_ONCE]:
        if time.monotonic() - begun > LONGEST_RUN:
            break
        seen.append((row, see(row.url)))
        time.sleep(SPACING)
    if seen and all(found == SILENT for _row, found in seen) and not _line_is_there(seen):
        log.warning("links to other sites: none of %d answered, nothing is kept", len(seen))
        return
    for row, found in seen:
        keep(row, day, *found)


def see(url: str) -> Seen:
    """What one look at an address shows, and in a word what came back."""
    try:
        status = look(url, {"User-Agent": f"Violence-Reduction-Academy (+{settings.SITE_URL})"}).status
    except NoAnswer:
        return SILENT
    except Refused as refused:
        return Verdict.UNCLEAR, str(refused)
    return verdict_of(status), f"HTTP {status}"


def _line_is_there(seen: list[tuple[LinkCheck, Seen]]) -> bool:
    """Whether a link that worked last time still answers, when none of those asked did."""
    asked = [row.pk for row, _found in seen]
    worked = LinkCheck.objects.filter(failures=0, outcome__startswith="HTTP ").exclude(pk__in=asked)
    return any(see(row.url) != SILENT for row in worked.order_by("-asked_on")[:WITNESSES])


@transaction.atomic
def keep(row: LinkCheck, day: date, verdict: Verdict, outcome: str) -> LinkCheck:
    """Keep what came back on a day; the same day again adds no failure."""
    held = LinkCheck.objects.select_for_update(of=("self",)).filter(pk=row.pk).first()
    if held is None or held.asked_on == day:
        return held or row
    held.failures = failures_after(held.failures, verdict)
    held.failing_since = (held.failing_since or day) if held.failures else None
    held.asked_on, held.outcome = day, outcome[:120]
    held.save(update_fields=["failures", "failing_since", "asked_on", "outcome"])
    return held


def gather_links() -> int:
    """Bring the rows to the links of what is published now; returns how many there are."""
    wanted: set[tuple[str, int]] = set()
    for course in CoursePage.objects.live():
        wanted |= {(url, course.pk) for _key, url in links_of_course(course)}
    for lesson in LessonPage.objects.live().iterator(chunk_size=100):
        wanted |= {(url, lesson.pk) for _key, url in links_of_blocks(lesson.body)}
    _store(wanted)
    return len({url for url, _page in wanted})


@transaction.atomic
def _store(wanted: set[tuple[str, int]]) -> None:
    """Rows for these addresses, tied to these pages, and none besides."""
    urls = {url for url, _page in wanted}
    LinkCheck.objects.bulk_create([LinkCheck(url=url) for url in sorted(urls)], ignore_conflicts=True)
    rows = dict(LinkCheck.objects.values_list("url", "pk"))
    LinkCheck.objects.filter(pk__in=[pk for url, pk in rows.items() if url not in urls]).delete()
    used = LinkCheck.pages.through
    pairs = {(rows[url], page) for url, page in wanted}
    held = {(link, page): pk for pk, link, page in used.objects.values_list("pk", "linkcheck_id", "page_id")}
    used.objects.filter(pk__in=[pk for pair, pk in held.items() if pair not in pairs]).delete()
    new = [used(linkcheck_id=link, page_id=page) for link, page in sorted(pairs - held.keys())]
    used.objects.bulk_create(new, ignore_conflicts=True)
