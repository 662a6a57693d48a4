"""The trauma-informed publish check: what must hold before a course or a lesson is published.

Pure rules over plain values; `courses.gathering` turns pages into them.
"""
