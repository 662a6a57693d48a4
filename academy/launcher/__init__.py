"""What `python3 -m academy <task>` does: starts, tests, checks, locks, backs up and restores.

Owns these words: task, lock, stamp, archive, manifest. Standard library only, because it runs
before anything is installed.
"""
