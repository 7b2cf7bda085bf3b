"""Is a text about North Korea's economy, and about which side of it?"""
