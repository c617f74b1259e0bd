"""Prints every figure; exits with 1 where a goal is missed, so that a build may watch them."""

import sys

from bench import frame, generator, scale, seam, twohops


def main() -> None:
    figures = [*generator.figures(), *scale.figures(), *seam.figures(), *twohops.figures()]
    print(frame.table(figures))
    sys.exit(any(figure.ratio is not None and figure.ratio > 1 for figure in figures))


if __name__ == "__main__":
    main()
