#!/usr/bin/env python3
"""How long the calls of the page take with many people. Goal: 95 of 100 under 200 ms with 1,000,000.

usage: bench/pages.py --data FOLDER [--times 46] [--calls 40]

FOLDER is that of `truelift demo --headless` (about 22,000 people); it is not changed. With --times its people, records,
events and consents in the lake are copied so many times under other ids, which needs DuckDB (pip install duckdb). The
ledger in the store stays as it is, so whom consent reaches is asked of the first copy's people alone.
The first call of each kind is printed apart: it may read the lake, the others ask what is in memory.
"""

import argparse
import glob
import http.cookiejar
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import binary

GOAL_MS = 200
TOKEN = "a-token-of-the-bench"

OTHER_ID = "{c} || '~' || k"
OTHER_MAIL = "k || '.' || {c}"
OTHER_KEY = (
    "case when {c} like 'email:%' then 'email:' || k || '.' || substr({c}, 7) else {c} || '~' || k end"
)
CHANGED = {
    "people": {"person_id": OTHER_ID, "email": OTHER_MAIL, "customer_id": OTHER_ID, "household_id": OTHER_ID},
    "identifier_map": {"identifier": OTHER_KEY, "person_id": OTHER_ID},
    "record_map": {"record_id": OTHER_ID, "person_id": OTHER_ID},
    "records": {"record_id": OTHER_ID, "email": OTHER_MAIL, "customer_id": OTHER_ID},
    "events": {"message_id": OTHER_ID, "identifier": OTHER_KEY},
    "consents": {"entry_id": OTHER_ID, "identifier": OTHER_KEY},
}


def files_of(table: str) -> dict[str, dict]:
    """The files of a Delta table, by path, as its log has them."""
    files = {}
    for log in sorted(glob.glob(f"{table}/_delta_log/*.json")):
        for line in open(log, encoding="utf-8"):
            action = json.loads(line)
            if "add" in action:
                files[action["add"]["path"]] = action["add"]
            if "remove" in action:
                files.pop(action["remove"]["path"], None)
    return files


def multiply(lake: str, times: int) -> None:
    """Copies the rows of every table about people, under other ids, in one commit a table."""
    import duckdb

    database = duckdb.connect()
    database.execute("set preserve_insertion_order = false")
    for name, changed in CHANGED.items():
        table = f"{lake}/{name}"
        files = files_of(table)
        paths = [f"{table}/{path.replace('%3D', '=')}" for path in files]
        partition = next(iter(files.values()))["partitionValues"]
        folder = "/".join(f"{key}={value}" for key, value in partition.items())
        describe = f"describe select * from read_parquet({paths[:1]!r}, hive_partitioning = false)"
        columns = [row[0] for row in database.execute(describe).fetchall()]
        chosen = [
            f'(case when k = 0 then "{c}" else {changed[c].format(c=c)} end) as "{c}"' if c in changed else f'"{c}"'
            for c in columns
        ]
        now = int(time.time() * 1000)
        actions = [
            {"remove": {"path": path, "deletionTimestamp": now, "dataChange": True, "size": old["size"],
                        "extendedFileMetadata": True, "partitionValues": old["partitionValues"]}}
            for path, old in files.items()
        ]
        for low in range(0, times, 6):
            path = f"{folder}/part-copies-{low}.parquet"
            read = f"read_parquet({paths!r}, hive_partitioning = false, union_by_name = true)"
            query = f"select {', '.join(chosen)} from {read}, (select range as k from range({low}, {min(times, low + 6)}))"
            database.execute(f"copy ({query}) to '{table}/{path}' (format parquet, compression zstd)")
            n_rows = database.execute(f"select count(*) from read_parquet('{table}/{path}')").fetchone()[0]
            actions.append({"add": {"path": path, "partitionValues": partition, "modificationTime": now,
                                    "size": os.path.getsize(f"{table}/{path}"), "dataChange": True,
                                    "stats": json.dumps({"numRecords": n_rows})}})
        version = max(int(os.path.basename(log)[:20]) for log in glob.glob(f"{table}/_delta_log/*.json")) + 1
        with open(f"{table}/_delta_log/{version:020d}.json", "w", encoding="utf-8") as log:
            for action in [{"commitInfo": {"timestamp": now, "operation": "WRITE"}}, *actions]:
                log.write(json.dumps(action) + "\n")


class Member:
    """A member who is signed in."""

    def __init__(self, port: int) -> None:
        self.base, self.csrf = f"http://127.0.0.1:{port}/api/v1", None
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.opener = urllib.request.build_opener(cookies)

    def call(self, method: str, path: str, body: dict | None = None) -> tuple[float, dict]:
        headers = {"Content-Type": "application/json"} | ({"X-CSRF-Token": self.csrf} if self.csrf else {})
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method, headers=headers)
        started = time.monotonic()
        try:
            with self.opener.open(request, timeout=900) as response:
                text = response.read()
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path} answered {error.code}: {error.read().decode(errors='replace')}")
        return 1000 * (time.monotonic() - started), json.loads(text)

    def enter(self) -> None:
        who = {"name": "Bench", "email": "bench@example.com", "password": "correct horse battery"}
        if self.call("GET", "/setup")[1]["needs_first_member"]:
            self.call("POST", "/setup", who | {"setup_token": TOKEN})
        else:
            self.call("POST", "/session", {key: who[key] for key in ("email", "password")})
        self.csrf = self.call("GET", "/session")[1]["csrf_token"]


def audience(who: str) -> dict:
    return {"text": f"name: bench\nwho: {who}\n"}


def calls(member: Member) -> list[tuple[str, str, str, dict | None]]:
    """What a member does on the pages."""
    somebody = member.call("GET", "/people?limit=5")[1]["items"][4]["person_id"]
    bought = "{ behaviour: { event: Order Completed, at_least: 2, within_days: 365 } }"
    nested = (
        "{ all: [{ behaviour: { event: Order Completed, at_least: 3, within_days: 180 } },"
        " { not: { behaviour: { event: Product Viewed, at_least: 1, within_days: 60 } } },"
        " { any: [{ trait: { name: city, one_of: [Atlanta, Macon] } }, { trait: { name: email, exists: true } }] }] }"
    )
    preview = "/audiences/preview"
    return [
        ("people", "GET", "/people", None),
        ("people, by city, far down", "GET", "/people?sort=-city&cursor=10000", None),
        ("search, one word", "GET", "/people?q=ann", None),
        ("search, two words", "GET", "/people?q=smith+a", None),
        ("values of a trait", "GET", "/vocabulary/values?trait=city&starts=a", None),
        ("audience of a trait", "POST", preview, audience("{ trait: { name: last_seen, within_days: 30 } }")),
        ("audience of a behaviour", "POST", preview, audience(bought)),
        ("audience, nested", "POST", preview, audience(nested)),
        ("audience and reach", "POST", preview, audience(bought) | {"channel": "email", "purposes": ["marketing"]}),
        ("list of audiences", "GET", "/audiences", None),
        ("home", "GET", "/home", None),
        ("one person", "GET", f"/people/{somebody}", None),
        ("power of a pilot", "GET", "/pilots/ai-win-back/power", None),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", required=True)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--calls", type=int, default=40)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="truelift-bench-") as folder:
        data = f"{folder}/data"
        shutil.copytree(args.data, data)
        if 1 < args.times:
            multiply(f"{data}/lake", args.times)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [binary.find(), "serve", "--port", str(port), "--data", data]
        server = subprocess.Popen(command, env=os.environ | {"TRUELIFT_SETUP_TOKEN": TOKEN}, stdout=subprocess.DEVNULL)
        try:
            for _ in range(300):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.1)
            member = Member(port)
            member.enter()
            n_people = member.call("GET", "/people")[1]["n_total"]
            print(f"{n_people:,} people\n{'call':<28} {'first':>9} {'median':>8} {'p95':>8} ms")
            over = []
            for name, method, path, body in calls(member):
                first, _ = member.call(method, path, body)
                rest = sorted(member.call(method, path, body)[0] for _ in range(args.calls))
                p95 = rest[int(0.95 * (len(rest) - 1))]
                over += [name] if GOAL_MS < p95 else []
                print(f"{name:<28} {first:9.0f} {rest[len(rest) // 2]:8.0f} {p95:8.0f}", flush=True)
            print(f"over {GOAL_MS} ms: {', '.join(over) or 'none'}")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
