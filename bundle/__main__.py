"""`make bundle`: download what is missing and write dist/dasbor-spbe-VERSION.zip."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bundle.archive import PROJECT, load_contents, load_time, write_archive
from bundle.targets import TARGETS
from bundle.wheels import PIP, BundleError, collect_wheels, read_pins, read_requirements
from spbe import __version__


def main() -> int:
    """Build the bundle, say where it lies and how large it is; 2 where that cannot be done."""
    parser = argparse.ArgumentParser(prog="python -m bundle", description=__doc__)
    parser.add_argument("--output", type=Path, default=PROJECT / "dist", help="folder of the ZIP")
    parser.add_argument(
        "--wheels", type=Path, default=Path(sys.prefix) / "wheels", help="folder that keeps wheels"
    )
    given = parser.parse_args()
    requirements = read_requirements(PROJECT / "requirements.txt")
    pins = read_pins([*requirements, *read_requirements(PROJECT / "constraints.txt")])
    wheels: set[Path] = set()
    try:
        for target in TARGETS:
            needed = collect_wheels([*requirements, PIP], pins, target, given.wheels)
            wheels.update(needed)
            print(f"{target}: {len(needed)} wheels")
    except BundleError as error:
        print(error, file=sys.stderr)
        return 2
    path = given.output / f"dasbor-spbe-{__version__}.zip"
    write_archive(path, load_contents(), wheels, load_time())
    print(f"{path}: {len(wheels)} wheels, {path.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
