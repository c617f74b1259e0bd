"""Prints the figures of the generator and of rules; exits with 1 where a goal is missed: a build may watch them.

`bench.day`, `bench.workers`, `bench.exports` and `bench.growth` are commands of their own: they take long, need a
seeded database, or have no goal.
"""

import sys

from bench import frame, generator, scale, seam, twohops


def main() -> None:
    figures = [*generator.figures(), *scale.figures(), *seam.figures(), *twohops.figures()]
    print(frame.table(figures))
    sys.exit(any(figure.ratio is not None and figure.ratio > 1 for figure in figures))


if __name__ == "__main__":
    main()
