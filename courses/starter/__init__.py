"""The starter courses: files, and loading them."""
