"""Does a course help? Short scales before and after, matched by person, said with how sure one can be.

Pure: no Django, no database. Models and views are elsewhere.
"""
