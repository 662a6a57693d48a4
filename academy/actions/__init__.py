"""What the ground does: one verb or family of verbs a file; keyword-only, one transaction, audited."""
