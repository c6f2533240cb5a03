#!/usr/bin/env python3
"""How long does the demo loop take after the build, and how much memory? Goal: under 90 s and 1.5 GB on 2 cores.

usage: bench/demo.py [OPTIONS OF `truelift demo`]
"""

import json
import os
import sys
import tempfile

import binary


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="truelift-demo-") as data:
        command = [binary.find(), "demo", "--headless", "--json", "--data", data, *sys.argv[1:]]
        print("$ " + " ".join(command), flush=True)
        output, first, rss = binary.measured(command)
        _, second, _ = binary.measured(command)
    result = json.loads(output)
    print(f"cores            {os.cpu_count()}")
    print(f"first run        {first:.1f} s (goal: under 90)")
    print(f"peak memory      {rss:.0f} MB (goal: under 1500)")
    print(f"run again        {second:.1f} s")
    print(f"rows             {result['records']} accepted, {result['quarantined']} quarantined")
    print(f"people           {result['people']}, audience {result['audience']}")


if __name__ == "__main__":
    main()
