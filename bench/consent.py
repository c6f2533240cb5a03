#!/usr/bin/env python3
"""Is anybody mailed who said no? Random interleavings of grant, withdraw, import, unify, release, stop, kill, continue.

usage: bench/consent.py [--steps 10000] [--seeds 20] [--store postgres://.../{seed}]

Runs `crates/rounds/tests/interleavings.rs`, whose checker shares no code with the product: on the embedded store, and
on PostgreSQL when `--store` names empty databases, one for each seed. Ends with an error when a message went to anyone
whose latest readable word was no, to an address nobody gave, or twice to one mailbox in one campaign.

A world of each seed has its own people; what a step costs grows with what its world holds, so many are made.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def built() -> str:
    """Builds the tests of `rounds` with the features of the whole workspace; gives the program of them."""
    named = os.environ.get("TRUELIFT_ROUNDS_TESTS")
    if named:
        return named
    command = ["cargo", "test", "--workspace", "--exclude", "xtask", "--no-run", "--message-format", "json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found = (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    paths = [
        unit["executable"]
        for unit in found
        if unit.get("reason") == "compiler-artifact"
        and unit.get("executable")
        and unit["target"]["kind"] == ["test"]
        and "/crates/rounds/" in unit["target"]["src_path"]
    ]
    if not paths:
        sys.exit("cargo built no test program of `rounds`")
    return paths[0]


def run(program: str, steps: int, seed: int, store: str | None) -> bool:
    environment = dict(os.environ, TRUELIFT_INTERLEAVINGS=str(steps), TRUELIFT_SEED=str(seed))
    environment.pop("TRUELIFT_STORE", None)
    if store:
        environment["TRUELIFT_STORE"] = store.replace("{seed}", str(seed))
    began = time.monotonic()
    command = [program, "interleavings::", "--nocapture"]
    done = subprocess.run(command, cwd=ROOT / "crates/rounds", env=environment, capture_output=True, text=True, check=False)
    said = [line for line in done.stdout.splitlines() if "steps" in line or "mailed" in line or "never given" in line]
    where = "PostgreSQL" if store else "SQLite"
    print(f"seed {seed}, {where}, {time.monotonic() - began:.0f} s:", *(said or [done.stderr[-2000:]]), sep="\n  ", flush=True)
    return done.returncode == 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=10_000, help="things that happen, over all seeds")
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--store", help="address of empty PostgreSQL databases, with {seed} for the seed in their names")
    given = parser.parse_args()
    stores = [None, given.store] if given.store else [None]
    steps = -(-given.steps // given.seeds)
    program = built()
    good = [run(program, steps, seed, store) for store in stores for seed in range(1, given.seeds + 1)]
    print(f"{sum(good)} of {len(good)} runs are clean")
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
