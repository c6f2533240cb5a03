#!/usr/bin/env python3
"""How many events a second does the collection endpoint take, durably? Goal: 20,000 in batches.

usage: bench/collect.py [--events 400000] [--batch 1000] [--connections 4]

Bodies are made before the clock starts, so the figure is the server's, as far as two share a machine.
Every event is then counted by the receipts; a batch sent twice must be taken again without an error.
"""

import argparse
import base64
import http.client
import json
import socket
import subprocess
import sys
import tempfile
import threading
import time

import binary


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def body(start: int, n: int) -> bytes:
    """A batch as a browser SDK sends it: product views and visits of changing people."""
    messages = []
    for i in range(start, start + n):
        messages.append({
            "type": "track", "event": "Product Viewed", "messageId": f"bench-{i:012d}",
            "anonymousId": f"device-{i % 50_000}", "userId": f"C{i % 20_000:07d}",
            "timestamp": f"2026-09-{1 + i % 14:02d}T{i % 24:02d}:{i % 60:02d}:00.000Z",
            "properties": {"product_id": "peaches", "name": "Peaches, 2 lb", "category": "produce", "price": 5.99},
            "context": {"library": {"name": "analytics.js", "version": "4.1.0"}},
        })
    return json.dumps({"batch": messages}).encode()


def post(port: int, key: str, bodies: list[bytes], latencies: list[float], receipts: list[dict]) -> None:
    token = base64.b64encode(f"{key}:".encode()).decode()
    headers = {"Authorization": f"Basic {token}", "Content-Type": "application/json"}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    for one in bodies:
        started = time.monotonic()
        connection.request("POST", "/v1/batch", one, headers)
        response = connection.getresponse()
        text = response.read()
        if response.status in (429, 503):
            time.sleep(float(response.headers.get("Retry-After", "1")))
            bodies.append(one)
            continue
        if response.status != 200:
            raise SystemExit(f"the endpoint answered {response.status}: {text.decode(errors='replace')}")
        latencies.append(time.monotonic() - started)
        receipts.append(json.loads(text))


def wait_for(port: int, server: subprocess.Popen) -> None:
    for _ in range(600):
        if server.poll() is not None:
            sys.exit(f"the server ended with exit code {server.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("the server did not open its port within a minute")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=400_000)
    parser.add_argument("--batch", type=int, default=1_000)
    parser.add_argument("--connections", type=int, default=4)
    args = parser.parse_args()
    truelift, port = binary.find(), free_port()
    bodies = [body(start, min(args.batch, args.events - start)) for start in range(0, args.events, args.batch)]
    with tempfile.TemporaryDirectory(prefix="truelift-collect-") as folder:
        data = ["--data", folder]
        subprocess.run([truelift, "apply", str(binary.ROOT / "demo"), *data], check=True, stdout=subprocess.DEVNULL)
        made = subprocess.run([truelift, "key", "create", "web", "--json", *data], check=True, capture_output=True)
        key = json.loads(made.stdout)["write_key"]
        command = [truelift, "serve", "--port", str(port), *data]
        print("$ " + " ".join(command), flush=True)
        server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        try:
            wait_for(port, server)
            latencies, receipts = [], []
            shares = [bodies[i :: args.connections] for i in range(args.connections)]
            threads = [threading.Thread(target=post, args=(port, key, share, latencies, receipts)) for share in shares]
            started = time.monotonic()
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            seconds = time.monotonic() - started
            n_accepted = sum(receipt["n_accepted"] for receipt in receipts)
            post(port, key, bodies[:1], [], receipts)
        finally:
            server.terminate()
            server.wait(60)
    if n_accepted != args.events:
        sys.exit(f"{args.events} events were posted and {n_accepted} accepted")
    latencies.sort()
    print(f"events           {n_accepted} in batches of {args.batch} over {args.connections} connections")
    print(f"rate             {n_accepted / seconds:,.0f} events a second, durable (goal: 20,000)")
    print(f"one batch        median {1000 * latencies[len(latencies) // 2]:.0f} ms, "
          f"99 % within {1000 * latencies[int(len(latencies) * 0.99)]:.0f} ms")


if __name__ == "__main__":
    main()
