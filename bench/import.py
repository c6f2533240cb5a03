#!/usr/bin/env python3
"""How long does a large orders file take, contract checks included? Goal: 1,000,000 rows under 20 s.

usage: bench/import.py [N_ROWS]
"""

import subprocess
import sys
import tempfile
from pathlib import Path

import binary

CONTRACT = binary.ROOT / "demo/sources/orders.yaml"


def main() -> None:
    n_rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory(prefix="truelift-import-") as folder:
        file = Path(folder) / "orders.parquet"
        subprocess.run([binary.example("orders_file"), str(file), str(n_rows)], check=True)
        data = ["--data", str(Path(folder) / "data")]
        truelift = binary.find()
        subprocess.run([truelift, "apply", str(binary.ROOT / "demo"), *data], check=True, stdout=subprocess.DEVNULL)
        command = [truelift, "collect", "import", str(file), "--contract", str(CONTRACT), "--json", *data]
        print("$ " + " ".join(command), flush=True)
        output, seconds, rss = binary.measured(command)
        size = file.stat().st_size / 1e6
    print(output.decode().strip())
    print(f"file             {n_rows} rows, {size:.1f} MB")
    print(f"import           {seconds:.1f} s (goal: under 20 for 1,000,000), {n_rows / seconds:,.0f} rows a second")
    print(f"peak memory      {rss:.0f} MB")


if __name__ == "__main__":
    main()
