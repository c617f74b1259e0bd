"""Prints the figures of the generator and of rules; those of a day, of workers and of exports have commands of their own
(`bench.day`, `bench.workers`, `bench.exports`), since they take long or need a seeded database. Exits with 1 where a goal is missed, so that a build may watch them."""

import sys

from bench import frame, generator, seam, twohops


def main() -> None:
    figures = [*generator.figures(), *seam.figures(), *twohops.figures()]
    print(frame.table(figures))
    sys.exit(any(figure.ratio is not None and figure.ratio > 1 for figure in figures))


if __name__ == "__main__":
    main()
