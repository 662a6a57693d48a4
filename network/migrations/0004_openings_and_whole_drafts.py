import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce


def find_openings(apps, schema_editor):
    """A thread began with the first post that is as old as it; older ones came from a thread merged into it."""
    Thread, Post = (apps.get_model('network', name) for name in ('Thread', 'Post'))
    first = Post.objects.filter(thread=OuterRef('pk')).order_by('written_at', 'pk').values('pk')
    own = first.filter(written_at__gte=OuterRef('opened_at'))
    Thread.objects.update(opening=Coalesce(Subquery(own[:1]), Subquery(first[:1])))


def forget_answers_gone(apps, schema_editor):
    """What is no longer shown in a thread answers its question no longer."""
    Thread = apps.get_model('network', 'Thread')
    shown = models.Q(accepted__state='published', accepted__thread=models.F('pk'))
    stale = Thread.objects.filter(accepted__isnull=False).exclude(shown).values_list('pk', flat=True)
    Thread.objects.filter(pk__in=list(stale)).update(accepted=None, solved_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0003_drafts_and_titles'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='kind',
            field=models.CharField(blank=True, max_length=12),
        ),
        migrations.AddField(
            model_name='draft',
            name='unnamed',
            field=models.BooleanField(help_text='Empty when nothing was chosen yet.', null=True),
        ),
        migrations.AddField(
            model_name='thread',
            name='opening',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='opens', to='network.post'),
        ),
        migrations.RunPython(find_openings, migrations.RunPython.noop),
        migrations.RunPython(forget_answers_gone, migrations.RunPython.noop),
    ]
