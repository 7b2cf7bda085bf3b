"""The loops of the stages: what is pending, in batches, each one transaction."""
