"""Reading a passage: figures whose good, place, day or partner stands in another sentence, in five languages."""
