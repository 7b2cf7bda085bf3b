"""The pipeline's own components: one registered factory to a module, found by entry point."""
