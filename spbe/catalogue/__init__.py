"""What ships in `data/`: the one room that reads it."""
