"""What people decided: decisions.csv, its replay, and the queue of what waits for a decision."""
