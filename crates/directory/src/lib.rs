//! Everybody of a workspace in memory, column by column: what lists, searches and the counts of audiences ask while a
//! member waits.
//!
//! A query over the lake plans anew each time and reads every row; a page that is typed into needs its answer within a
//! blink. The directory is filled once per state of the lake and answers from arrays. It decides nothing of its own:
//! whether a condition holds is asked of `audience`, value by value and event by event, so that it cannot differ from
//! the evaluator and the query. Pure: no disk, no clock; `now` is an argument.
#![deny(missing_docs)]

mod bits;
mod events;
mod find;
mod members;
mod order;
mod people;
mod texts;

pub use bits::Bits;
pub use events::Events;
pub use find::Search;
pub use members::Given;
pub use order::{Page, Sort};
pub use people::{Cell, Counted, Directory, Row};
