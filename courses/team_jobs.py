"""What is done for organisations by itself, day by day."""

from datetime import time

from academy.jobs import Job
from courses.actions.assigning import remind_of_assignments
from courses.actions.letters import send_weekly_letters
from courses.actions.rosters import tidy_rosters
from courses.actions.webhooks import tend_feeds

TEAM_JOBS = [
    Job("remind of what is assigned", time(7), remind_of_assignments),
    Job("weekly letters to managers", time(6), send_weekly_letters),
    Job("tidy lists of staff", time(4), tidy_rosters),
    Job("enter completions into feeds", time(4), tend_feeds),
]
