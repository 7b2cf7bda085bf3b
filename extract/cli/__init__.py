"""The commands that read, tag, resolve, cluster and derive facts."""
