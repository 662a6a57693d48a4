"""Evidence says what works, and how sure we are.

Words it owns: model, reference, study, outcome, effect, analysis, synthesis, summary, certainty, rating,
promising practice. `synthesis/` pools numbers and `citations/` reads and writes references, both without
Django. Imports from academy alone; never from courses or network.
"""
