"""A case from its opening to its one outcome, and what becomes of its paper."""
