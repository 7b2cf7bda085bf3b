"""A page as it came: decoded, bounded, parsed into blocks, with what it says of itself."""
