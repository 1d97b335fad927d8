"""Speed beside floors and peers, measured in one run: `make bench`."""
