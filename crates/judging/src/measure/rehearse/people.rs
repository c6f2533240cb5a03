//! Whom a rehearsal is played on: one row a person who can be written to, with what they did in the last window.

use super::effect::Effect;
use crate::measure::cells::batch_of;
use crate::measure::exposed::{Question, currencies_of, without_days};
use arrow::array::{ArrayRef, AsArray, BooleanArray, DictionaryArray, Int32Array, RecordBatch, StringArray};
use arrow::compute::{concat_batches, filter, filter_record_batch, sort_to_indices, take_record_batch};
use arrow::datatypes::{Float64Type, Int32Type};
use arrow::error::ArrowError;
use engine::addressees::{Ask, may_reach};
use engine::columns::text;
use engine::definitions::{self, holdouts};
use engine::persons::{self, Ids, Units, views};
use engine::{Engine, EngineError, PilotFile};
use experiment::{Candidate, Evidence, Holdouts, Place, Roster, Withheld};
use futures::TryStreamExt;
use measurement::{ExperimentQuery, MeasurementError, TablePlan, Tally, Totals, compile_experiment};
use std::collections::BTreeMap;
use std::sync::Arc;
use vocabulary::{DAY, PersonId, Redacted, Timestamp, WorkspaceId, keyed_hash, literal};

/// Everybody a rehearsal can randomise, and what is drawn on to do it.
pub(super) struct People {
    pub from: Timestamp,
    pub to: Timestamp,
    pub n_members: u64,
    query: ExperimentQuery,
    /// A row a person; the column of arms holds the person's id.
    rows: RecordBatch,
    ids: Vec<Ids>,
    withheld: BTreeMap<String, Withheld>,
    holdouts: Option<Holdouts>,
    secret: Redacted<Vec<u8>>,
}

/// The arm of each person, by its place in the design; nothing for those who take no part.
pub(super) struct Places {
    arms: Vec<Option<usize>>,
    strata: Vec<Option<String>>,
}

fn failed(error: ArrowError) -> EngineError {
    EngineError::Query { what: format!("the rehearsal's table of people: {error}") }
}

impl People {
    /// Reads who was in the audience when the last outcome window began, can be written to today, and did what since.
    pub async fn read(
        engine: &Engine,
        workspace: &WorkspaceId,
        pilot: &PilotFile,
        now: Timestamp,
    ) -> Result<Self, EngineError> {
        let (from, to) = (now - DAY.times(i64::from(pilot.design.outcome_window_days)), now);
        let fail = |error: MeasurementError| EngineError::definition("pilot", pilot.id().as_str(), error);
        let query = compile_experiment(&pilot.design, &pilot.metrics, None).map_err(fail)?;
        let audience = definitions::audience(engine, workspace, pilot.pilot.audience()).await?;
        let (then, consents) =
            (persons::members_sql(&audience, from)?, views::consent_states(engine, workspace, to).await?);
        let everybody = everybody(pilot, from);
        let views = [
            views::PERSON_EVENTS,
            (views::CONSENT_STATES, consents.as_str()),
            ("members", then.as_str()),
            (views::EXPOSURES, everybody.as_str()),
        ];
        let batches: Vec<RecordBatch> =
            engine.lake().stream(workspace.as_str(), &views, &query.people).await?.try_collect().await?;
        let Some(first) = batches.first() else { return Err(nobody(pilot, from)) };
        let rows = in_order(&concat_batches(&first.schema(), &batches).map_err(failed)?, &query.table.arm)?;
        let members = text(&rows, &query.table.arm)?;
        let members = members.iter().flatten().map(PersonId::new).collect::<Result<Vec<_>, _>>()?;
        if members.is_empty() {
            return Err(nobody(pilot, from));
        }
        let ask = Ask { channel: pilot.send.channel, purposes: &pilot.send.purposes, policy: None };
        let answers = may_reach(engine, workspace, &members, &ask, now).await?;
        let may: BooleanArray =
            members.iter().map(|person| Some(answers.get(person).is_some_and(Result::is_ok))).collect();
        let rows = filter_record_batch(&rows, &may).map_err(failed)?;
        if rows.num_rows() == 0 {
            let what = format!(
                "none of the {} people in the audience of `{}` can be written to: see `truelift audience count {} --reach {}`",
                members.len(),
                pilot.id(),
                pilot.pilot.audience(),
                pilot.send.channel
            );
            return Err(EngineError::NotReady { what });
        }
        let holdouts = holdouts::load(engine.store(), workspace).await?;
        let holdout_unit = holdouts.as_ref().map(|holdouts| holdouts.unit).unwrap_or_default();
        let units = Units::read(engine, workspace, &pilot.design, holdout_unit).await?;
        let reached = members.iter().zip(may.iter()).filter(|(_, may)| *may == Some(true));
        let ids = reached.map(|(person, _)| units.of(person)).collect();
        let question = Question {
            workspace,
            views: &views,
            design: &pilot.design,
            metrics: &pilot.metrics,
            segment: None,
        };
        let withheld = currencies_of(engine, &question, &query).await?;
        let stored = engine.store().workspace(workspace).await?;
        let secret = Engine::key(&stored);
        Ok(Self { from, to, n_members: members.len() as u64, query, rows, ids, withheld, holdouts, secret })
    }

    pub fn n_reachable(&self) -> u64 {
        self.rows.num_rows() as u64
    }

    /// Randomises everybody as the plan says, under a key no release has: nobody's real arm can be read off it.
    pub fn place(&self, pilot: &PilotFile, seed: u64, run: u32) -> Result<Places, EngineError> {
        let parts =
            ["rehearsal".to_owned(), pilot.design.experiment.clone(), seed.to_string(), run.to_string()];
        let key = keyed_hash(self.secret.expose(), &parts);
        let nobody = || std::iter::empty();
        let mut roster =
            Roster::new(key.as_bytes(), &pilot.design, self.holdouts.as_ref(), nobody(), std::iter::empty())
                .map_err(|error| EngineError::definition("pilot", pilot.id().as_str(), error))?;
        let candidates: Vec<Candidate<'_>> = self
            .ids
            .iter()
            .map(|ids| Candidate {
                unit_id: &ids.unit_id,
                holdout_id: &ids.holdout_id,
                stratum: &ids.stratum,
            })
            .collect();
        // The last step of the ramp: everybody who will ever take part.
        let end = pilot.design.assignment.ramp.last().map_or(self.from, |step| step.from.max(self.from));
        let mut places = Places { arms: Vec::new(), strata: Vec::new() };
        for place in roster.place(&candidates, end) {
            let (arm, stratum) = match place {
                Place::Arm { arm, stratum, .. } => {
                    (pilot.design.arms.iter().position(|found| found.name == arm.name), stratum)
                }
                Place::HeldOut(_) | Place::OtherSlot | Place::Later | Place::ArmGone => (None, None),
            };
            places.arms.push(arm);
            places.strata.push(stratum);
        }
        Ok(places)
    }

    /// Adds up what was done, with the effect in the arms that are treated.
    pub fn evidence(
        &self,
        pilot: &PilotFile,
        places: &Places,
        treated: &[String],
        effect: &Effect,
        draw: [u64; 2],
    ) -> Result<Evidence, EngineError> {
        let rows = self.played(pilot, places, treated, effect, draw).map_err(failed)?;
        let fail = |error: MeasurementError| EngineError::definition("pilot", pilot.id().as_str(), error);
        let total = |plan: &TablePlan| -> Result<Totals, EngineError> {
            let mut tally = Tally::new(plan);
            let batch = batch_of(plan, &mut tally, &rows, &fail)?;
            tally.add(&batch).map_err(fail)?;
            Ok(tally.finish())
        };
        let caps = match TablePlan::for_caps(&self.query.table) {
            None => Vec::new(),
            Some(plan) => total(&plan)?.caps(&plan).map_err(fail)?,
        };
        let plan = TablePlan::compile(&self.query.table, &caps).map_err(fail)?;
        let mut evidence = without_days(total(&plan)?.evidence(&plan).map_err(fail)?);
        evidence.withheld = self.withheld.clone();
        Ok(evidence)
    }

    /// The rows of those who take part, as if they had been exposed.
    fn played(
        &self,
        pilot: &PilotFile,
        places: &Places,
        treated: &[String],
        effect: &Effect,
        draw: [u64; 2],
    ) -> Result<RecordBatch, ArrowError> {
        let table = &self.query.table;
        let takes_part: BooleanArray = places.arms.iter().map(|arm| Some(arm.is_some())).collect();
        let names: StringArray = pilot.design.arms.iter().map(|arm| Some(arm.name.as_str())).collect();
        let arms: Int32Array =
            places.arms.iter().map(|arm| arm.and_then(|arm| i32::try_from(arm).ok())).collect();
        let arms: ArrayRef = Arc::new(DictionaryArray::<Int32Type>::try_new(arms, Arc::new(names))?);
        let units =
            || Arc::new(self.ids.iter().map(|ids| Some(ids.unit_id.as_str())).collect::<StringArray>());
        let strata = || Arc::new(places.strata.iter().map(Option::as_deref).collect::<StringArray>());
        let is_treated: Vec<bool> = pilot.design.arms.iter().map(|arm| treated.contains(&arm.name)).collect();
        let is_treated: Vec<bool> = places
            .arms
            .iter()
            .map(|arm| arm.and_then(|arm| is_treated.get(arm).copied()).unwrap_or(false))
            .collect();
        let mut columns: Vec<(String, ArrayRef)> = Vec::new();
        for (field, column) in self.rows.schema().fields().iter().zip(self.rows.columns()) {
            let name = field.name();
            let column = if *name == table.arm {
                arms.clone()
            } else if Some(name) == table.cluster.as_ref() {
                units()
            } else if Some(name) == table.stratum.as_ref() {
                strata()
            } else {
                effect.moved(name, column, &is_treated, draw).unwrap_or_else(|| column.clone())
            };
            columns.push((name.clone(), filter(&column, &takes_part)?));
        }
        RecordBatch::try_from_iter(columns)
    }

    /// What a metric is of everybody, without a message; 0 when nobody did it.
    pub fn mean(&self, metric: &str) -> f64 {
        let below = match self.denominator(metric) {
            Some(column) => self.total(&column),
            None => self.n_reachable() as f64,
        };
        if 0.0 < below { self.total(metric) / below } else { 0.0 }
    }

    /// The sum of a column of numbers over everybody; 0 when there is none.
    fn total(&self, column: &str) -> f64 {
        let numbers =
            self.rows.column_by_name(column).and_then(|column| column.as_primitive_opt::<Float64Type>());
        numbers.map_or(0.0, |values| values.iter().flatten().sum())
    }

    /// The column below the line of a ratio.
    fn denominator(&self, metric: &str) -> Option<String> {
        let found = self.query.table.metrics.iter().find(|found| found.column == metric)?;
        match &found.aggregate {
            measurement::Aggregate::Ratio { denominator } => Some(denominator.clone()),
            _ => None,
        }
    }
}

/// By id: a query gives its rows in any order, and what is drawn for a person must not depend on it.
fn in_order(rows: &RecordBatch, column: &str) -> Result<RecordBatch, EngineError> {
    let Some(ids) = rows.column_by_name(column) else { return Ok(rows.clone()) };
    let order = sort_to_indices(ids, None, None).map_err(failed)?;
    take_record_batch(rows, &order).map_err(failed)
}

fn nobody(pilot: &PilotFile, from: Timestamp) -> EngineError {
    let what = format!("nobody was in the audience of `{}` on {}", pilot.id(), from.day());
    EngineError::NotReady { what }
}

/// Everybody who was in the audience, as if exposed at `from`, each in an arm of their own: the roster says later
/// which arm that is.
fn everybody(pilot: &PilotFile, from: Timestamp) -> String {
    format!(
        "select {} as experiment, {} as version, person_id, person_id as arm, {} as at, person_id as unit_id,
            cast(null as varchar) as stratum
         from members",
        literal(&pilot.design.experiment),
        pilot.design.version,
        views::moment(from)
    )
}
