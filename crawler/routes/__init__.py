"""Where an outlet's articles are listed, and how each kind of listing is read."""
