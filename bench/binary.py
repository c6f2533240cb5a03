"""The truelift binary under measurement: where it is, and what a run of it costs."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def find() -> str:
    """Path of the binary: $TRUELIFT_BIN, or the newest one that was built here."""
    named = os.environ.get("TRUELIFT_BIN")
    if named:
        if not Path(named).is_file():
            sys.exit(f"`{named}` (TRUELIFT_BIN) is not a file: build it first with `make build`")
        return named
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    built = [path for path in (target / "release/truelift", target / "debug/truelift") if path.is_file()]
    if not built:
        sys.exit(f"no truelift in `{target}`: run `make build`, or name the binary in TRUELIFT_BIN")
    return str(max(built, key=lambda path: path.stat().st_mtime))


def example(name: str) -> str:
    """Path of an example program, built with the features of the whole workspace so that nothing is built twice."""
    build = ["cargo", "build", "--quiet", "--workspace", "--exclude", "xtask", "--example", name]
    subprocess.run(build, check=True, cwd=ROOT)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    return str(target / "debug/examples" / name)


def costs(command: list[str]) -> tuple[bytes, dict]:
    """Runs `command`; returns its output, and its wall and CPU seconds and peak memory in MB. Ends the bench when it fails.

    The kernel reports the figures per process, so they are this command's alone.
    """
    started = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.PIPE)
    output = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    elapsed = time.monotonic() - started
    if child.returncode != 0:
        sys.exit(f"`{' '.join(command)}` ended with exit code {child.returncode}")
    return output, {"wall_s": elapsed, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_mb": usage.ru_maxrss / 1024}


def measured(command: list[str]) -> tuple[bytes, float, float]:
    """Runs `command`; returns its output, wall seconds and peak memory in MB."""
    output, cost = costs(command)
    return output, cost["wall_s"], cost["peak_mb"]
