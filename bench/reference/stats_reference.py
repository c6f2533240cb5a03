"""Makes the figures `crates/stats` is pinned to, with the field's own tools.

    pip install -r requirements.txt
    python stats_reference.py [hillstrom.csv] > ../../crates/stats/tests/reference/figures.json

The inputs are written beside the figures, so that both sides work on the same digits. Every section
names the call that made it. Hillstrom's sums are added up exactly in whole cents.
"""

import importlib.metadata
import json
import sys

import numpy as np
import pandas as pd

import reference_design
import reference_groups
import reference_many
import reference_two_samples

TOOLS = ["gbstats", "mpmath", "numpy", "scipy", "statsmodels", "tea-tasting"]


def plain(value):
    """numpy scalars and arrays as JSON knows them; infinities as null."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (np.integer, np.bool_)):
        return value.item()
    if isinstance(value, (float, np.floating)):
        return float(value) if np.isfinite(value) else None
    return value


def main():
    hillstrom = pd.read_csv(sys.argv[1] if len(sys.argv) > 1 else "../../../shared/data/studies/hillstrom.csv")
    figures = {"versions": {tool: importlib.metadata.version(tool) for tool in TOOLS}}
    for module in (reference_two_samples, reference_many, reference_design, reference_groups):
        figures |= module.figures(hillstrom)
    print(json.dumps(plain(figures), indent=1))


if __name__ == "__main__":
    main()
