"""Many looks at once, shrinkage, posteriors, and two looks integrated by hand."""

import mpmath
import numpy as np
import scipy.integrate
import scipy.optimize
import scipy.stats
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests

P_VALUES = [0.001, 0.013, 0.04, 0.04, 0.2, 0.03, 0.9, 0.0004, 0.011]
EFFECTS = [(0.8, 0.30), (0.1, 0.22), (1.4, 0.45), (0.5, 0.12), (-0.3, 0.35)]
ALIKE = [(0.50, 0.3), (0.55, 0.2), (0.45, 0.4)]
SHARES = [(3, 40, 1, 50), (180, 1000, 150, 1000), (0, 20, 4, 25), (3894, 21307, 2262, 21306)]


def corrections():
    rows = {}
    for name, method in (("holm", "holm"), ("hochberg", "simes-hochberg"), ("benjamini_hochberg", "fdr_bh")):
        rows[name] = multipletests(P_VALUES, method=method)[1]
    return {"source": "statsmodels multipletests", "p_values": P_VALUES, **rows}


def shrinkage():
    rows = []
    for effects in (EFFECTS, ALIKE):
        values = np.array([e for e, _ in effects])
        variances = np.array([s**2 for _, s in effects])
        found = combine_effects(values, variances, method_re="iterated", atol=1e-8)
        rows.append({"effects": values, "variances": variances, "between": found.tau2, "mean": found.mean_effect_re, "std_error": np.sqrt(found.var_eff_w_re)})
    return {"source": "statsmodels combine_effects method_re=iterated", "cases": rows}


def shares():
    """The flat beta posterior of two shares by mpmath's quadrature."""
    mpmath.mp.dps = 30
    rows = []
    for hits, n, hits_control, n_control in SHARES:
        a, b, c, d = hits + 1, n - hits + 1, hits_control + 1, n_control - hits_control + 1
        own, base = scipy.stats.beta(a, b), scipy.stats.beta(c, d)

        def over(f):
            low, high = own.ppf(1e-14), own.isf(1e-14)
            grid = list(np.linspace(low, high, 21))
            pdf = lambda x: mpmath.exp((a - 1) * mpmath.log(x) + (b - 1) * mpmath.log1p(-x) - mpmath.log(mpmath.beta(a, b)))
            return float(mpmath.quad(lambda x: pdf(x) * f(x), grid))

        cdf = lambda c, d, x: mpmath.betainc(c, d, 0, x, regularized=True)
        # E max(x − Y, 0) = x F(x) − E[Y; Y < x], and E[Y; Y < x] = mean · F of Beta(c + 1, d).
        kept = over(lambda x: x * cdf(c, d, x) - mpmath.mpf(c) / (c + d) * cdf(c + 1, d, x)) if n < 10000 else None
        win = over(lambda x: cdf(c, d, x)) if n < 10000 else None
        row = {"counts": [hits, n, hits_control, n_control], "lift": own.mean() - base.mean(), "std_dev": np.sqrt(own.var() + base.var()), "chance_to_win": win, "loss_if_kept": kept}
        if n < 10000:
            row["loss_if_chosen"] = kept - row["lift"]
            ends = [own.ppf(1e-16), own.isf(1e-16)]
            below = lambda lift: scipy.integrate.quad(lambda x: own.pdf(x) * base.sf(x - lift), *ends, epsabs=1e-13, limit=400)[0]
            row["interval"] = [scipy.optimize.brentq(lambda lift: below(lift) - p, -1, 1, xtol=1e-14) for p in (0.025, 0.975)]
        rows.append(row)
    return {"source": "mpmath quad, scipy beta", "cases": rows}


def two_looks():
    """Pocock's constant for two even looks: the second statistic is (first + new) / sqrt 2."""
    norm, far = scipy.stats.norm, np.sqrt(2)
    going_on = lambda c: lambda z: norm.pdf(z) * (norm.cdf(far * c - z) - norm.cdf(-far * c - z))
    inside = lambda c: scipy.integrate.quad(going_on(c), -c, c, epsabs=1e-14, epsrel=1e-13)[0]
    return {"source": "scipy quad", "pocock": scipy.optimize.brentq(lambda c: 0.95 - inside(c), 1.9, 2.5, xtol=1e-13)}


def figures(hillstrom):
    return {"corrections": corrections(), "shrinkage": shrinkage(), "posterior_of_shares": shares(), "two_looks": two_looks()}
