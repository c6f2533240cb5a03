#!/usr/bin/env python3
"""Is anybody mailed who said no? Random interleavings of grant, withdraw, import, unify, release, stop, kill, continue.

usage: bench/consent.py [--steps 10000] [--seeds 4] [--store postgres://...]

Runs `crates/engine/tests/interleavings.rs`, whose checker shares no code with the product: on the embedded store, and
on PostgreSQL when `--store` names an empty database. Ends with an error when a message went to anyone whose latest
readable word was no, to an address nobody gave, or twice to one mailbox in one campaign.
"""

import argparse
import os
import subprocess
import sys


def run(steps: int, seed: int, store: str | None) -> bool:
    environment = dict(os.environ, TRUELIFT_INTERLEAVINGS=str(steps), TRUELIFT_SEED=str(seed))
    environment.pop("TRUELIFT_STORE", None)
    if store:
        environment["TRUELIFT_STORE"] = store
    command = ["cargo", "test", "-p", "truelift", "-p", "engine", "--test", "all", "--", "interleavings::", "--nocapture"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines() if "steps" in line or "mailed" in line or "never given" in line]
    print(f"seed {seed}, {'PostgreSQL' if store else 'SQLite'}:", *(said or [done.stderr[-2000:]]), sep="\n  ")
    return done.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=10_000, help="things that happen, over all seeds")
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--store", help="address of an empty PostgreSQL database")
    given = parser.parse_args()
    stores = [None, given.store] if given.store else [None]
    steps = -(-given.steps // given.seeds)
    good = [run(steps, seed, store) for store in stores for seed in range(1, given.seeds + 1)]
    print(f"{sum(good)} of {len(good)} runs are clean")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
