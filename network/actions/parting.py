"""What becomes of a member's words when they go."""

from django.db import transaction
from django.db.models import Q

from academy.search.indexing import index_all
from network.models import Attachment, Post, PostRevision, Profile, Thread


@transaction.atomic
def part_with_posts(*, profile: Profile) -> None:
    """Take a member's words out of threads, or only their name, as they chose; replies by others stay.

    Earlier wordings and files always go: nobody meets them in a thread.
    """
    mine = Post.objects.filter(author=profile)
    PostRevision.objects.filter(post__in=mine).delete()
    for held in Attachment.objects.filter(post__in=mine):
        held.file.delete(save=False)
    Attachment.objects.filter(post__in=mine).delete()
    touched = list(mine.values_list("thread", flat=True).distinct())
    unread = mine.exclude(state=Post.State.PUBLISHED)
    if profile.posts_after == Profile.After.REMOVE:
        unread = mine
        Thread.objects.filter(author=profile).update(title="")
    unread.update(body="", html="", state=Post.State.REMOVED, held_because="")
    mine.update(author=None)
    threads = list(Thread.objects.filter(Q(author=profile) | Q(pk__in=touched)))
    Thread.objects.filter(author=profile).update(author=None)
    index_all(threads)
