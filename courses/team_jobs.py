"""What is done for organisations by itself, day by day."""

from datetime import time

from academy.jobs import Job
from courses.actions.assigning import remind_of_assignments

TEAM_JOBS = [Job("remind of what is assigned", time(7), remind_of_assignments)]
