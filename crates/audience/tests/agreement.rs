//! The evaluator and the engine give the same answer for every person.

use audience::{PersonFacts, TRAITS, TraitKind, TraitValue, arbitrary, compile, evaluate};
use datafusion::arrow::array::{
    ArrayRef, BooleanArray, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use datafusion::arrow::util::display::array_value_to_string;
use datafusion::prelude::{SessionConfig, SessionContext};
use std::sync::Arc;
use vocabulary::{Currency, Timestamp};

const N_PEOPLE: usize = 2_000;
const N_DEFINITIONS: usize = 600;

fn texts<'a>(values: impl Iterator<Item = Option<&'a str>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}

fn times(values: impl Iterator<Item = Option<Timestamp>>) -> ArrayRef {
    let micros = values.map(|at| at.map(Timestamp::micros)).collect::<TimestampMicrosecondArray>();
    Arc::new(micros.with_timezone("UTC"))
}

/// The table of people.
fn traits(people: &[(String, PersonFacts)]) -> Vec<(String, ArrayRef)> {
    let mut columns: Vec<(String, ArrayRef)> =
        vec![("person_id".to_owned(), texts(people.iter().map(|(id, _)| Some(id.as_str()))))];
    for (name, kind, _) in TRAITS {
        let values = people.iter().map(|(_, person)| person.traits.get(*name));
        let column: ArrayRef = match kind {
            TraitKind::Text | TraitKind::Day => texts(values.map(|value| match value {
                Some(TraitValue::Text(text)) => Some(text.as_str()),
                _ => None,
            })),
            TraitKind::Number => Arc::new(
                values
                    .map(|value| match value {
                        Some(TraitValue::Number(n)) => Some(*n),
                        _ => None,
                    })
                    .collect::<Int64Array>(),
            ),
            TraitKind::Time => times(values.map(|value| match value {
                Some(TraitValue::Time(at)) => Some(*at),
                _ => None,
            })),
        };
        columns.push(((*name).to_owned(), column));
    }
    columns
}

/// The tables as the lake gives them: one row per person, event and consent.
async fn engine(people: &[(String, PersonFacts)]) -> SessionContext {
    let columns = traits(people);
    let events: Vec<_> =
        people.iter().flat_map(|(id, p)| p.events.iter().map(move |event| (id, event))).collect();
    let event_columns: Vec<(String, ArrayRef)> = vec![
        ("person_id".to_owned(), texts(events.iter().map(|(id, _)| Some(id.as_str())))),
        ("name".to_owned(), texts(events.iter().map(|(_, event)| event.name.as_deref()))),
        ("occurred_at".to_owned(), times(events.iter().map(|(_, event)| Some(event.occurred_at)))),
        (
            "revenue_minor".to_owned(),
            Arc::new(events.iter().map(|(_, event)| event.revenue_minor).collect::<Int64Array>()),
        ),
        (
            "currency".to_owned(),
            texts(events.iter().map(|(_, event)| event.currency.as_ref().map(Currency::as_str))),
        ),
        ("items".to_owned(), {
            let items = events.iter().map(|(_, event)| {
                (!event.items.is_empty()).then(|| format!("\n{}\n", event.items.join("\n")))
            });
            Arc::new(items.collect::<StringArray>())
        }),
    ];
    let consents: Vec<_> =
        people.iter().flat_map(|(id, p)| p.consents.iter().map(move |c| (id, c))).collect();
    let consent_columns: Vec<(String, ArrayRef)> = vec![
        ("person_id".to_owned(), texts(consents.iter().map(|(id, _)| Some(id.as_str())))),
        ("purpose".to_owned(), texts(consents.iter().map(|(_, c)| Some(c.purpose.as_str())))),
        ("channel".to_owned(), texts(consents.iter().map(|(_, c)| Some(c.channel.as_str())))),
        (
            "is_granted".to_owned(),
            Arc::new(consents.iter().map(|(_, c)| Some(c.is_granted)).collect::<BooleanArray>()),
        ),
        ("since".to_owned(), times(consents.iter().map(|(_, c)| c.since))),
    ];
    // Two partitions, so that the counts are merged as they are on a real scan.
    let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(2));
    for (table, columns) in
        [("people", columns), ("person_events", event_columns), ("consent_states", consent_columns)]
    {
        context
            .register_batch(
                table,
                RecordBatch::try_from_iter_with_nullable(
                    columns.into_iter().map(|(name, column)| (name, column, true)),
                )
                .unwrap(),
            )
            .unwrap();
    }
    context
}

async fn members(context: &SessionContext, sql: &str) -> Vec<String> {
    let batches = context.sql(sql).await.unwrap_or_else(|error| panic!("{error}\n{sql}")).collect().await;
    let batches = batches.unwrap_or_else(|error| panic!("{error}\n{sql}"));
    let rows = batches.iter().flat_map(|batch| (0..batch.num_rows()).map(|row| (batch.column(0), row)));
    rows.map(|(column, row)| array_value_to_string(column, row).unwrap()).collect()
}

/// The next number of a fixed sequence, so that a failure comes again.
///
/// Source: Steele, Lea, Flood 2014, SplitMix64.
fn splitmix(state: &mut u64) -> u32 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    ((mixed ^ (mixed >> 31)) >> 32) as u32
}

#[tokio::test]
async fn engine_and_evaluator_agree() {
    let now = Timestamp::parse("2026-09-15T14:00:00.123456Z").unwrap();
    let mut state = 20_260_915;
    let mut dice = |n: u32| ((u64::from(splitmix(&mut state)) * u64::from(n)) >> 32) as u32;
    let people: Vec<(String, PersonFacts)> =
        (0..N_PEOPLE).map(|i| (format!("p_{i:06}"), arbitrary::person(now, &mut dice))).collect();
    let context = engine(&people).await;
    let (mut n_members, mut n_mixed) = (0, 0);
    for _ in 0..N_DEFINITIONS {
        let definition = arbitrary::definition(now, &mut dice);
        let sql = compile(&definition, now).unwrap();
        let expect: Vec<&str> = people
            .iter()
            .filter(|(_, person)| evaluate(&definition, person, now).is_member)
            .map(|(id, _)| id.as_str())
            .collect();
        assert_eq!(members(&context, &sql).await, expect, "{definition:?}\n{sql}");
        n_members += expect.len();
        n_mixed += usize::from(!expect.is_empty() && expect.len() < N_PEOPLE);
    }
    // The dice must not have rolled definitions that everyone or no one meets.
    assert!(N_DEFINITIONS / 2 < n_mixed, "{n_mixed} of {N_DEFINITIONS} definitions divide the people");
    assert!(n_members < N_DEFINITIONS * N_PEOPLE * 9 / 10, "{n_members}");
}

/// A list of any length makes the text longer and never deeper, on the stack of an ordinary thread.
#[tokio::test]
async fn long_lists_run() {
    let now = Timestamp::parse("2026-09-15T14:00:00Z").unwrap();
    let mut state = 7;
    let mut dice = |n: u32| ((u64::from(splitmix(&mut state)) * u64::from(n)) >> 32) as u32;
    let people: Vec<(String, PersonFacts)> =
        (0..200).map(|i| (format!("p_{i:06}"), arbitrary::person(now, &mut dice))).collect();
    let context = engine(&people).await;
    let values =
        |n: usize| (0..n).map(|i| format!("v{i}")).chain(["GA".to_owned()]).collect::<Vec<_>>().join(", ");
    let any: Vec<String> = (0..200).map(|i| format!("{{trait: {{name: city, is: c{i}}}}}")).collect();
    let did: Vec<String> = (0..200)
        .map(|i| format!("{{behaviour: {{event: e{i}, at_least: 1, within_days: {}}}}}", i + 1))
        .collect();
    let mut deep = "{trait: {name: state, is: GA}}".to_owned();
    for _ in 0..6 {
        let others =
            (0..8).map(|i| format!("{{trait: {{name: city, is: c{i}}}}}")).collect::<Vec<_>>().join(", ");
        deep = format!("{{any: [{others}, {deep}]}}");
    }
    for who in [
        format!("{{trait: {{name: state, one_of: [{}]}}}}", values(3_000)),
        format!("{{not: {{trait: {{name: state, one_of: [{}]}}}}}}", values(50_000)),
        format!("{{any: [{}, {{trait: {{name: state, is: GA}}}}]}}", any.join(", ")),
        format!("{{not: {{all: [{}, {{trait: {{name: state, is: GA}}}}]}}}}", any.join(", ")),
        format!("{{any: [{}, {{behaviour: {{event: Order Completed, at_least: 1}}}}]}}", did.join(", ")),
        deep,
    ] {
        let definition: audience::Definition =
            serde_saphyr::from_str(&format!("{{name: a, who: {who}}}")).unwrap();
        let expect: Vec<&str> = people
            .iter()
            .filter(|(_, person)| evaluate(&definition, person, now).is_member)
            .map(|(id, _)| id.as_str())
            .collect();
        assert!(!expect.is_empty() && expect.len() <= people.len());
        assert_eq!(members(&context, &compile(&definition, now).unwrap()).await, expect);
    }
}
