//! Rows of a file as tests write them, added up and read out.
#![allow(dead_code)]

use experiment::{Analysis, Readout, Trust, read_out_by};
use measurement::{Batch, MeasurementError, NumberColumn, TableExperiment, TablePlan, Tally, Totals};

/// One cell of a row.
#[derive(Clone, Copy)]
pub enum Cell {
    Text(&'static str),
    Number(f64),
    Empty,
}

pub use Cell::{Empty, Number, Text};

pub type Rows = Vec<Vec<(&'static str, Cell)>>;

pub fn cell(row: &[(&'static str, Cell)], column: &str) -> Cell {
    row.iter().find(|(name, _)| *name == column).map_or(Empty, |(_, cell)| *cell)
}

pub fn add(
    plan: &TablePlan,
    tally: &mut Tally<'_>,
    rows: &[Vec<(&'static str, Cell)>],
) -> Result<(), MeasurementError> {
    let mut batch = Batch { n_rows: rows.len(), ..Batch::default() };
    for (place, column) in plan.label_columns().iter().enumerate() {
        let text = |row: &Vec<_>| match cell(row, column) {
            Text(text) => text.to_owned(),
            Number(number) => number.to_string(),
            Empty => String::new(),
        };
        let codes: Result<Vec<u32>, _> = rows.iter().map(|row| tally.code(place, &text(row))).collect();
        batch.labels.push(codes?);
    }
    for column in plan.key_columns() {
        let key = |row: &Vec<_>| match cell(row, column) {
            Number(number) => Some(number as u64),
            Text(_) | Empty => None,
        };
        batch.keys.push(rows.iter().map(key).collect());
    }
    for column in plan.number_columns() {
        let number = |row: &Vec<_>| match cell(row, column) {
            Number(number) => number,
            Text(_) => f64::NAN,
            Empty => 0.0,
        };
        let missing = rows.iter().map(|row| matches!(cell(row, column), Empty)).collect();
        batch.numbers.push(NumberColumn { values: rows.iter().map(number).collect(), missing });
    }
    tally.add(&batch)
}

/// The totals of rows shared out over `n_parts` tallies.
pub fn total(plan: &TablePlan, rows: &Rows, n_parts: usize) -> Result<Totals, MeasurementError> {
    let mut totals = Totals::default();
    for part in rows.chunks(rows.len().div_ceil(n_parts).max(1)) {
        let mut tally = Tally::new(plan);
        // Everybody in one batch, or a few at a time.
        for batch in part.chunks(if n_parts == 1 { part.len().max(1) } else { 7 }) {
            add(plan, &mut tally, batch)?;
        }
        totals = totals.merge(tally.finish())?;
    }
    Ok(totals)
}

pub fn experiment(metrics: &[&str]) -> TableExperiment {
    let metrics = metrics.iter().map(|metric| metric.parse().unwrap()).collect();
    TableExperiment { arm: "arm".to_owned(), metrics, ..TableExperiment::default() }
}

pub fn read(experiment: &TableExperiment, rows: &Rows, n_parts: usize) -> Result<Readout, MeasurementError> {
    let caps = match TablePlan::for_caps(experiment) {
        None => Vec::new(),
        Some(plan) => total(&plan, rows, n_parts)?.caps(&plan)?,
    };
    let plan = TablePlan::compile(experiment, &caps)?;
    let mut totals = total(&plan, rows, n_parts)?;
    let metrics = totals.readout_metrics(&plan);
    let evidence = totals.evidence(&plan)?;
    let design = experiment.design(&evidence, "control", 0.95)?;
    Ok(read_out_by(&design, &metrics, &evidence, &Trust::default(), &Analysis::default())?)
}
