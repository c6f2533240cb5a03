"""The peers of bench/readout.py, and the file they all read. Runs in the environment that bench/readout.py makes.

usage: readout_tea_tasting.py make FILE PEOPLE | polars FILE | duckdb FILE | scan FILE
"""

import json
import sys

ARMS = ["control", "mail", "mail_and_app"]


def make(file: str, n_people: int) -> None:
    import numpy
    import pyarrow
    import pyarrow.parquet

    rng = numpy.random.default_rng(2026)
    schema = pyarrow.schema(
        [("person", pyarrow.int64()), ("arm", pyarrow.string()), ("visit", pyarrow.int8()), ("orders", pyarrow.int32())]
        + [(name, pyarrow.float64()) for name in ["revenue", "minutes", "revenue_before", "minutes_before"]]
    )
    with pyarrow.parquet.ParquetWriter(file, schema) as writer:
        for first in range(0, n_people, 1_000_000):
            n = min(1_000_000, n_people - first)
            arm = rng.integers(0, 3, n)
            taste = rng.gamma(2.0, 1.0, n)
            orders = rng.poisson(0.15 * taste * (1 + 0.03 * arm))
            basket = numpy.round(rng.lognormal(3.3, 0.9, n), 2)
            before = numpy.round(rng.poisson(0.3 * taste) * rng.lognormal(3.3, 0.9, n), 2)
            minutes = rng.gamma(1.5, 4.0, n) * taste * (1 + 0.01 * arm)
            visit = (rng.random(n) < 0.2 + 0.01 * arm).astype("int8")
            columns = [numpy.arange(first, first + n), pyarrow.array(ARMS).take(pyarrow.array(arm))]
            columns += [visit, orders.astype("int32"), orders * basket, minutes, before, rng.gamma(1.5, 4.0, n) * taste]
            writer.write_table(pyarrow.table([pyarrow.array(column) for column in columns], schema=schema))


def tea_tasting(data: object) -> None:
    import tea_tasting

    experiment = tea_tasting.Experiment(
        {
            "revenue": tea_tasting.Mean("revenue", "revenue_before"),
            "minutes": tea_tasting.Mean("minutes", "minutes_before"),
            "visit": tea_tasting.Mean("visit"),
            "orders": tea_tasting.Mean("orders"),
            "revenue/orders": tea_tasting.RatioOfMeans("revenue", "orders"),
        },
        variant="arm",
    )
    results = experiment.analyze(data, control="control", all_variants=True)
    found = {}
    for (_, arm), result in results.items():
        found |= {f"{arm} {metric}": numbers._asdict() for metric, numbers in result.items()}
    print(json.dumps(found))


def scan(file: str) -> None:
    import duckdb

    columns = ["revenue", "minutes", "visit", "orders", "revenue_before", "minutes_before"]
    pairs = [("revenue", "revenue_before"), ("minutes", "minutes_before"), ("revenue", "orders")]
    sums = [f"avg({name}), var_pop({name})" for name in columns] + [f"covar_pop({a}, {b})" for a, b in pairs]
    print(duckdb.sql(f"SELECT arm, count(*), {', '.join(sums)} FROM '{file}' GROUP BY arm").fetchall())


def main() -> None:
    what, file = sys.argv[1:3]
    if what == "make":
        make(file, int(sys.argv[3]))
    elif what == "scan":
        scan(file)
    elif what == "polars":
        import polars

        tea_tasting(polars.scan_parquet(file))
    else:
        import ibis

        tea_tasting(ibis.duckdb.connect().read_parquet(file))


main()
