#!/usr/bin/env python3
"""Does the 95 % interval hold the truth 95 % of the time? Runs the demo once per seed and counts.

usage: bench/coverage.py [--first 1] [--last 40] [-- EXTRA DEMO OPTIONS]

Prints, for every metric and contrast, how many intervals held the truth and what share that can mean
(exact binomial interval). Stops at the first run that fails. One metric's contrasts share an arm, so
their counts are not independent of one another.
"""

import argparse
import json
import math
import tempfile
from collections import defaultdict

import binary


def binomial_interval(k: int, n: int, alpha: float = 0.05) -> tuple[float, float]:
    """Clopper and Pearson (1934): the exact interval of a share, by bisection on the tails."""

    def at_least(k: int, p: float) -> float:
        return sum(math.comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(k, n + 1))

    def solve(grows: callable, target: float) -> float:
        low, high = 0.0, 1.0
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if grows(middle) < target else (low, middle)
        return (low + high) / 2

    low = 0.0 if k == 0 else solve(lambda p: at_least(k, p), alpha / 2)
    high = 1.0 if k == n else solve(lambda p: at_least(k + 1, p), 1 - alpha / 2)
    return low, high


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--last", type=int, default=40)
    parser.add_argument("options", nargs="*", help="further options of `truelift demo`, after --")
    args = parser.parse_args()
    truelift = binary.find()
    held, n, withheld = defaultdict(int), defaultdict(int), defaultdict(int)
    for seed in range(args.first, args.last + 1):
        with tempfile.TemporaryDirectory(prefix="truelift-coverage-") as data:
            command = [truelift, "demo", "--headless", "--json", "--seed", str(seed), "--data", data, *args.options]
            output, seconds, _ = binary.measured(command)
        result = json.loads(output)
        missed = []
        for estimate in result["readout"]:
            key = (estimate["metric"], estimate["arm"], estimate["control"])
            if None in (estimate["ci_low"], estimate["ci_high"], estimate["truth"]):
                withheld[key] += 1
                continue
            n[key] += 1
            if estimate["ci_low"] <= estimate["truth"] <= estimate["ci_high"]:
                held[key] += 1
            else:
                missed.append("/".join(key))
        gate = result["gate"]["decision"]
        print(f"seed {seed}: {seconds:.1f} s, gate {gate}, missed {', '.join(missed) or 'none'}", flush=True)
    print(f"\n{'metric':<12}{'arm':<20}{'control':<20}{'held':>9}{'share':>8}   95 % interval of the share   withheld")
    for key in sorted(set(n) | set(withheld)):
        metric, arm, control = key
        if n[key] == 0:
            print(f"{metric:<12}{arm:<20}{control:<20}{'-':>9}{'-':>8}   {'-':<29}{withheld[key]}")
            continue
        low, high = binomial_interval(held[key], n[key])
        count = f"{held[key]}/{n[key]}"
        print(f"{metric:<12}{arm:<20}{control:<20}{count:>9}{held[key] / n[key]:>8.3f}"
              f"   {f'[{low:.3f}, {high:.3f}]':<29}{withheld[key]}")
    total, total_held = sum(n.values()), sum(held.values())
    if total:
        low, high = binomial_interval(total_held, total)
        print(f"{'all':<52}{f'{total_held}/{total}':>9}{total_held / total:>8.3f}   [{low:.3f}, {high:.3f}]")


if __name__ == "__main__":
    main()
