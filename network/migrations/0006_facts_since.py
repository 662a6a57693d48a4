from django.db import migrations, models
from django.utils import timezone


def since_joining(apps, schema_editor):
    """What was there before counts from when its member joined, so that nobody is told of it as new."""
    facts = apps.get_model('network', 'ProfileFact').objects
    facts.update(since=models.F('joined_at'))


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0005_judged_once'),
    ]

    operations = [
        migrations.AddField(
            model_name='profilefact',
            name='since',
            field=models.DateTimeField(default=timezone.now, editable=False),
        ),
        migrations.AddField(
            model_name='savedsearch',
            name='found',
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='profilefact',
            index=models.Index(fields=['field', 'value', 'since'], name='network_fact_since'),
        ),
        migrations.RunPython(since_joining, migrations.RunPython.noop),
    ]
