//! Who is seen in events: each distinct combination of ids is one record, so that a sign-in links a
//! device to a customer.

use arrow::array::RecordBatch;
use engine::columns::{text, text_at, time, time_at};
use engine::persons::{COMBINATION, Carried, SEEN, Told};
use engine::{Engine, EngineError, persons::trust};
use lake::{Cursor, Table};
use people::Record;
use std::collections::HashMap;
use store::SourceTrusts;
use vocabulary::{Digest, WorkspaceId};

const SQL: &str =
    "select source, way, identifier, anonymous_id, user_id, email, phone, max(occurred_at) as last_at
    from events where identifier is not null
    group by source, way, identifier, anonymous_id, user_id, email, phone";

/// The identities of all events of the workspace.
pub async fn of_events(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<Told>, EngineError> {
    let trusts = engine.store().source_trusts(workspace).await?;
    seen_in(&engine.query(workspace, &[], SQL).await?, &trusts)
}

/// The identities of the events that came since the cursor was last used.
pub async fn of_new_events(
    engine: &Engine,
    workspace: &WorkspaceId,
    cursor: &mut Cursor,
) -> Result<Vec<Told>, EngineError> {
    let trusts = engine.store().source_trusts(workspace).await?;
    seen_in(&engine.lake().query_new(workspace.as_str(), Table::Events, cursor, SQL).await?, &trusts)
}

fn seen_in(batches: &[RecordBatch], trusts: &SourceTrusts) -> Result<Vec<Told>, EngineError> {
    let mut seen: Vec<Told> = Vec::new();
    let mut at_of: HashMap<String, usize> = HashMap::new();
    for batch in batches {
        let column = |name: &str| text(batch, name);
        let (source, way, key) = (column("source")?, column("way")?, column("identifier")?);
        let (anonymous, user) = (column("anonymous_id")?, column("user_id")?);
        let (email, phone) = (column("email")?, column("phone")?);
        let last = time(batch, "last_at")?;
        for row in 0..batch.num_rows() {
            let (source, way) = (source.value(row), text_at(&way, row));
            let identifier = key.value(row).to_owned();
            let ids = [&anonymous, &user, &email, &phone].map(|column| text_at(column, row));
            let texts: Vec<&str> = ids.iter().map(|id| id.as_deref().unwrap_or_default()).collect();
            let combination = format!(
                "{COMBINATION}{}",
                [&[source, &identifier], texts.as_slice(), &[way.as_deref().unwrap_or_default()]]
                    .concat()
                    .join("\u{1f}")
            );
            let carried = Carried { combination, identifier };
            let record = record(source, way.as_deref(), ids, &carried.identifier, time_at(&last, row));
            match at_of.get(&record.record_id).and_then(|at| seen.get_mut(*at)) {
                Some(known) => {
                    known.record.observed_at = known.record.observed_at.max(record.observed_at);
                    known.seen.push(carried);
                }
                None => {
                    at_of.insert(record.record_id.clone(), seen.len());
                    let trust = trust::of_row(trusts, source, way.as_deref());
                    seen.push(Told { record, trust, seen: vec![carried] });
                }
            }
        }
    }
    Ok(seen)
}

/// A combination as a record. Its id is made of the ids alone, so that it stays.
fn record(
    source: &str,
    way: Option<&str>,
    [anonymous_id, customer_id, email, phone]: [Option<String>; 4],
    identifier: &str,
    observed_at: Option<vocabulary::Timestamp>,
) -> Record {
    // Events of before had no column for the phone: it stands in their key alone.
    let phone = phone.or_else(|| identifier.strip_prefix("phone:").map(str::to_owned));
    let ids = [&anonymous_id, &customer_id, &email].map(|id| id.as_deref().unwrap_or("\0"));
    let more = phone.as_deref().map(|phone| ["phone", phone]);
    let posted = way.map(|way| ["way", way]);
    let parts = ids.into_iter().chain(more.into_iter().flatten()).chain(posted.into_iter().flatten());
    Record {
        record_id: format!("{source}{SEEN}{}", Digest::of(parts).short()),
        source: source.to_owned(),
        observed_at,
        email,
        phone,
        customer_id,
        anonymous_id,
        ..Record::default()
    }
}
