use crate::definition::{
    Behaviour, Condition, ConsentTest, Definition, DefinitionError, TraitRule, TraitTest,
};
use crate::traits::{TraitKind, trait_kind};
use std::collections::{BTreeMap, BTreeSet};
use vocabulary::{DAY, Timestamp, item_key, literal};

/// Longest list that is written out; a longer one is joined. INVARIANT: the text never nests deeper for a longer
/// list, since the engine walks what it parsed by recursion.
const N_WRITTEN_OUT: usize = 16;

/// Longest chain of AND or OR, whose tree is as deep as it is long.
const N_CHAINED: usize = 4;

/// Writes the definition as one query that returns the members' `person_id`s in order.
///
/// One pass over `person_events` counts every behaviour side by side, pruned to the names and the
/// longest window asked for; one pass over `consent_states` does the same for consents; both are
/// joined to `people`. Unknown values are false in every leaf, as in [`crate::evaluate`]. The text is
/// DataFusion's dialect and is never run here.
///
/// Errors: what [`Definition::validate`] finds, so that only known columns are ever named.
pub fn compile(definition: &Definition, now: Timestamp) -> Result<String, DefinitionError> {
    definition.validate()?;
    let mut columns = Columns::at(now);
    let condition = columns.condition(&definition.who);
    let mut with = Vec::new();
    let mut joins = String::new();
    if !columns.behaviours.is_empty() {
        with.push(behaviour_table(&columns.behaviours, now));
        joins.push_str("\nLEFT JOIN behaviour b ON b.person_id = p.person_id");
    }
    if !columns.consents.is_empty() {
        with.push(consent_table(&columns.consents));
        joins.push_str("\nLEFT JOIN consent c ON c.person_id = p.person_id");
    }
    for (column, lists) in &columns.lists {
        with.push(list_table(column, lists));
        joins.push_str(&format!("\nLEFT JOIN list_{column} l_{column} ON l_{column}.item = p.{column}"));
    }
    let with = if with.is_empty() { String::new() } else { format!("WITH {}\n", with.join(",\n")) };
    Ok(format!("{with}SELECT p.person_id\nFROM people p{joins}\nWHERE {condition}\nORDER BY p.person_id"))
}

/// A moment in the type of the lake's columns, so that the comparison needs no cast of the column.
fn moment(at: Timestamp) -> String {
    format!("arrow_cast({}, 'Timestamp(Microsecond, Some(\"UTC\"))')", literal(&at.to_string()))
}

/// What is counted once and used by all conditions that ask for it.
struct Columns {
    /// Counting conditions, without their limits.
    behaviours: Vec<Behaviour>,
    consents: Vec<ConsentTest>,
    /// Long lists of values, by the trait that is looked up in them.
    lists: BTreeMap<String, Vec<BTreeSet<String>>>,
    now: Timestamp,
}

fn number_of<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    if let Some(at) = list.iter().position(|known| *known == item) {
        return at;
    }
    list.push(item);
    list.len() - 1
}

impl Columns {
    fn at(now: Timestamp) -> Self {
        Self { behaviours: Vec::new(), consents: Vec::new(), lists: BTreeMap::new(), now }
    }

    fn condition(&mut self, condition: &Condition) -> String {
        let mut join = |list: &[Condition], word: &str| {
            let parts: Vec<String> = list.iter().map(|part| self.condition(part)).collect();
            match parts.len() {
                0..=N_CHAINED => format!("({})", parts.join(word)),
                // One call with many arguments is one level deep.
                _ => {
                    let choose = if word == " OR " { "greatest" } else { "least" };
                    let bits: Vec<String> =
                        parts.iter().map(|part| format!("CASE WHEN {part} THEN 1 ELSE 0 END")).collect();
                    format!("({choose}({}) = 1)", bits.join(", "))
                }
            }
        };
        match condition {
            Condition::All(list) => join(list, " AND "),
            Condition::Any(list) => join(list, " OR "),
            Condition::Not(inner) => format!("(NOT {})", self.condition(inner)),
            Condition::Trait(test) => self.of_trait(test),
            Condition::Behaviour(behaviour) => self.behaviour(behaviour),
            Condition::Consent(test) => {
                let at = number_of(&mut self.consents, test.clone());
                format!("(COALESCE(c.c{at}, 0) = 1)")
            }
        }
    }

    fn behaviour(&mut self, behaviour: &Behaviour) -> String {
        let counted = Behaviour { at_least: None, at_most: None, even_if_unseen: false, ..behaviour.clone() };
        let at = number_of(&mut self.behaviours, counted);
        let count = format!("COALESCE(b.b{at}, 0)");
        let least = behaviour.at_least.map(|n| format!("{count} >= {n}"));
        let most = behaviour.at_most.map(|n| format!("{count} <= {n}"));
        let limits: Vec<String> = least.into_iter().chain(most).collect();
        format!("({})", limits.join(" AND "))
    }

    fn of_trait(&mut self, test: &TraitTest) -> String {
        let column = format!("p.{}", test.name);
        let is_day = trait_kind(&test.name) == Some(TraitKind::Day);
        let limit = |at: Timestamp| if is_day { literal(&at.day()) } else { moment(at) };
        let known = |comparison: String| format!("COALESCE({column} {comparison}, FALSE)");
        let now = self.now;
        let back = |days: u32| limit(now - DAY.times(i64::from(days)));
        match &test.rule {
            TraitRule::Is(value) => known(format!("= {}", literal(value))),
            TraitRule::IsNot(value) => format!("(NOT {})", known(format!("= {}", literal(value)))),
            TraitRule::OneOf(values) if N_WRITTEN_OUT < values.len() => {
                let lists = self.lists.entry(test.name.clone()).or_default();
                let nth = number_of(lists, values.iter().cloned().collect());
                format!("(COALESCE(strpos(l_{}.nths, ',{nth},'), 0) > 0)", test.name)
            }
            TraitRule::OneOf(values) => {
                let list: Vec<String> = values.iter().map(|value| literal(value)).collect();
                known(format!("IN ({})", list.join(", ")))
            }
            TraitRule::Exists(true) => format!("({column} IS NOT NULL)"),
            TraitRule::Exists(false) => format!("({column} IS NULL)"),
            TraitRule::Before(at) => known(format!("< {}", limit(*at))),
            TraitRule::After(at) => known(format!(">= {}", limit(*at))),
            TraitRule::WithinDays(days) => {
                format!(
                    "({} AND {})",
                    known(format!("> {}", back(*days))),
                    known(format!("<= {}", limit(now)))
                )
            }
            TraitRule::NotWithinDays(days) => known(format!("<= {}", back(*days))),
            TraitRule::AtLeast(n) => known(format!(">= {n}")),
            TraitRule::AtMost(n) => known(format!("<= {n}")),
        }
    }
}

/// Each value of the long lists of one trait, with the numbers of the lists it is in, as `,0,2,`.
fn list_table(column: &str, lists: &[BTreeSet<String>]) -> String {
    let mut members: BTreeMap<&str, String> = BTreeMap::new();
    for (nth, list) in lists.iter().enumerate() {
        for value in list {
            members.entry(value).or_insert_with(|| ",".to_owned()).push_str(&format!("{nth},"));
        }
    }
    let rows: Vec<String> =
        members.iter().map(|(value, lists)| format!("({}, {})", literal(value), literal(lists))).collect();
    format!("list_{column} (item, nths) AS (\n  VALUES {}\n)", rows.join(", "))
}

/// A test of a column against names, however many.
fn is_one_of(column: &str, names: &[String]) -> String {
    if names.len() <= N_WRITTEN_OUT {
        return format!("{column} IN ({})", names.join(", "));
    }
    let rows: Vec<String> = names.iter().map(|name| format!("({name})")).collect();
    format!("{column} IN (SELECT column1 FROM (VALUES {}) AS names)", rows.join(", "))
}

/// A test of an event's products, which stand each on a line of its own; one level deep, however many are asked for.
fn about(items: &[String]) -> Option<String> {
    let finds = |item: &String| format!("strpos(items, {})", literal(&format!("\n{}\n", item_key(item))));
    let found: Vec<String> = items.iter().map(finds).collect();
    match found.as_slice() {
        [] => None,
        [one] => Some(format!("{one} > 0")),
        several => Some(format!("greatest({}) > 0", several.join(", "))),
    }
}

fn behaviour_table(behaviours: &[Behaviour], now: Timestamp) -> String {
    let mut columns = String::new();
    for (at, behaviour) in behaviours.iter().enumerate() {
        let (after, until) = behaviour.window(now);
        let mut tests = vec![format!("name = {}", literal(&behaviour.event))];
        tests.extend(after.map(|after| format!("occurred_at > {}", moment(after))));
        tests.push(format!("occurred_at <= {}", moment(until)));
        tests.extend(behaviour.min_revenue_minor.map(|least| format!("revenue_minor >= {least}")));
        tests.extend(behaviour.currency.map(|currency| format!("currency = {}", literal(currency.as_str()))));
        tests.extend(about(&behaviour.item));
        columns.push_str(&format!(",\n    COUNT(*) FILTER (WHERE {}) AS b{at}", tests.join(" AND ")));
    }
    let windows: Vec<_> = behaviours.iter().map(|behaviour| behaviour.window(now)).collect();
    // The scan is bounded below only when every window is.
    let lower: Option<Vec<Timestamp>> = windows.iter().map(|(after, _)| *after).collect();
    let lower = lower.and_then(|bounds| bounds.into_iter().min());
    let upper = windows.iter().map(|(_, until)| *until).max().unwrap_or(now);
    let mut names: Vec<String> = behaviours.iter().map(|behaviour| literal(&behaviour.event)).collect();
    names.sort_unstable();
    names.dedup();
    let mut bounds = lower.map(|lower| format!("occurred_at > {} AND ", moment(lower))).unwrap_or_default();
    bounds.push_str(&format!("occurred_at <= {} AND {}", moment(upper), is_one_of("name", &names)));
    format!(
        "behaviour AS (\n  SELECT person_id{columns}\n  FROM person_events\n  WHERE {bounds}\n  GROUP BY person_id\n)"
    )
}

/// Per person and consent: 1 when granted, 0 when any row says otherwise, NULL when nothing was said.
fn consent_table(consents: &[ConsentTest]) -> String {
    let matches = |test: &ConsentTest| {
        format!(
            "purpose = {} AND channel = {}",
            literal(test.purpose.as_str()),
            literal(test.channel.as_str())
        )
    };
    let mut columns = String::new();
    for (at, test) in consents.iter().enumerate() {
        let value = "CASE WHEN is_granted IS TRUE THEN 1 ELSE 0 END";
        columns.push_str(&format!(",\n    MIN(CASE WHEN {} THEN {value} END) AS c{at}", matches(test)));
    }
    let any: Vec<String> = consents.iter().map(|test| format!("({})", matches(test))).collect();
    format!(
        "consent AS (\n  SELECT person_id{columns}\n  FROM consent_states\n  WHERE {}\n  GROUP BY person_id\n)",
        any.join(" OR ")
    )
}
