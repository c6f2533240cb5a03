#!/usr/bin/env python3
"""What does it cost to unify a million records, read from the lake and written to it? Goal: 30 CPU s and 1.2 GB.

usage: bench/unify.py [N_RECORDS | FILE.csv] [--again]

Without a file the program makes one: people on one to four records each, with slips, gaps, households and namesakes,
the same for the same number. A file needs the columns record_id, first_name, last_name, email, phone, dob, street,
city, state, zip; others are left alone. --again unifies a second time, when every person has an id already.
CPU seconds count: wall seconds depend on what else the machine does.
"""

import argparse
import csv
import random
import subprocess
import tempfile
from pathlib import Path

import binary

ROLES = {
    "record_id": "external_key",
    "first_name": "given_name",
    "last_name": "family_name",
    "email": "email",
    "phone": "phone",
    "street": "street",
    "city": "city",
    "state": "state",
    "zip": "postcode",
    "dob": "birth_date",
}
SYLLABLES = "ba ko li re mu sa ti do fe na pi gu vo lin ter mar del son ha ri ca be lo ne wi ja".split()
ENDINGS = ["", "son", "ley", "ton", "man", "er", "s"]
STREETS = ["Oak", "Maple", "Cedar", "Pine", "Elm", "Lake", "Hill", "Church", "Mill", "River", "Park", "Main"]
KINDS = ["Street", "St", "Avenue", "Ave", "Road", "Rd", "Lane"]
DOMAINS = ["gmail.com"] * 9 + ["yahoo.com", "outlook.com", "aol.com", "icloud.com"] * 2 + ["mail.example"]


def words(draw: random.Random, n: int, endings: list[str]) -> list[str]:
    made = {"".join(draw.choices(SYLLABLES, k=draw.choice([2, 2, 3]))) + draw.choice(endings) for _ in range(n)}
    return sorted(word.capitalize() for word in made)


def slip(text: str, draw: random.Random) -> str:
    if len(text) < 3 or draw.random() < 0.9:
        return text
    at = draw.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]


def write(path: Path, n_records: int) -> None:
    """Writes `n_records` records of about half as many people."""
    draw = random.Random(20261129)
    given, family = words(draw, 3_000, [""]), words(draw, 60_000, ENDINGS)
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(ROLES)
        n = 0
        while n < n_records:
            last = family[int(len(family) * draw.random() ** 2.5)]
            home = f"{draw.randrange(1, 2_000)} {draw.choice(STREETS)} {draw.choice(KINDS)}"
            town, postcode = f"Town {draw.randrange(900)}", f"{draw.randrange(10_000, 99_999)}"
            landline = f"{draw.randrange(200, 990)}-{draw.randrange(200, 990)}-{draw.randrange(10_000):04}"
            for _ in range(draw.choice([1, 1, 1, 2, 3])):
                first = given[int(len(given) * draw.random() ** 2)]
                email = f"{first}.{last}{draw.randrange(1_000)}@{draw.choice(DOMAINS)}".lower()
                mobile = f"{draw.randrange(200, 990)}-{draw.randrange(200, 990)}-{draw.randrange(10_000):04}"
                born = f"{draw.randrange(1940, 2008)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
                for _ in range(draw.choice([1, 1, 2, 3, 4])):
                    has = [draw.random() < share for share in (0.9, 0.85, 0.55, 0.5, 0.55, 0.3)]
                    phone = landline if draw.random() < 0.2 else mobile
                    rows.writerow(
                        [
                            n,
                            slip(first, draw) if has[0] else "",
                            slip(last, draw) if has[0] else "",
                            slip(email, draw) if has[1] else "",
                            phone if has[2] else "",
                            home if has[3] else "",
                            town if has[3] else "",
                            "GA" if has[3] else "",
                            postcode if has[4] else "",
                            born if has[5] else "",
                        ]
                    )
                    n += 1
                    if n == n_records:
                        return


def contract(columns: list[str]) -> str:
    """A contract for a file of records with these columns."""
    lines = ["apiVersion: v3.1.0", "kind: DataContract", "id: crm", 'version: "1.0.0"', "status: active", "servers:"]
    lines += ["  - {server: bench, type: local, path: people.csv, format: csv}", "customProperties:"]
    lines += ["  - {property: truelift.source, value: crm}", "  - {property: truelift.lands, value: [records]}"]
    lines += ["schema:", "  - name: contacts", "    properties:"]
    for column in columns:
        role = ROLES.get(column, "ignore")
        lines += [f"      - name: {column}", "        logicalType: string"]
        lines += ["        required: true"] if role == "external_key" else []
        lines += [f"        customProperties: [{{property: truelift.role, value: {role}}}]"]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", default="1000000")
    parser.add_argument("--again", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="truelift-unify-") as folder:
        file = Path(folder) / "people.csv"
        if args.data.isdigit():
            write(file, int(args.data))
        else:
            file = Path(args.data)
        with file.open(newline="") as rows:
            columns = next(csv.reader(rows))
        definitions = Path(folder) / "workspace"
        (definitions / "sources").mkdir(parents=True)
        (definitions / "sources/crm.yaml").write_text(contract(columns))
        data = ["--data", str(Path(folder) / "data")]
        truelift = binary.find()
        quiet = {"check": True, "stdout": subprocess.DEVNULL}
        subprocess.run([truelift, "apply", str(definitions), *data], **quiet)
        load = ["--contract", str(definitions / "sources/crm.yaml")]
        subprocess.run([truelift, "collect", "import", str(file), *load, *data], **quiet)
        command = [truelift, "unify", "--json", *data]
        for _ in range(2 if args.again else 1):
            print("$ " + " ".join(command), flush=True)
            output, cost = binary.costs(command)
            print(output.decode().strip())
            print(f"unify            {cost['cpu_s']:.1f} CPU s (goal: 30 for 1,000,000 records), {cost['wall_s']:.1f} s")
            print(f"peak memory      {cost['peak_mb']:.0f} MB (goal: 1,200)")


if __name__ == "__main__":
    main()
