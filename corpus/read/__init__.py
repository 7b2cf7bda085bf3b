"""The corpus as people read it: one model for each noun, as frozen records. Reading only."""
