"""People in groups: what reaches the control from treated neighbours, and retention of groups."""

import mpmath
import numpy as np
import pandas as pd
import scipy.stats
import statsmodels.api as sm

N_GROUPS = 90


def households():
    """Ninety groups of one to six, people randomised one by one to control, treatment and a third arm."""
    rng = np.random.default_rng(20261123)
    size = rng.integers(1, 7, N_GROUPS)
    group = np.repeat(np.arange(N_GROUPS), size)
    arm = rng.choice(["control", "treatment", "other"], len(group), p=[0.4, 0.4, 0.2])
    treated = np.bincount(group, arm == "treatment", N_GROUPS)[group]
    share = np.where(size[group] > 1, treated / np.maximum(size[group] - 1, 1), 0.0)
    y = rng.gamma(1.2, 4.0, len(group)) + rng.normal(0, 2, N_GROUPS)[group] + 0.4 * size[group]
    return group, arm, np.round(y + 2.5 * share * (arm == "control"), 3)


def bell_mccaffrey(x, groups, which):
    """Degrees of freedom of a coefficient's CR2 error, with whole matrices (Imbens, Kolesár 2016, eq. 5)."""
    inverse = np.linalg.inv(x.T @ x)
    rest = np.eye(len(x)) - x @ inverse @ x.T
    columns = []
    for name in np.unique(groups):
        own = groups == name
        values, vectors = np.linalg.eigh(rest[np.ix_(own, own)])
        root = vectors @ np.diag(1 / np.sqrt(values)) @ vectors.T
        columns.append(rest[:, own] @ root @ x[own] @ inverse[:, which])
    roots = np.linalg.eigvalsh(np.array(columns) @ np.array(columns).T)
    return roots.sum() ** 2 / (roots**2).sum()


def spillover():
    group, arm, y = households()
    data = pd.DataFrame({"group": group, "arm": arm, "y": y})
    size, treated = data.groupby("group").size(), (data.arm == "treatment").groupby(data.group).sum()
    control = data[(data.arm == "control") & (data.group.map(size) > 1)].copy()
    control["share"] = control.group.map(treated) / (control.group.map(size) - 1)
    x = sm.add_constant(control[["share"]]).to_numpy()
    people = sm.OLS(control.y.to_numpy(), x).fit(cov_type="cluster", cov_kwds={"groups": control.group.to_numpy()})
    # One share for all control people of a group: CR2 of people is HC2 of groups weighted by their people.
    means = control.groupby("group").agg(y=("y", "mean"), share=("share", "first"), n=("y", "size"))
    groups = sm.WLS(means.y.to_numpy(), sm.add_constant(means[["share"]]).to_numpy(), weights=means.n.to_numpy()).fit(cov_type="HC2")
    df = bell_mccaffrey(x, control.group.to_numpy(), 1)
    statistic = groups.params[1] / groups.bse[1]
    everybody = (data.arm == "control").sum()
    return {
        "source": "statsmodels OLS cov_type=cluster, WLS cov_type=HC2; numpy for the degrees of freedom",
        "group": group,
        "arm": arm,
        "y": y,
        "slope": people.params[1],
        "std_error_cr1": people.bse[1],
        "std_error": groups.bse[1],
        "df": df,
        "p_value": 2 * scipy.stats.t.sf(abs(statistic), df),
        "n_groups": len(means),
        "n_mixed": int((means.share > 0).sum()),
        "mean_share": control.share.sum() / everybody,
    }


def kaplan_meier(weights, days, lost, horizon):
    """The share still there when person i counts weights[i] times."""
    kept = mpmath.mpf(1)
    for day in range(1, horizon + 1):
        at_risk = mpmath.fsum(w for w, d in zip(weights, days) if d >= day)
        gone = mpmath.fsum(w for w, d, g in zip(weights, days, lost) if d == day and g)
        kept *= 1 - gone / at_risk
    return kept


def retention_of_groups():
    """Kaplan and Meier's share with the infinitesimal jackknife over groups, its derivative taken by mpmath."""
    mpmath.mp.dps = 40
    rng = np.random.default_rng(11)
    group = np.sort(rng.integers(0, 30, 90))
    days = np.minimum(rng.integers(1, 9, 90) + rng.integers(0, 3, 30)[group], 9)
    lost = rng.random(90) < 0.5
    rows = []
    for horizon in (1, 4, 6):
        # Someone last seen on a day without being lost was at risk on it.
        by_group = lambda name, h: kaplan_meier([1 + (h if g == name else 0) for g in group], days, lost, horizon)
        influence = [mpmath.diff(lambda h: by_group(name, h), 0) for name in np.unique(group)]
        n = len(influence)
        rows.append({
            "horizon": horizon,
            "share": float(kaplan_meier([1] * len(days), days, lost, horizon)),
            "squared_error": float(mpmath.fsum(u * u for u in influence) * n / (n - 1)),
        })
    return {"source": "mpmath diff of the weighted product", "group": group, "days": days, "lost": lost, "cases": rows}


def figures(hillstrom):
    return {"spillover": spillover(), "retention_of_groups": retention_of_groups()}
