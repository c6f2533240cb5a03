"""How long building and testing take on this machine: a new clone with an empty target directory, and warm.

Steps, each timed by itself with the CPU seconds of everything it started:

1. cold `make build` and the demo (what `make demo` does, without serving);
2. `make test` after it;
3. warm `.ci/run`: the same again with nothing changed.

Usage: python3 bench/build.py [--folder FOLDER] [--only-warm]. The folder (a new temporary one unless told) takes the
clone and what is built, some 25 GB; it is removed at the end unless `--folder` named it. A step that fails ends the
program with an error.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Issue 10: on two cores, minutes.
GOALS = {"cold make demo": 12, "make test after it": 12, "warm .ci/run": 8}


def step(name: str, command: list[str], clone: Path, env: dict[str, str], log: Path) -> None:
    """Runs one command in the clone and prints a row of the table."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    with log.open("ab") as out:
        code = subprocess.run(command, cwd=clone, env=env, stdout=out, stderr=subprocess.STDOUT).returncode
    took = time.monotonic() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"| {name} | `{' '.join(command)}` | {took / 60:.1f} | {cpu / 60:.1f} | {GOALS[name]} |", flush=True)
    if code != 0:
        sys.exit(f"{name} ended with {code}: read {log}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, help="where the clone and what is built go; kept at the end")
    parser.add_argument("--only-warm", action="store_true", help="only .ci/run, on what FOLDER holds already")
    args = parser.parse_args()
    folder = args.folder or Path(tempfile.mkdtemp(prefix="truelift-build-"))
    if args.only_warm and not (folder / "clone").is_dir():
        sys.exit("--only-warm needs --folder with a clone from an earlier run")
    folder.mkdir(parents=True, exist_ok=True)
    clone, log = folder / "clone", folder / "log.txt"
    # The tests read the data sets beside the clone, as they do beside this one.
    shared = ROOT.parent / "shared"
    if shared.exists() and not (folder / "shared").exists():
        (folder / "shared").symlink_to(shared)
    if clone.is_dir():
        subprocess.run(["git", "pull", "--quiet", "--ff-only"], cwd=clone, check=True)
    else:
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    env = os.environ | {"CARGO_TARGET_DIR": str(folder / "target")}
    env["TRUELIFT_TARGET_CACHE"] = env["CARGO_TARGET_DIR"]
    print(f"python3 bench/build.py, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, log in {log}\n")
    print("| step | command | minutes | CPU minutes | goal (minutes) |\n|---|---|---|---|---|", flush=True)
    if not args.only_warm:
        binary = folder / "target/debug/truelift"
        demo = f"make build model && {binary} demo --headless --data {folder / 'demo'}"
        step("cold make demo", ["bash", "-c", demo], clone, env, log)
        step("make test after it", ["make", "test"], clone, env, log)
    step("warm .ci/run", [".ci/run"], clone, env, log)
    if args.folder is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
