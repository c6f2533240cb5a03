#!/usr/bin/env python3
"""Splink on one file, for bench/people.py. Prints one JSON object.

usage: people_splink.py FILE TRUTH ROLES_JSON

Roles are those that `truelift people evaluate` took the columns for. Values are lower-cased and trimmed, e-mail
and phone reduced to what identifies; comparisons and blocking follow Splink's own tutorials for such columns. Of
several thresholds the one with the best pairwise F1 after clustering is reported: a choice the peer would need
the truth for.
"""

import json
import logging
import os
import resource
import sys
import time
from collections import Counter

import duckdb
import splink
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

THRESHOLDS = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]


def quality(truth: list, found: list) -> dict:
    """Pairwise, B-cubed and exact-cluster figures, defined as in `people::quality`."""
    by_truth, by_found, by_both = Counter(truth), Counter(found), Counter(zip(truth, found))
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts.values())
    f1 = lambda p, r: 2 * p * r / (p + r) if p + r else 0.0
    together = pairs(by_both)
    p, r = together / max(pairs(by_found), 1), together / max(pairs(by_truth), 1)
    bp = sum(n * n / by_found[f] for (_, f), n in by_both.items()) / len(truth)
    br = sum(n * n / by_truth[t] for (t, _), n in by_both.items()) / len(truth)
    exact = sum(1 for (t, f), n in by_both.items() if n == by_truth[t] == by_found[f])
    ep, er = exact / len(by_found), exact / len(by_truth)
    return {
        "pair_precision": p, "pair_recall": r, "pair_f1": f1(p, r),
        "b3_precision": bp, "b3_recall": br, "b3_f1": f1(bp, br), "exact_cluster_f1": f1(ep, er),
    }


def columns(roles: dict) -> dict:
    """The first column of each role."""
    first = {}
    for column, role in roles.items():
        first.setdefault(role, column)
    return first


def cleaned(role: str, column: str) -> str:
    text = f'lower(trim(cast("{column}" as varchar)))'
    if role == "phone":
        text = f"right(regexp_replace({text}, '[^0-9]', '', 'g'), 10)"
    if role == "street":
        text = f"regexp_replace({text}, '[.,]', '', 'g')"
    return f"nullif({text}, '') as {role}"


def model(have: dict, attributes: list) -> SettingsCreator:
    named = lambda role: role in have
    comparisons = []
    for role in ("given_name", "family_name", "full_name", "middle_name"):
        if named(role) and not (role == "full_name" and named("family_name")):
            comparisons.append(cl.NameComparison(role).configure(term_frequency_adjustments=True))
    if named("email"):
        comparisons.append(cl.EmailComparison("email"))
    if named("birth_date"):
        comparisons.append(cl.DamerauLevenshteinAtThresholds("birth_date", [1, 2]))
    for role in ("phone", "national_id", "customer_id"):
        if named(role):
            comparisons.append(cl.DamerauLevenshteinAtThresholds(role, 1))
    if named("street"):
        comparisons.append(cl.JaroWinklerAtThresholds("street", [0.9]))
    for role in ("house_number", "city", "state", "postcode", "country", "gender", *attributes):
        if named(role) or role in attributes:
            comparisons.append(cl.ExactMatch(role).configure(term_frequency_adjustments=True))
    rules = [
        ("email",), ("phone",), ("national_id",), ("customer_id",), ("given_name", "family_name"), ("full_name",),
        ("birth_date", "postcode"), ("birth_date", "family_name"), ("birth_date", "given_name"),
        ("family_name", "postcode"), ("given_name", "postcode"), ("family_name", "street"), ("given_name", "street"),
    ]
    blocking = [block_on(*rule) for rule in rules if all(named(role) for role in rule)]
    return SettingsCreator(link_type="dedupe_only", blocking_rules_to_generate_predictions=blocking, comparisons=comparisons)


def training(have: dict) -> list:
    """Pairs of columns that hardly two people share, to learn from one while blocking on the other."""
    options = [("email",), ("given_name", "family_name"), ("birth_date",), ("national_id",), ("phone",), ("full_name",), ("postcode", "family_name")]
    return [block_on(*option) for option in options if all(role in have for role in option)][:3]


def main() -> None:
    file, truth, roles = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
    logging.getLogger("splink").setLevel(logging.ERROR)
    started, cpu = time.monotonic(), os.times()
    db = duckdb.connect()
    db.execute(f"set threads={os.cpu_count()}")
    have = columns(roles)
    attributes = [f"attribute_{i}" for i, column in enumerate(c for c, role in roles.items() if role == "attribute")]
    texts = [cleaned(role, column) for role, column in have.items() if role not in ("attribute", "ignore", "record_id", "source", "observed_at")]
    texts += [cleaned(name, column) for name, column in zip(attributes, (c for c, role in roles.items() if role == "attribute"))]
    reader = f"read_parquet('{file}')" if file.endswith(".parquet") else f"read_csv('{file}', all_varchar=true)"
    db.execute(f'create table d as select row_number() over () as unique_id, cast("{truth}" as varchar) as truth, {", ".join(texts)} from {reader}')
    api = DuckDBAPI(connection=db)
    linker = Linker(api.register(db.table("d")), model(have, attributes))
    blocks = training(have)
    linker.training.estimate_probability_two_random_records_match(blocks, recall=0.75)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
    for block in blocks[:2]:
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    found = linker.inference.predict(threshold_match_probability=0.01)
    best = None
    spent = None
    for threshold in THRESHOLDS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_probability=threshold)
        if spent is None:
            now = os.times()
            spent = (time.monotonic() - started, now.user + now.system - cpu.user - cpu.system)
        rows = db.execute(f"select d.truth, c.cluster_id from {clusters.physical_name} c join d using (unique_id)").fetchall()
        figures = quality([row[0] for row in rows], [row[1] for row in rows])
        if best is None or best["pair_f1"] < figures["pair_f1"]:
            best = {"threshold": threshold, "records": len(rows), **figures}
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"tool": f"splink {splink.__version__}, duckdb {duckdb.__version__}", **best, "wall_s": spent[0], "cpu_s": spent[1], "peak_rss_mb": rss}))


if __name__ == "__main__":
    main()
