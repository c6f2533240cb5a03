//! Handles that one row of consents ever named together: a no under one of them is a no of whoever has another.

use crate::database::{bulk, rows};
use crate::{StoreError, Tx};
use std::collections::{BTreeSet, HashMap, HashSet};
use vocabulary::{Channel, WorkspaceId};

/// Over so many rows a tie leads at most; whoever is further away is nobody's handle any more.
const N_STEPS_MAX: usize = 16;
/// A handle in more rows than this is a filler of the source.
const N_ROWS_MAX: i64 = 10_000;
/// A handle that is named together with more than this many others is that of a till or an office and ties nobody.
const N_COMPANIES_MAX: usize = 100;
/// And a number, which a household or a shop gives for everybody.
const N_COMPANIES_OF_A_NUMBER_MAX: usize = 10;

/// The row that a line of the ledger belongs to, as the index `consent_entry_by_row` spells it.
macro_rules! row_of_line {
    () => {
        "case when substr(rtrim(entry_id, '0123456789'), length(rtrim(entry_id, '0123456789')), 1) = '/'
          and substr(rtrim(entry_id, '0123456789'), length(rtrim(entry_id, '0123456789')) - 13, 1) = '/'
          then substr(entry_id, 1, length(rtrim(entry_id, '0123456789')) - 14) end"
    };
}

pub(crate) use row_of_line;

/// The rows of consents that lead anywhere from some handles.
#[derive(Debug, Default)]
pub(crate) struct Ties {
    /// The handles of each row, whatever it said and when; rows that name the same once.
    rows: Vec<BTreeSet<String>>,
    /// By handle the places of the rows that name it.
    rows_of: HashMap<String, Vec<usize>>,
}

impl Tx {
    /// Reads the rows that name one of `handles`, or a handle that those lead to, over as many rows as it takes.
    pub(crate) async fn ties(
        &mut self,
        workspace: &WorkspaceId,
        handles: &BTreeSet<&str>,
    ) -> Result<Ties, StoreError> {
        let is_nobodys = self.is_nobodys;
        let mut rows: BTreeSet<BTreeSet<String>> = BTreeSet::new();
        let mut seen: HashSet<String> = handles.iter().map(|handle| (*handle).to_owned()).collect();
        let mut next = bulk::list(handles.iter().filter(|handle| !is_nobodys(handle)))?;
        for _ in 0..N_STEPS_MAX {
            let mut new: Vec<String> = Vec::new();
            for mut row in self.rows_naming(workspace, next).await? {
                row.retain(|handle| !is_nobodys(handle));
                for handle in &row {
                    if !seen.contains(handle) {
                        seen.insert(handle.clone());
                        new.push(handle.clone());
                    }
                }
                if 1 < row.len() {
                    rows.insert(row);
                }
            }
            if new.is_empty() {
                break;
            }
            next = bulk::list(&new)?;
        }
        Ok(Ties::of(rows))
    }

    /// The handles of every row that names one of `handles`, rows that name the same once; no row that names one alone.
    ///
    /// One cell for each, since a ledger has many lines for one row and the driver takes longer over a line than the
    /// database does to read it.
    async fn rows_naming(
        &mut self,
        workspace: &WorkspaceId,
        handles: String,
    ) -> Result<Vec<BTreeSet<String>>, StoreError> {
        let found = rows!(
            self,
            (String,),
            concat!(
                "with line as materialized (
                   select distinct identifier, ",
                row_of_line!(),
                " as row_id from consent_entry where workspace = $1
                   and identifier in (select r.value ->> 'v' from json_each($2) as r)
                 ), few as (
                   select identifier from line group by identifier having count(row_id) <= $3
                 ), named as (
                   select distinct ",
                row_of_line!(),
                " as row_id, identifier from consent_entry where workspace = $1 and ",
                row_of_line!(),
                " in (select row_id from line where identifier in (select identifier from few))
                   order by row_id, identifier
                 )
                 select distinct handles from (
                   select string_agg(json_quote(identifier), ',') as handles
                   from named group by row_id having 1 < count(*)
                 ) as tied"
            ),
            workspace.as_str(),
            handles,
            N_ROWS_MAX,
        )?;
        let row = |(handles,): (String,)| {
            serde_json::from_str(&format!("[{handles}]"))
                .map_err(|source| StoreError::Body { what: "handles of a row of consents", source })
        };
        found.into_iter().map(row).collect()
    }
}

impl Ties {
    fn of(rows: BTreeSet<BTreeSet<String>>) -> Self {
        let mut ties = Self::default();
        for row in rows {
            for handle in &row {
                ties.rows_of.entry(handle.clone()).or_default().push(ties.rows.len());
            }
            ties.rows.push(row);
        }
        ties
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every handle of the rows.
    pub(crate) fn handles(&self) -> impl Iterator<Item = &str> {
        self.rows_of.keys().map(String::as_str)
    }

    /// The handles that rows tie to one of `own`, without those. `others` are of people who are known to be somebody
    /// else: no row leads to them, nor on from them.
    ///
    /// A row that shares only a telephone (for mails; only a mailbox, for text messages) and has another customer
    /// number is another person's.
    pub(crate) fn of_any<'a>(
        &'a self,
        own: &BTreeSet<&str>,
        others: &HashSet<&str>,
        channel: Channel,
    ) -> BTreeSet<&'a str> {
        let numbers: BTreeSet<&str> = own.iter().copied().filter(|handle| is_number(handle)).collect();
        let is_anothers = |row: &BTreeSet<String>| {
            let mut theirs = row.iter().filter(|handle| is_number(handle)).peekable();
            !numbers.is_empty()
                && theirs.peek().is_some()
                && !theirs.any(|number| numbers.contains(number.as_str()))
        };
        // A row may name thousands, and each of them leads to it: it is asked whose it is, and gone through, once.
        let mut anothers: HashMap<usize, bool> = HashMap::new();
        let mut is_through = vec![false; self.rows.len()];
        let mut tied: BTreeSet<&'a str> = BTreeSet::new();
        let starts = own.iter().filter_map(|handle| self.rows_of.get_key_value(*handle));
        let mut left: Vec<&'a str> = starts.map(|(handle, _)| handle.as_str()).collect();
        while let Some(handle) = left.pop() {
            let rows = self.rows_of.get(handle).filter(|rows| rows.len() <= companies_max(handle));
            for place in rows.into_iter().flatten().copied() {
                let (Some(row), Some(is_through)) = (self.rows.get(place), is_through.get_mut(place)) else {
                    continue;
                };
                let mut is_skipped = || {
                    is_shared(handle, channel) && *anothers.entry(place).or_insert_with(|| is_anothers(row))
                };
                if *is_through || is_skipped() {
                    continue;
                }
                *is_through = true;
                let new = row.iter().map(String::as_str);
                let new = new.filter(|other| !own.contains(other) && !others.contains(other));
                left.extend(new.filter(|other| tied.insert(other)));
            }
        }
        tied
    }
}

fn is_number(handle: &str) -> bool {
    handle.starts_with("customer_id:")
}

/// Whether a handle is one that several people may have, who are not reached by it on this channel.
fn is_shared(handle: &str, channel: Channel) -> bool {
    match channel {
        Channel::Sms => handle.starts_with("mailbox:") || handle.starts_with("email:"),
        Channel::Email | Channel::Push | Channel::Web | Channel::Post => handle.starts_with("phone:"),
    }
}

fn companies_max(handle: &str) -> usize {
    if handle.starts_with("phone:") { N_COMPANIES_OF_A_NUMBER_MAX } else { N_COMPANIES_MAX }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tied(rows: &[&[&str]], own: &[&str], others: &[&str], channel: Channel) -> Vec<String> {
        let row = |row: &&[&str]| row.iter().map(|handle| (*handle).to_owned()).collect();
        let ties = Ties::of(rows.iter().map(row).collect());
        let own: BTreeSet<&str> = own.iter().copied().collect();
        let others: HashSet<&str> = others.iter().copied().collect();
        ties.of_any(&own, &others, channel).into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn rows_lead_from_handle_to_handle_and_not_into_the_next_room() {
        let (kim, lou) = ("mailbox:kim", "mailbox:lou");
        let rows: &[&[&str]] = &[
            &[kim, "customer_id:L9"],
            &["customer_id:L9", "phone:+9"],
            &[kim, "phone:+1"],
            &[lou, "phone:+1", "customer_id:H2"],
        ];
        let of_kim = |own: &[&str]| tied(rows, own, &[], Channel::Email);
        assert_eq!(of_kim(&[kim, "customer_id:H1", "phone:+1"]), ["customer_id:L9", "phone:+9"]);
        // Nothing says that the number is of two people.
        assert!(of_kim(&[kim]).contains(&lou.to_owned()));
        // For text messages the telephone is what tells who somebody is.
        let by_phone = tied(rows, &["phone:+1", "customer_id:H1"], &[], Channel::Sms);
        assert!(by_phone.contains(&"customer_id:H2".to_owned()), "{by_phone:?}");
        // Who is known to be somebody else leads nowhere.
        let shared: &[&[&str]] = &[&["mailbox:info", "customer_id:H2"], &[lou, "customer_id:H2"]];
        let own = [kim, "mailbox:info", "customer_id:H1"];
        assert_eq!(tied(shared, &own, &["customer_id:H2"], Channel::Email), Vec::<String>::new());
    }

    #[test]
    fn a_row_that_names_thousands_is_gone_through_once() {
        let mut names: Vec<String> = (0..20_000).map(|n| format!("mailbox:k{n}")).collect();
        names.extend((0..20_000).map(|n| format!("phone:+1{n}")));
        names.push("customer_id:H2".to_owned());
        let row: Vec<&str> = names.iter().map(String::as_str).collect();
        // Going through it from each of its handles would take minutes.
        assert_eq!(tied(&[&row], &["mailbox:k7"], &[], Channel::Email).len(), names.len() - 1);
        // By telephones alone it is another's, from whichever of them it is asked.
        let mut own: Vec<&str> = row.iter().copied().filter(|handle| handle.starts_with("phone:")).collect();
        own.push("customer_id:H1");
        assert!(tied(&[&row], &own, &[], Channel::Email).is_empty());
        // What one telephone does not lead to, the mailbox does.
        own.push("mailbox:k7");
        assert_eq!(tied(&[&row], &own, &[], Channel::Email).len(), 20_000);
    }

    #[test]
    fn a_till_ties_nobody() {
        let names: Vec<String> = (0..12).map(|n| format!("mailbox:b{n}")).collect();
        let rows: Vec<[&str; 2]> = names.iter().map(|name| ["phone:+1", name.as_str()]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
        assert_eq!(tied(&rows, &["mailbox:b3"], &[], Channel::Email), ["phone:+1"]);
    }
}
