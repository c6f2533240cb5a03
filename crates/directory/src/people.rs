//! The columns, and what is in them.

use crate::Bits;
use crate::texts::Texts;
use audience::{TRAITS, TraitKind, TraitValue};
use std::sync::OnceLock;
use vocabulary::Timestamp;

/// One value as it is put in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Not known.
    None,
    /// A text or a day.
    Text(&'a str),
    /// A count.
    Number(i64),
    /// A moment.
    Time(Timestamp),
}

pub(crate) enum Column {
    Text(Texts),
    Number(Vec<Option<i64>>),
}

/// Everybody, in the order in which they were put in; a row is a person.
///
/// Orders by a column are made when first asked for and kept.
pub struct Directory {
    pub(crate) ids: Texts,
    /// How people are called in lists: the name, else the best handle there is.
    pub(crate) names: Texts,
    /// Who shares a home, by its id.
    households: Texts,
    /// One for each of [`TRAITS`], in their order.
    pub(crate) columns: Vec<Column>,
    /// What a search looks through, in small letters: a line for each thing, all people one behind the other.
    pub(crate) said: String,
    pub(crate) said_ends: Vec<usize>,
    pub(crate) orders: Vec<OnceLock<Vec<u32>>>,
}

/// A person of the list.
#[derive(Debug, Clone, Copy)]
pub struct Row<'a> {
    directory: &'a Directory,
    row: usize,
}

/// A value and how many people have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The value.
    pub value: String,
    /// How many.
    pub n: u32,
}

impl std::fmt::Debug for Directory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "directory of {}", self.n_people())
    }
}

impl Default for Directory {
    fn default() -> Self {
        let column = |(_, kind, _): &(&str, TraitKind, &str)| match kind {
            TraitKind::Text | TraitKind::Day => Column::Text(Texts::default()),
            TraitKind::Number | TraitKind::Time => Column::Number(Vec::new()),
        };
        let n_orders = Self::N_BESIDE + TRAITS.len();
        Self {
            ids: Texts::default(),
            names: Texts::default(),
            households: Texts::default(),
            columns: TRAITS.iter().map(column).collect(),
            said: String::new(),
            said_ends: Vec::new(),
            orders: std::iter::repeat_with(OnceLock::new).take(n_orders).collect(),
        }
    }
}

/// Where a trait stands among [`TRAITS`].
pub(crate) fn place_of(name: &str) -> Option<usize> {
    TRAITS.iter().position(|(known, ..)| *known == name)
}

impl Directory {
    /// Orders that are by no trait: by id, by name.
    pub(crate) const N_BESIDE: usize = 2;

    /// Puts somebody at the end: the household they share, and one cell for each of [`TRAITS`], in their order. A cell
    /// of another kind than its column counts as not known.
    pub fn push(&mut self, id: &str, household: Option<&str>, cells: &[Cell<'_>]) {
        self.ids.push(Some(id));
        self.households.push(household);
        for (at, column) in self.columns.iter_mut().enumerate() {
            match (column, cells.get(at).copied().unwrap_or(Cell::None)) {
                (Column::Text(texts), Cell::Text(text)) => texts.push(Some(text)),
                (Column::Text(texts), _) => texts.push(None),
                (Column::Number(numbers), Cell::Number(n)) => numbers.push(Some(n)),
                (Column::Number(numbers), Cell::Time(at)) => numbers.push(Some(at.micros())),
                (Column::Number(numbers), _) => numbers.push(None),
            }
        }
        let text = |name: &str| match place_of(name).and_then(|at| cells.get(at)) {
            Some(Cell::Text(text)) => Some(*text),
            _ => None,
        };
        let whole = [text("given_name"), text("family_name")].into_iter().flatten();
        let whole = whole.collect::<Vec<_>>().join(" ");
        let whole = whole.trim();
        let handles = [text("email"), text("phone"), text("customer_id")];
        let shown = Some(whole).filter(|name| !name.is_empty());
        let shown = shown.or_else(|| handles.into_iter().flatten().next()).unwrap_or(id);
        self.names.push(Some(shown));
        for line in [Some(whole)].into_iter().chain(handles).chain([Some(id)]).flatten() {
            self.said.push_str(&line.to_lowercase());
            self.said.push('\n');
        }
        self.said_ends.push(self.said.len());
    }

    /// How many people there are.
    pub fn n_people(&self) -> usize {
        self.said_ends.len()
    }

    /// The row of a person; `None` for nobody.
    pub fn row_of(&self, id: &str) -> Option<usize> {
        // Ids are different from each other, so the number of a value is its row.
        self.ids.find(id).map(|code| code as usize)
    }

    /// A person by row.
    pub fn row(&self, row: usize) -> Row<'_> {
        Row { directory: self, row }
    }

    /// Who else shares a person's home, in order of id.
    pub fn home_of(&self, row: usize) -> Vec<Row<'_>> {
        let Some(home) = self.households.code(row) else { return Vec::new() };
        let is_there = |other: &usize| *other != row && self.households.code(*other) == Some(home);
        let mut found: Vec<Row<'_>> =
            (0..self.n_people()).filter(is_there).map(|row| self.row(row)).collect();
        found.sort_unstable_by_key(|row| row.id());
        found
    }

    /// The people with these ids; whoever is not there is left out.
    pub fn bits_of<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> Bits {
        let mut found = Bits::none(self.n_people());
        ids.into_iter().filter_map(|id| self.row_of(id)).for_each(|row| found.set(row));
        found
    }

    /// How many people have a value of a trait.
    pub fn n_known(&self, name: &str) -> usize {
        match place_of(name).and_then(|at| self.columns.get(at)) {
            Some(Column::Text(texts)) => {
                (0..self.n_people()).filter(|row| texts.code(*row).is_some()).count()
            }
            Some(Column::Number(numbers)) => numbers.iter().flatten().count(),
            None => 0,
        }
    }

    /// How many different values a trait of text has.
    pub fn n_values(&self, name: &str) -> usize {
        self.texts(name).map_or(0, Texts::n_values)
    }

    /// Every different value of a trait of text, in no order.
    pub fn each_value(&self, name: &str) -> impl Iterator<Item = &str> {
        self.texts(name)
            .into_iter()
            .flat_map(|texts| (0..texts.n_values() as u32).map(|code| texts.nth(code)))
    }

    /// Whether somebody has a value of a trait of text.
    pub fn has_value(&self, name: &str, value: &str) -> bool {
        self.texts(name).is_some_and(|texts| texts.find(value).is_some())
    }

    /// The values of a trait of text that contain `part`, whatever its capitals, with how many people have each:
    /// those that begin with it first, then the most frequent.
    pub fn values(&self, name: &str, part: &str, limit: usize) -> Vec<Counted> {
        let Some(texts) = self.texts(name) else { return Vec::new() };
        let part = part.to_lowercase();
        let counted = texts.counts().into_iter().enumerate();
        let mut found: Vec<(bool, u32, u32)> = counted
            .filter_map(|(code, n)| {
                let code = code as u32;
                if part.is_empty() {
                    return Some((false, n, code));
                }
                let value = texts.nth(code).to_lowercase();
                value.contains(&part).then(|| (value.starts_with(&part), n, code))
            })
            .collect();
        let best = |a: &(bool, u32, u32), b: &(bool, u32, u32)| {
            (b.0, b.1).cmp(&(a.0, a.1)).then_with(|| texts.nth(a.2).cmp(texts.nth(b.2)))
        };
        if limit < found.len() {
            found.select_nth_unstable_by(limit, best);
            found.truncate(limit);
        }
        found.sort_unstable_by(best);
        found.into_iter().map(|(_, n, code)| Counted { value: texts.nth(code).to_owned(), n }).collect()
    }

    fn texts(&self, name: &str) -> Option<&Texts> {
        match place_of(name).and_then(|at| self.columns.get(at)) {
            Some(Column::Text(texts)) => Some(texts),
            _ => None,
        }
    }
}

impl<'a> Row<'a> {
    /// Which row.
    pub fn number(self) -> usize {
        self.row
    }

    /// The id.
    pub fn id(self) -> &'a str {
        self.directory.ids.at(self.row).unwrap_or_default()
    }

    /// How the person is called: the name, else the best handle there is.
    pub fn name(self) -> &'a str {
        self.directory.names.at(self.row).unwrap_or_default()
    }

    /// The id of the household they share.
    pub fn household(self) -> Option<&'a str> {
        self.directory.households.at(self.row)
    }

    /// A trait; `None` when it is not known.
    pub fn value(self, name: &str) -> Option<TraitValue> {
        let at = place_of(name)?;
        let (_, kind, _) = TRAITS.get(at)?;
        match self.directory.columns.get(at)? {
            Column::Text(texts) => texts.at(self.row).map(|text| TraitValue::Text(text.to_owned())),
            Column::Number(numbers) => {
                let n = numbers.get(self.row).copied().flatten()?;
                Some(match kind {
                    TraitKind::Time => TraitValue::Time(Timestamp::from_micros(n)),
                    _ => TraitValue::Number(n),
                })
            }
        }
    }

    /// A trait as it is written.
    pub fn text(self, name: &str) -> Option<String> {
        self.value(name).map(|value| match value {
            TraitValue::Text(text) => text,
            TraitValue::Number(n) => n.to_string(),
            TraitValue::Time(at) => at.to_string(),
        })
    }
}
