"""`python -m spbe …`: see `spbe/cli/`."""

import sys

from spbe.cli import main

if __name__ == "__main__":
    sys.exit(main())
