"""Views parse, ask permission, call one action or one query, and choose a template."""
