use super::experiment::TableExperiment;
use super::metric_text::Aggregate;
use crate::MeasurementError;
use stats::Caps;

/// A column of numbers to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct NumberUse {
    pub column: String,
    /// Whether an empty cell says something, as "still there" does.
    pub may_be_missing: bool,
}

/// What is added up: a column of numbers after what the metric makes of each value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ValueUse {
    /// Which of the numbers.
    pub number: usize,
    pub caps: Caps,
    /// 1 for more than this, otherwise 0.
    pub above: Option<f64>,
    /// 1 for anything but 0, otherwise 0: who carries what a ratio says.
    pub is_presence: bool,
    /// What stands for an empty cell.
    pub missing: Option<f64>,
}

impl ValueUse {
    /// Whether it is added up as it stands in the table.
    pub fn is_plain(&self) -> bool {
        !self.is_presence && self.above.is_none() && self.caps == Caps::default()
    }

    pub fn of(&self, value: f64) -> f64 {
        match self.above {
            _ if self.is_presence => f64::from(u8::from(value != 0.0)),
            Some(least) => f64::from(u8::from(least < value)),
            None => self.caps.clamp(value),
        }
    }
}

/// How a metric is made of what was added up. Numbers are places among the values.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reading {
    /// `carriers` says who has anything `below`.
    Moments {
        y: usize,
        below: Option<usize>,
        carriers: Option<usize>,
        covariates: Vec<usize>,
        is_share: bool,
    },
    Quantile {
        y: usize,
        rank: f64,
    },
    Retention {
        lost: usize,
        seen: Option<usize>,
        n_periods: u32,
    },
}

impl Reading {
    /// The values that must be there for everybody.
    pub fn needed(&self) -> Vec<usize> {
        match self {
            Self::Moments { y, below, .. } => std::iter::once(*y).chain(*below).collect(),
            Self::Quantile { y, .. } => vec![*y],
            Self::Retention { lost, seen, .. } => std::iter::once(*lost).chain(*seen).collect(),
        }
    }
}

/// Which columns of a table are needed, and what is added up of them.
#[derive(Debug, Clone, PartialEq)]
pub struct TablePlan {
    pub(crate) experiment: TableExperiment,
    /// Columns of text: the arm, then what else there is.
    pub(crate) labels: Vec<String>,
    pub(crate) stratum: Option<usize>,
    pub(crate) segment: Option<usize>,
    pub(crate) day: Option<usize>,
    pub(crate) source: Option<usize>,
    pub(crate) earlier: Option<usize>,
    /// Columns that name someone or a group, read as one number a name.
    pub(crate) keys: Vec<String>,
    /// Which of them names the groups in which people can talk.
    pub(crate) neighbours: Option<usize>,
    pub(crate) numbers: Vec<NumberUse>,
    pub(crate) values: Vec<ValueUse>,
    /// The products that are needed, as pairs of values.
    pub(crate) pairs: Vec<(usize, usize)>,
    /// The same without covariates, for days.
    pub(crate) day_pairs: Vec<(usize, usize)>,
    /// One for each metric.
    pub(crate) readings: Vec<Reading>,
}

impl TablePlan {
    /// Compiles the experiment.
    ///
    /// `caps` holds the upper cap of each metric that is winsorised, from [`super::Totals::caps`] over the
    /// plan that [`TablePlan::for_caps`] makes.
    ///
    /// Errors: [`MeasurementError::NoMetric`], [`MeasurementError::Duplicate`],
    /// [`MeasurementError::ColumnTwice`], [`MeasurementError::Metric`].
    pub fn compile(experiment: &TableExperiment, caps: &[Option<f64>]) -> Result<Self, MeasurementError> {
        experiment.validate()?;
        let mut plan = Self::without_metrics(experiment);
        for (place, metric) in experiment.metrics.iter().enumerate() {
            let mut held = metric.caps;
            held.high = held.high.or(caps.get(place).copied().flatten());
            let above = match metric.aggregate {
                Aggregate::Above(least) => Some(least),
                _ => None,
            };
            let is_retention = matches!(metric.aggregate, Aggregate::Retention { .. });
            let y = plan.value(&metric.column, is_retention, held, above, metric.missing);
            let reading = match &metric.aggregate {
                Aggregate::Quantile(rank) => Reading::Quantile { y, rank: *rank },
                Aggregate::Retention { n_periods, seen } => {
                    let seen = seen.as_ref().map(|seen| plan.plain(seen));
                    Reading::Retention { lost: y, seen, n_periods: *n_periods }
                }
                other => {
                    let (below, carriers) = match other {
                        Aggregate::Ratio { denominator } => {
                            (Some(plan.plain(denominator)), Some(plan.presence(denominator)))
                        }
                        _ => (None, None),
                    };
                    let names = experiment.covariates.iter().chain(&metric.covariates);
                    let mut covariates: Vec<usize> = names.map(|name| plan.plain(name)).collect();
                    covariates.sort_unstable();
                    covariates.dedup();
                    let is_share = matches!(other, Aggregate::Proportion | Aggregate::Above(_));
                    Reading::Moments { y, below, carriers, covariates, is_share }
                }
            };
            plan.readings.push(reading);
        }
        plan.pair_up();
        Ok(plan)
    }

    /// The plan of a first pass that finds the caps of winsorised metrics; `None` where there are none.
    pub fn for_caps(experiment: &TableExperiment) -> Option<Self> {
        experiment.metrics.iter().find(|metric| metric.winsorise.is_some())?;
        let mut plan = Self::without_metrics(experiment);
        plan.labels.truncate(1);
        (plan.stratum, plan.segment, plan.day, plan.source, plan.earlier) = (None, None, None, None, None);
        plan.keys.clear();
        plan.neighbours = None;
        (plan.experiment.cluster, plan.experiment.unit, plan.experiment.neighbours) = (None, None, None);
        for metric in experiment.metrics.iter().filter(|metric| metric.winsorise.is_some()) {
            let y = plan.value(&metric.column, false, Caps::default(), None, metric.missing);
            plan.readings.push(Reading::Quantile { y, rank: 0.5 });
        }
        Some(plan)
    }

    fn without_metrics(experiment: &TableExperiment) -> Self {
        let labels: Vec<String> =
            experiment.label_columns().into_iter().map(|(column, _)| column.to_owned()).collect();
        let mut next = 1;
        let mut place = |column: &Option<String>| {
            column.as_ref().map(|_| {
                next += 1;
                next - 1
            })
        };
        let mut keys: Vec<String> = experiment.cluster.iter().chain(&experiment.unit).cloned().collect();
        let neighbours = experiment.neighbours.as_ref().map(|_| keys.len());
        keys.extend(experiment.neighbours.clone());
        Self {
            stratum: place(&experiment.stratum),
            segment: place(&experiment.segment),
            day: place(&experiment.day),
            source: place(&experiment.source),
            earlier: place(&experiment.earlier),
            labels,
            keys,
            neighbours,
            experiment: experiment.clone(),
            numbers: Vec::new(),
            values: Vec::new(),
            pairs: Vec::new(),
            day_pairs: Vec::new(),
            readings: Vec::new(),
        }
    }

    /// The columns to read as text.
    pub fn label_columns(&self) -> &[String] {
        &self.labels
    }

    /// The columns to read as names, one number for each.
    pub fn key_columns(&self) -> &[String] {
        &self.keys
    }

    /// How many of the key columns name someone or what was randomised; a cell of those must not be empty.
    pub(crate) fn n_names(&self) -> usize {
        self.neighbours.unwrap_or(self.keys.len())
    }

    /// The columns to read as numbers.
    pub fn number_columns(&self) -> impl Iterator<Item = &str> {
        self.numbers.iter().map(|number| number.column.as_str())
    }

    fn plain(&mut self, column: &str) -> usize {
        self.value(column, false, Caps::default(), None, None)
    }

    fn value(
        &mut self,
        column: &str,
        may_be_missing: bool,
        caps: Caps,
        above: Option<f64>,
        missing: Option<f64>,
    ) -> usize {
        let wanted = NumberUse { column: column.to_owned(), may_be_missing };
        let number = place_of(&mut self.numbers, wanted);
        place_of(&mut self.values, ValueUse { number, caps, above, missing, is_presence: false })
    }

    /// Who has anything in a column.
    fn presence(&mut self, column: &str) -> usize {
        let number =
            place_of(&mut self.numbers, NumberUse { column: column.to_owned(), may_be_missing: false });
        let (caps, above, missing) = (Caps::default(), None, None);
        place_of(&mut self.values, ValueUse { number, caps, above, missing, is_presence: true })
    }

    /// Notes which products the readings need.
    fn pair_up(&mut self) {
        let mut before: Vec<usize> = Vec::new();
        for reading in &self.readings {
            let Reading::Moments { y, below, carriers, covariates, .. } = reading else { continue };
            let own: Vec<usize> = std::iter::once(*y).chain(*below).chain(*carriers).collect();
            let all: Vec<usize> = own.iter().chain(covariates).copied().collect();
            let each = |columns: &[usize]| {
                let pairs = columns.iter().enumerate();
                pairs.flat_map(|(i, &a)| columns.iter().take(i + 1).map(move |&b| (a, b))).collect::<Vec<_>>()
            };
            self.pairs.extend(each(&all));
            self.day_pairs.extend(each(&own));
            before.extend(covariates);
        }
        before.sort_unstable();
        before.dedup();
        for (place, &a) in before.iter().enumerate() {
            self.pairs.extend(before.iter().take(place + 1).map(|&b| (a, b)));
        }
    }

    /// Whether a value is one that a metric is about, so that its ends are wanted.
    pub(crate) fn is_looked_at(&self, value: usize) -> bool {
        self.readings.iter().any(|reading| reading.own() == value)
    }

    /// What metrics that are sums over people are made of, as places among the values.
    pub(crate) fn neighbour_values(&self) -> Vec<usize> {
        let of = |reading: &Reading| match reading {
            Reading::Moments { y, .. } => Some(*y),
            Reading::Quantile { .. } | Reading::Retention { .. } => None,
        };
        let mut all: Vec<usize> = self.readings.iter().filter_map(of).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Every covariate, as places among the values.
    pub(crate) fn covariates(&self) -> Vec<usize> {
        let of = |reading: &Reading| match reading {
            Reading::Moments { covariates, .. } => covariates.clone(),
            Reading::Quantile { .. } | Reading::Retention { .. } => Vec::new(),
        };
        let mut all: Vec<usize> = self.readings.iter().flat_map(of).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The name of the column a value is made of.
    pub(crate) fn column_of(&self, value: usize) -> &str {
        let number = self.values.get(value).and_then(|value| self.numbers.get(value.number));
        number.map_or("", |number| number.column.as_str())
    }
}

/// The place of `wanted` among `items`, where it is put if it is not there.
fn place_of<T: PartialEq>(items: &mut Vec<T>, wanted: T) -> usize {
    items.iter().position(|item| *item == wanted).unwrap_or_else(|| {
        items.push(wanted);
        items.len() - 1
    })
}
