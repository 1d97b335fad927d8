"""Words and numbers for people: Indonesian first, English by a switch. Knows nobody."""
