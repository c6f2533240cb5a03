//! Who stands in a file more than once: told by name, after the sums have found that somebody does.

use super::cells::text;
use arrow::array::{Array, RecordBatch};
use engine::EngineError;
use lake::ScanColumns;
use measurement::{MeasurementError, TableExperiment};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use vocabulary::grouped;

/// So many are named.
const N_EXAMPLES: usize = 3;

/// By name: rows by arm.
type Rows = HashMap<String, BTreeMap<String, u64>>;

/// Says who stands in several arms, and who twice in one, and what to do next.
///
/// The file is read once more for it: only a reader who is stopped pays for names.
///
/// Returns: `None` for any other error, and when the file cannot be read again.
pub(super) fn told(file: &Path, experiment: &TableExperiment, error: &MeasurementError) -> Option<String> {
    match error {
        MeasurementError::Repeated { column, .. } => {
            Some(of_people(&rows(file, experiment, column)?, column))
        }
        MeasurementError::SplitGroup { column, what: "arm" } => {
            Some(of_groups(&rows(file, experiment, column)?, column))
        }
        _ => None,
    }
}

fn rows(file: &Path, experiment: &TableExperiment, column: &str) -> Option<Rows> {
    let (labels, others) = ([experiment.arm.clone()], [column.to_owned()]);
    let columns = ScanColumns { labels: &labels, others: &others };
    let fold = |found: &mut Rows, rows: &RecordBatch, _| -> Result<(), EngineError> {
        let of = |name: &str| rows.column_by_name(name).map(|array| text(array, name)).transpose();
        let (Some(arms), Some(names)) = (of(&experiment.arm)?, of(column)?) else { return Ok(()) };
        for row in 0..rows.num_rows() {
            let is_there = !arms.value(row).trim().is_empty() && arms.is_valid(row) && names.is_valid(row);
            let arm = arms.value(row).trim();
            if is_there && !experiment.left_out.iter().any(|left| left == arm) {
                let own = found.entry(names.value(row).to_owned()).or_default();
                *own.entry(arm.to_owned()).or_default() += 1;
            }
        }
        Ok(())
    };
    lake::scan_file(file, columns, 1, Rows::new, fold).ok()?.into_iter().next()
}

/// The first of them by name, each with its arms.
fn examples(found: &[(&String, &BTreeMap<String, u64>)]) -> String {
    let quoted = |arms: &BTreeMap<String, u64>| {
        arms.keys().map(|arm| format!("`{arm}`")).collect::<Vec<_>>().join(" and ")
    };
    let named = found.iter().take(N_EXAMPLES).map(|(name, arms)| format!("`{name}` in {}", quoted(arms)));
    let more = if N_EXAMPLES < found.len() { ", …" } else { "" };
    named.collect::<Vec<_>>().join(", ") + more
}

/// Those in several arms, and those with several rows of one arm, by name.
fn sorted(rows: &Rows) -> [Vec<(&String, &BTreeMap<String, u64>)>; 2] {
    let mut apart: Vec<_> = rows.iter().filter(|(_, arms)| 1 < arms.len()).collect();
    let is_twice = |arms: &BTreeMap<String, u64>| arms.len() == 1 && arms.values().any(|&n| 1 < n);
    let mut within: Vec<_> = rows.iter().filter(|(_, arms)| is_twice(arms)).collect();
    apart.sort_by_key(|(name, _)| *name);
    within.sort_by_key(|(name, _)| *name);
    [apart, within]
}

fn of_people(rows: &Rows, column: &str) -> String {
    let [apart, within] = sorted(rows);
    let mut parts = Vec::new();
    if !apart.is_empty() {
        let n = grouped(apart.len() as u64);
        parts.push(format!("{n} in several arms ({})", examples(&apart)));
    }
    if !within.is_empty() {
        let n = grouped(within.len() as u64);
        parts.push(format!("{n} several times in one ({})", examples(&within)));
    }
    let next = if apart.is_empty() {
        format!("bring the file to one row a person, or read it as groups with --cluster {column}")
    } else {
        "who is in several arms tells nothing of either: take those people out of the file, and find how they got there"
            .to_owned()
    };
    format!("column `{column}` names people more than once, {}: {next}", parts.join(" and "))
}

fn of_groups(rows: &Rows, column: &str) -> String {
    let [apart, _] = sorted(rows);
    format!(
        "{} of {} groups of column `{column}` have people in several arms ({}), so these groups are not what was \
         randomised: take them out of the file, or leave --cluster away if people were randomised one by one",
        grouped(apart.len() as u64),
        grouped(rows.len() as u64),
        examples(&apart)
    )
}
