use crate::MeasurementError;
use crate::decode::{Query, Reading, Source};
use crate::sql::{count, cross, finite, identifier, moments};
use experiment::{Design, Evidence, ReadoutMetric, Unit};
use serde::{Deserialize, Serialize};

/// More values than this in the column of arms, and it is not a column of arms.
pub const N_ARMS_MAX: usize = 50;

/// An experiment that stands in one table: a row a person, with the arm in a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileExperiment {
    /// The column that says who got what.
    pub arm: String,
    /// The columns to compare.
    pub metrics: Vec<String>,
    /// A column known before the experiment, used for every metric.
    pub covariate: Option<String>,
}

impl FileExperiment {
    /// What the readout needs to know of the columns: their names, and no unit.
    pub fn readout_metrics(&self) -> Vec<ReadoutMetric> {
        let metric =
            |name: &String| ReadoutMetric { name: name.clone(), label: name.clone(), unit: Unit::Number };
        self.metrics.iter().map(metric).collect()
    }

    /// Makes the design from the arms that were found: `control` against every other one, equal shares.
    ///
    /// Errors: [`MeasurementError::NoSuchControl`] with the values there are; as [`Design::validate`].
    pub fn design(&self, evidence: &Evidence, control: &str, level: f64) -> Result<Design, MeasurementError> {
        if !evidence.n_people.contains_key(control) {
            let found: Vec<_> = evidence.n_people.keys().map(|arm| format!("`{arm}`")).collect();
            let (column, control) = (self.arm.clone(), control.to_owned());
            return Err(MeasurementError::NoSuchControl { column, control, found: found.join(", ") });
        }
        let others: Vec<_> = evidence.n_people.keys().filter(|arm| *arm != control).cloned().collect();
        Ok(Design::of_file(&self.arm, control, &others, level)?)
    }

    fn validate(&self) -> Result<(), MeasurementError> {
        if self.metrics.is_empty() {
            return Err(MeasurementError::NoMetric);
        }
        let mut uses = vec![(&self.arm, "the arm")];
        let columns = self.metrics.iter().map(|metric| (metric, "a metric"));
        for (column, second) in columns.chain(self.covariate.iter().map(|column| (column, "the covariate"))) {
            if let Some((_, first)) = uses.iter().find(|(used, _)| *used == column) {
                return Err(MeasurementError::ColumnTwice { column: column.clone(), first, second });
            }
            uses.push((column, second));
        }
        Ok(())
    }
}

/// Compiles the columns of a file into one query over the table `t`.
///
/// A cell that is empty, no number or not finite is counted and left out of the sums; the readout
/// withholds a metric that has any, and the covariate is dropped, with a note, when it has any.
///
/// Errors: [`MeasurementError::NoMetric`], [`MeasurementError::ColumnTwice`].
pub fn compile_file(file: &FileExperiment) -> Result<Query, MeasurementError> {
    file.validate()?;
    let numbers = file.metrics.iter().enumerate().map(|(i, column)| (format!("y{i}"), column));
    let numbers: Vec<_> =
        numbers.chain(file.covariate.iter().map(|column| ("x".to_owned(), column))).collect();
    let mut read = vec![format!("CAST({} AS VARCHAR) AS arm", identifier(&file.arm))];
    let mut checked = vec!["arm".to_owned()];
    let mut columns = vec!["arm".to_owned(), count("*", "n_people")];
    for (name, column) in &numbers {
        let column = identifier(column);
        read.push(format!("CASE WHEN {column} IS NULL THEN 1 END AS missing_{name}"));
        read.push(format!("TRY_CAST({column} AS DOUBLE) AS {name}"));
        checked.push(format!("missing_{name}"));
        checked.push(format!("{} AS {name}", finite(name)));
        columns.push(count(&format!("missing_{name}"), &format!("n_missing_{name}")));
        columns.push(count(name, &format!("n_{name}")));
        columns.extend(moments(name, &format!("mean_{name}"), &format!("m2_{name}")));
    }
    let x = file.covariate.as_ref().map(|_| "x".to_owned());
    if let Some(x) = &x {
        let ys = (0..file.metrics.len()).map(|i| format!("y{i}"));
        columns.extend(ys.map(|y| cross(&y, x, &format!("c_{y}_{x}"))));
    }
    let sql = format!(
        "WITH cells AS (\n  SELECT {}\n  FROM t\n),\nchecked AS (\n  SELECT {}\n  FROM cells\n)\n\
         SELECT {}\nFROM checked\nGROUP BY arm\nORDER BY arm NULLS FIRST\nLIMIT {}",
        read.join(",\n    "),
        checked.join(",\n    "),
        columns.join(",\n  "),
        // One more than allowed, so that too many can be seen, and one for rows without an arm.
        N_ARMS_MAX + 2
    );
    let reading = |metric: &String| Reading { metric: metric.clone(), factor: 1.0, x: x.clone() };
    let source = Source::File { arm: file.arm.clone(), covariate: file.covariate.clone() };
    Ok(Query { sql, readings: file.metrics.iter().map(reading).collect(), source })
}
