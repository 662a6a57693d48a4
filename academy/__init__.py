"""The ground the other wings stand on.

Owns these words: person, role, organisation, place, profession, topic, support line,
statistic, notification, follow, audit entry, search entry. Imports from no other wing.
"""
