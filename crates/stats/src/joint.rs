use crate::exact::{ExactSum, centred};
use crate::{CoMoments, ExactColumn, Moments, StatsError};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The moments of several columns of the same people, and how each goes together with each.
///
/// A metric, the denominator of a ratio and any number of covariates stand side by side; which is which
/// is said when they are used.
///
/// Shapes: `cross` is the lower triangle by rows, Σ(a − mean_a)(b − mean_b): 00, 10, 11, 20, 21, 22, …
/// Source: Chan, Golub, LeVeque 1979; the cross products merge as the squares do.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JointMoments {
    n: u64,
    means: Vec<f64>,
    cross: Vec<f64>,
}

/// The place of row `i`, column `j` in the lower triangle.
fn place(i: usize, j: usize) -> usize {
    let (row, column) = (i.max(j), i.min(j));
    row * (row + 1) / 2 + column
}

impl JointMoments {
    /// Nobody yet, in `n_columns` columns.
    pub fn new(n_columns: usize) -> Self {
        Self { n: 0, means: vec![0.0; n_columns], cross: vec![0.0; place(n_columns, 0)] }
    }

    /// Checks the parts and makes the moments.
    ///
    /// Errors: [`StatsError::Shape`] when `cross` is not the lower triangle of as many columns as there
    /// are means; [`StatsError::NotFinite`]; [`StatsError::Impossible`] as for [`CoMoments::checked`].
    pub fn from_parts(n: u64, means: Vec<f64>, cross: Vec<f64>) -> Result<Self, StatsError> {
        let moments = Self { n, means, cross };
        moments.check().map(|()| moments)
    }

    /// How many people.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// How many columns.
    pub fn n_columns(&self) -> usize {
        self.means.len()
    }

    /// Adds one person.
    ///
    /// Errors: [`StatsError::Shape`] unless there is one value for each column.
    pub fn push(&mut self, values: &[f64]) -> Result<(), StatsError> {
        if values.len() != self.means.len() {
            return Err(StatsError::Shape { what: "values and columns" });
        }
        self.n += 1;
        let n = self.n as f64;
        let deltas: Vec<f64> = values.iter().zip(&self.means).map(|(value, mean)| value - mean).collect();
        self.means.iter_mut().zip(&deltas).for_each(|(mean, delta)| *mean += delta / n);
        // Old distance times new distance, as Welford's square.
        let moved: Vec<f64> = values.iter().zip(&self.means).map(|(value, mean)| value - mean).collect();
        let products =
            deltas.iter().enumerate().flat_map(|(i, delta)| moved.iter().take(i + 1).map(move |m| delta * m));
        self.cross.iter_mut().zip(products).for_each(|(cross, product)| *cross += product);
        Ok(())
    }

    /// The moments of both groups together.
    ///
    /// Parts merged in another order agree to about 1e-12 and not to the last bit; where that matters
    /// (any number of threads, the same digits) add up [`ExactMoments`].
    ///
    /// Errors: [`StatsError::Shape`] for other columns.
    pub fn merge(&self, other: &Self) -> Result<Self, StatsError> {
        if self.means.len() != other.means.len() {
            return Err(StatsError::Shape { what: "columns of two groups" });
        }
        if self.n == 0 || other.n == 0 {
            return Ok(if self.n == 0 { other.clone() } else { self.clone() });
        }
        let n = self.n + other.n;
        let share = other.n as f64 / n as f64;
        let weight = self.n as f64 * share;
        let deltas: Vec<f64> = self.means.iter().zip(&other.means).map(|(own, other)| other - own).collect();
        let means = self.means.iter().zip(&deltas).map(|(mean, delta)| mean + delta * share).collect();
        let between = deltas
            .iter()
            .enumerate()
            .flat_map(|(i, a)| deltas.iter().take(i + 1).map(move |b| a * b * weight));
        let within = self.cross.iter().zip(&other.cross).map(|(own, other)| own + other);
        Ok(Self { n, means, cross: within.zip(between).map(|(within, between)| within + between).collect() })
    }

    /// The mean of a column; `None` when there is no such column or nobody in it.
    pub fn mean(&self, column: usize) -> Option<f64> {
        self.means.get(column).copied().filter(|_| 0 < self.n)
    }

    /// Σ(a − mean_a)(b − mean_b) of two columns; `None` when there are no such columns.
    pub fn cross(&self, a: usize, b: usize) -> Option<f64> {
        self.cross.get(place(a, b)).copied().filter(|_| a.max(b) < self.means.len())
    }

    /// The moments of one column; `None` when there is no such column.
    pub fn column(&self, column: usize) -> Option<Moments> {
        Some(Moments { n: self.n, mean: *self.means.get(column)?, m2: self.cross(column, column)? })
    }

    /// The moments of two columns; `None` when there are no such columns.
    pub fn pair(&self, y: usize, x: usize) -> Option<CoMoments> {
        let (own, other) = (self.column(y)?, self.column(x)?);
        Some(CoMoments {
            n: self.n,
            mean_y: own.mean,
            mean_x: other.mean,
            m2_y: own.m2,
            m2_x: other.m2,
            c_xy: self.cross(y, x)?,
        })
    }

    pub(crate) fn check(&self) -> Result<(), StatsError> {
        if self.cross.len() != place(self.means.len(), 0) {
            return Err(StatsError::Shape { what: "cross products and columns" });
        }
        for column in 0..self.means.len() {
            for other in 0..=column {
                self.pair(column, other).ok_or(StatsError::Shape { what: "columns" })?.check()?;
            }
        }
        Ok(())
    }
}

impl From<CoMoments> for JointMoments {
    /// Column 0 is the value, column 1 the covariate.
    fn from(pair: CoMoments) -> Self {
        Self {
            n: pair.n,
            means: vec![pair.mean_y, pair.mean_x],
            cross: vec![pair.m2_y, pair.c_xy, pair.m2_x],
        }
    }
}

/// Sums of several columns and of their products without any rounding.
///
/// The same people give the same bits in any order, in any number of parts and on any number of
/// threads. Where columns are given whole ([`ExactMoments::extend`]) it costs some one and a half
/// nanoseconds a value and half of one for each sum it goes into, and a kilobyte of memory for each sum.
///
/// Source: as [`ExactSum`].
#[derive(Debug, Clone)]
pub struct ExactMoments {
    n: u64,
    sums: Vec<ExactSum>,
    /// Which products are added up, larger column first.
    pairs: Vec<(usize, usize)>,
    products: Vec<ExactSum>,
}

impl ExactMoments {
    /// Nobody yet, in `n_columns` columns, with the products of all of them.
    pub fn new(n_columns: usize) -> Self {
        let pairs: Vec<_> = (0..n_columns).flat_map(|i| (0..=i).map(move |j| (i, j))).collect();
        Self::of_pairs(n_columns, &pairs)
    }

    /// Nobody yet, with the products of these pairs of columns only.
    ///
    /// Ten metrics do not need the fifty-five products of each with each.
    pub fn of_pairs(n_columns: usize, pairs: &[(usize, usize)]) -> Self {
        let mut pairs: Vec<_> = pairs.iter().map(|&(a, b)| (a.max(b), a.min(b))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        let zeros = |n| vec![ExactSum::default(); n];
        Self { n: 0, sums: zeros(n_columns), products: zeros(pairs.len()), pairs }
    }

    /// How many people.
    pub fn n(&self) -> u64 {
        self.n
    }

    /// Adds one person. A value that is not finite is told by [`ExactMoments::moments`].
    ///
    /// Errors: [`StatsError::Shape`] unless there is one value for each column.
    pub fn push(&mut self, values: &[f64]) -> Result<(), StatsError> {
        if values.len() != self.sums.len() {
            return Err(StatsError::Shape { what: "values and columns" });
        }
        self.n += 1;
        self.sums.iter_mut().zip(values).for_each(|(sum, &value)| sum.add(value));
        for (sum, &(a, b)) in self.products.iter_mut().zip(&self.pairs) {
            if let (Some(&a), Some(&b)) = (values.get(a), values.get(b)) {
                sum.add_product(a, b);
            }
        }
        Ok(())
    }

    /// Adds the people in these rows of the columns.
    ///
    /// Errors: [`StatsError::Shape`] unless there is one column for each, with all the rows.
    pub fn extend(&mut self, columns: &[ExactColumn], rows: Range<usize>) -> Result<(), StatsError> {
        if columns.len() != self.sums.len() || columns.iter().any(|column| column.len() < rows.end) {
            return Err(StatsError::Shape { what: "rows and columns" });
        }
        self.n += rows.len() as u64;
        self.sums.iter_mut().zip(columns).for_each(|(sum, column)| sum.add_rows(column, &rows));
        for (sum, &(a, b)) in self.products.iter_mut().zip(&self.pairs) {
            if let (Some(a), Some(b)) = (columns.get(a), columns.get(b)) {
                sum.add_row_products(a, b, &rows);
            }
        }
        Ok(())
    }

    /// The sums of both groups together.
    ///
    /// Errors: [`StatsError::Shape`] for other columns.
    pub fn merge(self, other: Self) -> Result<Self, StatsError> {
        if self.sums.len() != other.sums.len() || self.pairs != other.pairs {
            return Err(StatsError::Shape { what: "columns of two groups" });
        }
        let both = |own: Vec<ExactSum>, other: Vec<ExactSum>| {
            own.into_iter().zip(other).map(|(own, other)| own.merge(other)).collect()
        };
        Ok(Self {
            n: self.n + other.n,
            sums: both(self.sums, other.sums),
            products: both(self.products, other.products),
            pairs: self.pairs,
        })
    }

    /// The moments of all columns, each right to its last bit or two.
    ///
    /// Errors: as [`ExactMoments::select`].
    pub fn moments(&self) -> Result<JointMoments, StatsError> {
        self.select(&(0..self.sums.len()).collect::<Vec<_>>())
    }

    /// The moments of some columns, in the order given.
    ///
    /// Errors: [`StatsError::NotFinite`] when a value was not finite or a moment is too large;
    /// [`StatsError::Shape`] for a column that is not there or a pair that was not added up.
    pub fn select(&self, columns: &[usize]) -> Result<JointMoments, StatsError> {
        if self.n == 0 {
            return Ok(JointMoments::new(columns.len()));
        }
        let misfit = StatsError::Shape { what: "columns and their sums" };
        let sum = |column: usize| self.sums.get(column).ok_or(misfit.clone());
        let mut means = Vec::with_capacity(columns.len());
        let mut cross = Vec::with_capacity(place(columns.len(), 0));
        for (i, &a) in columns.iter().enumerate() {
            means.push(sum(a)?.value()? / self.n as f64);
            for &b in columns.iter().take(i + 1) {
                let pair = self.pairs.binary_search(&(a.max(b), a.min(b))).map_err(|_| misfit.clone())?;
                let products = self.products.get(pair).ok_or(misfit.clone())?;
                cross.push(centred(self.n, products, sum(a)?, sum(b)?)?);
            }
        }
        JointMoments::from_parts(self.n, means, cross)
    }
}
