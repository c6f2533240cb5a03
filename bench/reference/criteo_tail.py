"""The p-values of Criteo's uplift test, too small for a float: log10 to 30 digits.

    pip install -r requirements.txt
    python criteo_tail.py

Counts: Criteo Uplift Modeling Dataset v2.1 (Diemert et al. 2021, arXiv 2111.10106), 13,979,592 people,
visits by arm. `crates/truelift/tests/readout_file.rs` holds the binary to what this prints.
"""

import mpmath
from mpmath import mpf

N, HITS = (11_882_655, 2_096_937), (576_824, 80_105)  # treated, control

mpmath.mp.dps = 50


def log10_two_sided_normal(z):
    return mpmath.log10(mpmath.erfc(abs(z) / mpmath.sqrt(2)))


def log10_two_sided_t(t, df):
    """By the incomplete beta's series in x = df / (df + t²); all terms are positive, so nothing cancels."""
    a, x = df / 2, df / (df + t * t)
    term, total, k = mpf(1), mpf(1), 0
    while term > mpf(10) ** -40 * total:
        term *= (a + mpf(1) / 2 + k) / (a + 1 + k) * x
        total += term
        k += 1
    log_beta = mpmath.loggamma(a) + mpmath.loggamma(mpf(1) / 2) - mpmath.loggamma(a + mpf(1) / 2)
    log_p = a * mpmath.log(x) + mpmath.log(1 - x) / 2 - mpmath.log(a) - log_beta + mpmath.log(total)
    return log_p / mpmath.log(10)


def score(corrected):
    share = mpf(sum(HITS)) / sum(N)
    variance = share * (1 - share) * (1 / mpf(N[0]) + 1 / mpf(N[1]))
    if corrected:  # Miettinen, Nurminen 1985
        variance *= mpf(sum(N)) / (sum(N) - 1)
    return (mpf(HITS[0]) / N[0] - mpf(HITS[1]) / N[1]) / mpmath.sqrt(variance)


def welch():
    shares = [mpf(hits) / n for hits, n in zip(HITS, N)]
    errors = [share * (1 - share) / (n - 1) for share, n in zip(shares, N)]
    df = sum(errors) ** 2 / sum(error**2 / (n - 1) for error, n in zip(errors, N))
    return (shares[0] - shares[1]) / mpmath.sqrt(sum(errors)), df


# The series is right where floats can say so, too.
import scipy.stats  # noqa: E402

for t, df in ((3.0, 12.0), (8.0, 400.0)):
    theirs = 2 * scipy.stats.t.sf(t, df)
    assert abs(10 ** log10_two_sided_t(mpf(t), mpf(df)) / theirs - 1) < 1e-10, (t, df)

for name, z in (("score", score(False)), ("score, n / (n - 1)", score(True))):
    print(f"{name}: z {mpmath.nstr(z, 20)}, log10 p {mpmath.nstr(log10_two_sided_normal(z), 20)}")
t, df = welch()
print(f"Welch: t {mpmath.nstr(t, 20)}, df {mpmath.nstr(df, 20)}, log10 p {mpmath.nstr(log10_two_sided_t(t, df), 20)}")
