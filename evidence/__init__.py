"""Evidence says what works, and how sure we are.

Will own these words: model, study, outcome, effect, synthesis, summary, rating. It is not an
installed app yet; nothing here is shown to anyone. It will import from academy alone.
"""
