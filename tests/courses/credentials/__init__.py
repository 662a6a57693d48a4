"""Credentials: proofs, lists, hostile files, and what the pages say."""
