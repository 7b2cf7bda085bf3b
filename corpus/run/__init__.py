"""The scheduled pass: its lock, the order of the stages, and who is told when something breaks."""
