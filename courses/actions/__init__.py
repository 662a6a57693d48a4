"""What happens on courses: one verb or family of verbs a file."""
