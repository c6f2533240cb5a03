#!/usr/bin/env python3
"""How right and how dear is identity resolution, beside Splink on the same file in the same run?

usage: bench/people.py FILE --truth COLUMN [--schema MAP.yaml] [--without-splink]

Splink 5.0.0 is installed with pip into an environment of its own under ~/.cache/truelift. Its time ends with the
first clustering; the best of six thresholds is shown for it. Goals at 1,000,000 records: 20 CPU s, 1 GB.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import binary

VENV = Path.home() / ".cache/truelift/bench-splink"
PACKAGES = ["splink==5.0.0", "duckdb==2.0.0"]
SHOWN = ["pair_precision", "pair_recall", "pair_f1", "b3_f1", "exact_cluster_f1", "cpu_s", "wall_s", "peak_rss_mb"]


def splink_python() -> str:
    python = VENV / "bin/python"
    if not python.is_file():
        print(f"installing {' and '.join(PACKAGES)} into {VENV} …", flush=True)
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return str(python)


def line(name: str, figures: dict) -> None:
    print(f"{name:<10}" + "".join(f"{figures[key]:>18.4f}" if figures.get(key) is not None else f"{'unknown':>18}" for key in SHOWN))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--truth", required=True)
    parser.add_argument("--schema")
    parser.add_argument("--without-splink", action="store_true")
    args = parser.parse_args()
    command = [binary.find(), "people", "evaluate", "--records", args.file, "--truth", args.truth, "--json"]
    command += ["--schema", args.schema] if args.schema else []
    print("$ " + " ".join(command), flush=True)
    output, _, _ = binary.measured(command)
    ours = json.loads(output)
    print(f"{ours['records']} records, {ours['entities']} people; {ours['candidate_pairs']} pairs compared, blocking recall {ours['blocking_recall']}")
    print(f"{'':<10}" + "".join(f"{key:>18}" for key in SHOWN))
    line("truelift", ours)
    if args.without_splink:
        return
    peer = [splink_python(), str(Path(__file__).with_name("people_splink.py")), args.file, args.truth, json.dumps(ours["schema"])]
    output, _, _ = binary.measured(peer)
    theirs = json.loads(output.decode().strip().splitlines()[-1])
    line("splink", theirs)
    line("ratio", {key: ours[key] / theirs[key] for key in SHOWN if ours.get(key) and theirs.get(key)})
    print(f"peer: {theirs['tool']}, threshold {theirs['threshold']}")


if __name__ == "__main__":
    main()
