//! When a row says what it says of consent: the moment its text is read as, and the others it can mean.

use crate::Property;
use crate::column::Typed;
use crate::moment::{Civil, DAY};
use crate::timepiece::Clock;
use arrow::array::{Array, ArrayRef, AsArray, StringArray, TimestampMicrosecondArray};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Date32Type, TimeUnit, TimestampMicrosecondType};
use consent::Action;
use vocabulary::Timestamp;

/// The moment at which somebody said something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Saying {
    /// As the text is read.
    pub(crate) at: Timestamp,
    /// The first moment that the text can mean.
    pub(crate) first: Timestamp,
    /// And the last.
    pub(crate) last: Timestamp,
}

impl Saying {
    /// One that is told exactly.
    pub(crate) fn exactly(at: Timestamp) -> Self {
        Self { at, first: at, last: at }
    }

    /// What `clock` reads in a text; `None` when it says no moment.
    pub(crate) fn read(clock: &Clock, text: &str) -> Option<Self> {
        let at = Timestamp::from_micros(clock.moment(text)?);
        let (first, last) = clock
            .span(text)
            .map_or((at, at), |(first, last)| (Timestamp::from_micros(first), Timestamp::from_micros(last)));
        Some(Self { at, first: first.min(at), last: last.max(at) })
    }

    /// When it counts, once it came in at `arrived_at`: a no at the last moment that its text can mean, a yes at the
    /// first. A yes never later than it came: dated ahead, by a clock or a zone that is wrong, it would one day be later
    /// than a no that came after it.
    pub(crate) fn counts_at(&self, action: Action, arrived_at: Timestamp) -> Timestamp {
        match action {
            Action::Withdrawn | Action::Unread => self.last.min(arrived_at).max(self.at),
            Action::Granted | Action::Lifted | Action::Replaced => self.first.min(arrived_at),
        }
    }
}

/// The moments of a column, and the cells they were read from.
pub(crate) struct Sayings<'a> {
    property: &'a Property,
    read: TimestampMicrosecondArray,
    written: Written,
}

/// How the cells of a column say a moment.
enum Written {
    Texts(StringArray),
    /// Microseconds on a wall whose zone the file does not say, and how much of time each leaves open.
    OnWall(Vec<Option<i64>>, i64),
    /// As exactly as we read it.
    Exact,
}

impl<'a> Sayings<'a> {
    pub(crate) fn of(property: &'a Property, column: &Typed, cells: Option<&ArrayRef>) -> Option<Self> {
        let read = column.moments_on(&property.clock)?;
        let cells = cells.filter(|cells| property.constant.is_none() && cells.len() == read.len());
        let written = cells.and_then(Written::of).unwrap_or(Written::Exact);
        Some(Self { property, read, written })
    }

    /// The column.
    pub(crate) fn property(&self) -> &'a Property {
        self.property
    }

    /// What a row says; `None` where it says no moment.
    pub(crate) fn get(&self, row: usize) -> Option<Saying> {
        let at = self.read.is_valid(row).then(|| self.read.value(row))?;
        let clock = &self.property.clock;
        let span = match &self.written {
            Written::Texts(texts) if texts.is_valid(row) => clock.span(texts.value(row).trim()),
            Written::OnWall(walls, grain) => walls
                .get(row)
                .copied()
                .flatten()
                .and_then(|wall| clock.span_of(Civil { wall, offset: None, grain: *grain })),
            Written::Texts(_) | Written::Exact => None,
        };
        let (first, last) = span.unwrap_or((at, at));
        let at = Timestamp::from_micros(at);
        let (first, last) = (Timestamp::from_micros(first).min(at), Timestamp::from_micros(last).max(at));
        Some(Saying { at, first, last })
    }
}

impl Written {
    fn of(cells: &ArrayRef) -> Option<Self> {
        let microseconds = DataType::Timestamp(TimeUnit::Microsecond, None);
        match cells.data_type() {
            DataType::Date32 | DataType::Date64 => {
                let days = cast(cells, &DataType::Date32).ok()?;
                let midnights = days.as_primitive::<Date32Type>().iter();
                Some(Self::OnWall(midnights.map(|day| day.map(|day| i64::from(day) * DAY)).collect(), DAY))
            }
            DataType::Timestamp(unit, None) => {
                let grain = match unit {
                    TimeUnit::Second => 1_000_000,
                    TimeUnit::Millisecond => 1_000,
                    TimeUnit::Microsecond | TimeUnit::Nanosecond => 1,
                };
                let walls = cast(cells, &microseconds).ok()?;
                Some(Self::OnWall(walls.as_primitive::<TimestampMicrosecondType>().iter().collect(), grain))
            }
            DataType::Timestamp(_, Some(_)) => None,
            _ => Some(Self::Texts(cast(cells, &DataType::Utf8).ok()?.as_string().clone())),
        }
    }
}
