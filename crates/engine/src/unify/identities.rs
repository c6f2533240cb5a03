//! Who is seen in events: each distinct combination of ids is one record, so that a sign-in links a
//! device to a customer.

use crate::columns::{text, text_at, time, time_at};
use crate::{Engine, EngineError};
use arrow::array::RecordBatch;
use lake::{Cursor, Table};
use people::Record;
use vocabulary::{Digest, WorkspaceId};

/// One combination of ids seen in events.
#[derive(Debug, Clone)]
pub struct Seen {
    /// As a record.
    pub record: Record,
    /// The key the events carry, as they carry it.
    pub event_key: String,
}

/// What the ids of such records begin with, after their source.
pub const SEEN: &str = ":seen-";

/// True for a record that is only a combination of ids seen in events.
pub fn is_seen(record: &Record) -> bool {
    record.record_id.strip_prefix(record.source.as_str()).is_some_and(|rest| rest.starts_with(SEEN))
}

const SQL: &str = "select source, identifier, anonymous_id, user_id, email, max(occurred_at) as last_at
    from events where identifier is not null group by source, identifier, anonymous_id, user_id, email";

/// The identities of all events of the workspace.
pub async fn of_events(engine: &Engine, workspace: &WorkspaceId) -> Result<Vec<Seen>, EngineError> {
    seen_in(&engine.query(workspace, &[], SQL).await?)
}

/// The identities of the events that came since the cursor was last used.
pub async fn of_new_events(
    engine: &Engine,
    workspace: &WorkspaceId,
    cursor: &mut Cursor,
) -> Result<Vec<Seen>, EngineError> {
    seen_in(&engine.lake.query_new(workspace.as_str(), Table::Events, cursor, SQL).await?)
}

fn seen_in(batches: &[RecordBatch]) -> Result<Vec<Seen>, EngineError> {
    let mut seen = Vec::new();
    for batch in batches {
        let (source, key) = (text(batch, "source")?, text(batch, "identifier")?);
        let (anonymous, user, email) =
            (text(batch, "anonymous_id")?, text(batch, "user_id")?, text(batch, "email")?);
        let last = time(batch, "last_at")?;
        for row in 0..batch.num_rows() {
            let source = source.value(row).to_owned();
            let ids = [text_at(&anonymous, row), text_at(&user, row), text_at(&email, row)];
            let digest = Digest::of(ids.iter().map(|id| id.as_deref().unwrap_or("\0"))).short();
            let [anonymous_id, customer_id, email] = ids;
            let record = Record {
                record_id: format!("{source}{SEEN}{digest}"),
                source,
                observed_at: time_at(&last, row),
                email,
                customer_id,
                anonymous_id,
                ..Record::default()
            };
            seen.push(Seen { record, event_key: key.value(row).to_owned() });
        }
    }
    Ok(seen)
}
