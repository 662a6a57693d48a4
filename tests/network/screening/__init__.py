"""Tests of the synthesis engine."""
