"""Timings on demand (`python3 -m academy bench`): ratios against bare Django in the same run."""
