"""`petitcrm` and `python -m petitcrm`."""

import sys


def main() -> None:
    from petitcrm.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
