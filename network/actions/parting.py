"""What becomes of a member's words when they go."""

from django.db import transaction
from django.db.models import Q

from academy.models import Notification
from network.actions.files import forget_file
from network.actions.threads import recount
from network.models import Attachment, ContactRelay, Mentoring, Post, PostRevision, Profile, Thread


@transaction.atomic
def part_with_posts(*, profile: Profile) -> None:
    """Take a member's words out of threads, or only their name, as they chose; replies by others stay.

    Earlier wordings and files always go: nobody meets them in a thread.
    """
    mine = Post.objects.filter(author=profile)
    PostRevision.objects.filter(post__in=mine).delete()
    for held in Attachment.objects.filter(post__in=mine):
        forget_file(held.file)
    Attachment.objects.filter(post__in=mine).delete()
    touched = list(mine.values_list("thread", flat=True).distinct())
    unread = mine.exclude(state=Post.State.PUBLISHED)
    if profile.posts_after == Profile.After.REMOVE:
        unread = mine
        Thread.objects.filter(author=profile).update(title="")
    unread.update(body="", html="", state=Post.State.REMOVED, held_because="")
    posts = list(mine.values_list("pk", flat=True))
    mine.update(author=None)
    threads = list(Thread.objects.filter(Q(author=profile) | Q(pk__in=touched)))
    Thread.objects.filter(author=profile).update(author=None)
    for thread in threads:
        recount(thread)
    forget_news(profile, posts)


def forget_news(profile: Profile, posts: list[int]) -> None:
    """Take away what others were told of a member: of posts, messages and mentoring."""
    relays = ContactRelay.objects.filter(sender=profile).values_list("pk", flat=True)
    facts = [f"post:{pk}" for pk in posts] + [f"relay:{pk}" for pk in relays]
    asked = Mentoring.objects.filter(Q(mentee=profile) | Q(mentor=profile)).values_list("pk", flat=True)
    facts += [f"mentoring:{pk}:{state}" for pk in asked for state in Mentoring.State.values]
    for start in range(0, len(facts), 500):
        Notification.objects.filter(fact__in=facts[start : start + 500]).delete()
    ContactRelay.objects.filter(sender=profile).delete()
