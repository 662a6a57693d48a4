"""Courses teach what works.

Owns these words: course, module, lesson, question bank, enrolment, attempt, completion,
certificate. Imports from academy (and, once it is built, evidence); never from network.
"""
