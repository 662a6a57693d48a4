"""The one way in: `python3 -m academy <task>`.

This file and `launcher/version.py` are read by Pythons far too old for the rest, so that those
get one clear sentence: keep to what Python 3.6 can parse here.
"""

import sys

from academy.launcher import version


def main() -> int:
    """Refuse a Python that is too old, then hand over to the named task."""
    complaint = version.complaint_about(sys.version_info[0], sys.version_info[1])
    if complaint:
        sys.stderr.write(complaint + "\n")
        return 1
    from academy.launcher import tasks

    return tasks.main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
