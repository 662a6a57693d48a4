"""Proof that travels: Open Badges 3.0 credentials, signed by us and checked from anywhere.

Pure: no Django, no database, no network. Rows live in `courses.models.credentials`, verbs in
`courses.actions.credentials`.
"""
