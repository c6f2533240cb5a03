"""Power, factorial designs and trust checks."""

import numpy as np
import pandas as pd
import scipy.stats
import statsmodels.api as sm
import tea_tasting as tt
from scipy.special import gammaln
from statsmodels.stats.power import NormalIndPower, TTestIndPower


def power():
    rows = []
    for effect, n, ratio, alpha, sides in ((0.2, 150, 1.0, 0.05, "two-sided"), (0.5, 20, 2.0, 0.01, "two-sided"), (0.1, 900, 1.0, 0.05, "larger"), (0.02, 40000, 0.25, 0.05, "two-sided")):
        rows.append({
            "effect": effect, "n1": n, "ratio": ratio, "alpha": alpha, "one_sided": sides == "larger",
            "t": TTestIndPower().power(effect, n, alpha, ratio=ratio, alternative=sides),
            "z": NormalIndPower().power(effect, n, alpha, ratio=ratio, alternative=sides),
        })
    data = pd.DataFrame({"y": np.tile([0.0, 1.0, 2.0, 5.0], 250)})
    solved = []
    for ratio in (1, 3):
        metric = tt.Mean("y", alpha=0.05, ratio=ratio, power=0.8, n_obs=2000)
        effect = metric.solve_power(data, "effect_size").to_dicts()[0]["effect_size"]
        metric = tt.Mean("y", alpha=0.05, ratio=ratio, power=0.8, effect_size=0.2)
        # tea-tasting cannot search for people in uneven arms: it starts with less than one in the control.
        n_obs = metric.solve_power(data, "n_obs").to_dicts()[0]["n_obs"] if ratio == 1 else None
        solved.append({"ratio": ratio, "variance": data.y.var(), "n": 2000, "effect": effect, "n_for_0.2": n_obs})
    return {"source": "statsmodels TTestIndPower, NormalIndPower; tea-tasting solve_power", "cases": rows, "solved": solved}


def factorial():
    rng = np.random.default_rng(3)
    rows, cells = [], []
    for run in range(8):
        on = [run >> k & 1 for k in range(3)]
        y = np.round(10 + 2 * on[0] - on[1] + 0.5 * on[2] + 1.5 * on[0] * on[1] + rng.normal(0, 1 + run / 4, 12 + run), 3)
        rows += [{"y": value, **{name: 2 * flag - 1 for name, flag in zip("ABC", on)}} for value in y]
        cells.append(y)
    data = pd.DataFrame(rows)
    words = ["A", "B", "AB", "C", "AC", "BC", "ABC"]
    design = pd.DataFrame({word: data[list(word)].prod(axis=1) for word in words})
    fit = sm.OLS(data.y, sm.add_constant(design)).fit(cov_type="HC2")
    # A coefficient on −1/+1 is half of the effect.
    return {"source": "statsmodels OLS cov_type=HC2", "cells": cells, "words": words, "effects": [2 * fit.params[w] for w in words], "std_errors": [2 * fit.bse[w] for w in words]}


def novelty():
    """A weighted regression of daily lifts on the day, known errors."""
    lifts = np.array([0.9, 0.75, 0.7, 0.5, 0.62, 0.4, 0.35, 0.42])
    errors = np.array([0.1, 0.12, 0.1, 0.15, 0.1, 0.11, 0.2, 0.1])
    days = np.arange(len(lifts))
    fit = sm.WLS(lifts, sm.add_constant(days), weights=1 / errors**2).fit(cov_type="fixed scale")
    return {"source": "statsmodels WLS cov_type=fixed scale", "lifts": lifts, "errors": errors, "slope": fit.params[1], "std_error": fit.bse[1], "heterogeneity": float(((lifts - np.average(lifts, weights=1 / errors**2)) ** 2 / errors**2).sum())}


def balance():
    """Hotelling's T² of two covariates, unequal covariances, read against F."""
    from reference_two_samples import people
    arms = people()
    x = {arm: np.column_stack([arms[arm]["x1"], arms[arm]["x2"]]) for arm in arms}
    distance = x["treatment"].mean(0) - x["control"].mean(0)
    error = sum(np.cov(part.T) / len(part) for part in x.values())
    statistic = distance @ np.linalg.solve(error, distance)
    people = sum(len(part) for part in x.values()) - 2
    smd = [(x["treatment"][:, k].mean() - x["control"][:, k].mean()) / np.sqrt((x["treatment"][:, k].var(ddof=1) + x["control"][:, k].var(ddof=1)) / 2) for k in range(2)]
    return {"source": "numpy, scipy f", "statistic": statistic, "p_value": scipy.stats.f.sf(statistic * (people - 1) / people / 2, 2, people - 1), "smd": smd}


def sequential_ratio():
    """The multinomial against a Dirichlet around the plan, as a Bayes factor."""
    rows = []
    for counts, weights, concentration in (([520, 480], [0.5, 0.5], 1000.0), ([5400, 4600], [0.5, 0.5], 1000.0), ([390, 420, 190], [0.4, 0.4, 0.2], 100.0)):
        counts, plan = np.array(counts), np.array(weights)
        prior = concentration * plan
        ln_bf = gammaln(prior.sum()) - gammaln(prior.sum() + counts.sum()) + (gammaln(prior + counts) - gammaln(prior)).sum() - (counts * np.log(plan)).sum()
        rows.append({"counts": counts, "weights": weights, "concentration": concentration, "ln_bayes_factor": ln_bf, "p_value": min(1.0, np.exp(-ln_bf))})
    return {"source": "scipy gammaln", "cases": rows}


def independence():
    found = scipy.stats.chi2_contingency([[120, 90, 40], [110, 95, 70]], correction=False)
    return {"source": "scipy chi2_contingency", "chi2": found.statistic, "p_value": found.pvalue}


def figures(hillstrom):
    return {"independence": independence(), "power": power(), "factorial": factorial(), "novelty": novelty(), "balance": balance(), "sequential_ratio": sequential_ratio()}
