"""The network practises it together.

Will own these words: profile, group, thread, post, report, practice, local plan. It is not an
installed app yet; nothing here is shown to anyone. It may import from every other wing.
"""
