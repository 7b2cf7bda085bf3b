"""The Russian grammar: numbers, times, and the words that tell what a figure is."""
