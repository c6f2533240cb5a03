#!/usr/bin/env python3
"""What does a readout of a large file cost, beside tea-tasting on the same file in the same run?

usage: bench/readout.py [--people 10000000] [--times 3] [--folder DIR] [--without-peers]

Three arms, five metrics, two of them with a covariate, one Parquet file that is made once. Whole process against
whole process: tea-tasting 1.14.0 with Polars (lazy) and with DuckDB, and DuckDB alone adding up the same columns.
They are installed with pip into an environment of their own under ~/.cache/truelift. The best of --times counts.
Goals at 10,000,000 people: CPU at most a third of tea-tasting's fastest, 300 MB, no slower than DuckDB's scan.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import binary

VENV = Path.home() / ".cache/truelift/bench-tea-tasting"
PACKAGES = ["tea-tasting==1.14.0", "polars==2.1.0", "duckdb==2.0.0", "pyarrow==26.0.1", "ibis-framework[duckdb]==12.0.0"]
PEER = str(Path(__file__).with_name("readout_tea_tasting.py"))
METRICS = ["revenue:covariate=revenue_before", "minutes:covariate=minutes_before", "visit", "orders", "revenue/orders"]
SHOWN = ["cpu_s", "wall_s", "peak_mb"]


def python() -> str:
    found = VENV / "bin/python"
    if not found.is_file():
        print(f"installing {' and '.join(PACKAGES)} into {VENV} …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        subprocess.run([str(found), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return str(found)


def best(command: list[str], times: int) -> tuple[bytes, dict]:
    """The output of the last run, and the least of each cost: noise only ever adds."""
    runs = [binary.costs(command) for _ in range(times)]
    return runs[-1][0], {key: min(cost[key] for _, cost in runs) for key in SHOWN}


def line(name: str, cost: dict) -> None:
    print(f"{name:<28}" + "".join(f"{cost[key]:>12.2f}" for key in SHOWN), flush=True)


def agree(ours: dict, theirs: dict) -> float:
    """The largest relative difference of lift, interval and statistic over all metrics and arms."""
    pairs = [("lift_abs", "effect_size"), ("ci_low", "effect_size_ci_lower"), ("ci_high", "effect_size_ci_upper")]
    pairs += [("lift_rel", "rel_effect_size"), ("statistic", "statistic"), ("mean_control", "control")]
    worst, n = 0.0, 0
    for estimate in ours["estimates"]:
        column = estimate["metric"].split(":")[0]
        expected = theirs[f"{estimate['arm']} {column}"]
        for own, other in pairs:
            worst = max(worst, abs(estimate[own] - expected[other]) / abs(expected[other]))
            n += 1
    assert n == 60, f"{n} numbers compared where 60 were expected"
    return worst


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=10_000_000)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--folder", type=Path, default=Path.home() / ".cache/truelift/bench-readout")
    parser.add_argument("--without-peers", action="store_true")
    args = parser.parse_args()
    args.folder.mkdir(parents=True, exist_ok=True)
    file = args.folder / f"people_{args.people}.parquet"
    if not file.is_file():
        subprocess.run([python(), PEER, "make", str(file), str(args.people)], check=True)
    command = [binary.find(), "readout", "--file", str(file), "--arm", "arm", "--control", "control", "--json"]
    command += ["--metric", *METRICS]
    print(f"{args.people:,} people, {file.stat().st_size / 1e6:.0f} MB\n$ " + " ".join(command), flush=True)
    print(f"{'best of ' + str(args.times):<28}" + "".join(f"{key:>12}" for key in SHOWN))
    output, ours = best(command, args.times)
    line("truelift", ours)
    if args.without_peers:
        return
    peers = {}
    for backend in ["polars", "duckdb"]:
        theirs, peers[backend] = best([python(), PEER, backend, str(file)], args.times)
        line(f"tea-tasting, {backend}", peers[backend])
        print(f"  largest relative difference {agree(json.loads(output), json.loads(theirs)):.1e}")
    _, scan = best([python(), PEER, "scan", str(file)], args.times)
    line("DuckDB's scan alone", scan)
    fastest = min(peers.values(), key=lambda cost: cost["cpu_s"])
    line("ratio to the fastest", {key: ours[key] / fastest[key] for key in SHOWN})
    line("ratio to the scan", {key: ours[key] / scan[key] for key in SHOWN})


main()
