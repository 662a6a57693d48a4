"""Views of courses: parse, ask permission, one query or one action, a template."""
