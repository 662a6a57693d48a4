"""Scheduled work: one row a job and day, so that a missed run happens once."""

from django.db import models


class JobRun(models.Model):
    """A job that ran, or is running, for a day."""

    job = models.CharField(max_length=80)
    day = models.DateField()
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "day"], name="academy_job_once_a_day")]

    def __str__(self) -> str:
        return f"{self.job} for {self.day}"
