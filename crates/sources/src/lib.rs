//! Files and messages from outside: read by a contract, every row accepted or rejected with its reason.
//!
//! A contract is a file of the Open Data Contract Standard 3.x. What other tools write for themselves is
//! left alone, with a note where it is a rule that is not checked here; `docs/contracts.md` lists all
//! that may stand in it. [`draft`] writes one from a file. This one shows the most of it:
//!
//! ```
//! let contract = sources::Contract::parse(r#"
//! apiVersion: v3.1.0
//! kind: DataContract
//! id: crm                        # the source's name, in front of every key: `crm:C1001`
//! version: 1.0.0
//! status: active
//! name: Customers of the CRM
//! description:
//!   purpose: Who our customers are
//! servers:                       # optional
//!   - server: demo
//!     type: local
//!     path: crm.csv
//!     format: csv
//! customProperties:
//!   - property: truelift.format  # csv (also Excel) | json | segment | parquet; `format` of the server will do
//!     value: csv
//!   - property: truelift.encoding # utf-8 (default), any name of the web's encodings, or auto
//!     value: auto
//!   - property: truelift.delimiter # `,` `;` `|` or a tab; found from the header without it
//!     value: ","
//!   - property: truelift.constant # values that no column has
//!     value: {country: US}
//!   - property: truelift.lands   # records | events | consents
//!     value: [records]
//!   - property: truelift.changes # log: a row never changes; state: the latest row of a key counts
//!     value: state               # what events are, and what records and consents are, when nothing stands here
//!   # truelift.source: another name than the id
//!   # truelift.columns: open (default) keeps rows in whatever further columns a file has; strict refuses the file
//!   # truelift.event_name: the name of every event, as `Order Completed`
//!   # truelift.currency: the currency of revenue without one, as `USD`
//!   # truelift.country: the country of phone numbers without one, as `FR`
//! schema:                        # exactly one entry
//!   - name: customers
//!     logicalType: object
//!     properties:
//!       - name: crm_id           # the column; for jsonl and segment a path as `context.traits.email`
//!         logicalType: string    # string (default) integer number boolean date timestamp object array
//!         primaryKey: true       # required and unique
//!         logicalTypeOptions: {pattern: "^C[0-9]+$", maxLength: 20}
//!         customProperties:
//!           - {property: truelift.role, value: external_key}
//!       - name: mail
//!         logicalType: string
//!         logicalTypeOptions: {format: email}      # email | uuid
//!         customProperties:
//!           - {property: truelift.role, value: email}
//!       - name: born
//!         logicalType: date
//!         logicalTypeOptions: {format: MM/dd/yyyy, minimum: "1900-01-01"}
//!         customProperties:
//!           - {property: truelift.role, value: birth_date}
//!       - name: updated
//!         logicalType: timestamp
//!         required: true
//!         customProperties:
//!           - {property: truelift.role, value: observed_at}
//!       - name: tier             # no role: kept in `traits` of a record, `properties` of an event
//!         quality:
//!           - {type: library, metric: invalidValues, arguments: {validValues: [basic, gold]}, mustBe: 0}
//!         customProperties:
//!           - {property: truelift.map, value: {"B": basic, "G": gold}}   # source's word: our word
//!       - name: internal_note
//!         customProperties:
//!           - {property: truelift.role, value: ignore}
//! "#, "crm.yaml").unwrap();
//! assert_eq!(contract.source, "crm");
//! ```
//!
//! Roles are listed at [`Role`]; extra is the default. Of several properties with the role of a handle
//! or a moment the first that is there counts.
//!
//! - *records* need `external_key`, or a handle that names them instead.
//! - *events* need `occurred_at`, `external_key` or `message_id`, and `event_name` or
//!   `truelift.event_name`.
//! - *consents* need `purpose`, `channel`, `action`, `occurred_at` and one of `customer_id`, `email`,
//!   `phone`, `anonymous_id`; without an `external_key` the entry's id is made from these. A row speaks for
//!   everybody it names. A no in a row that breaks a rule is read all the same: [`Portion::noes`].
//! - *segment* files need no roles: each line is a message of the Segment spec ([`segment`]). It lands
//!   as an event, and an identify call also as a record when `records` is listed. The properties of
//!   the contract are further checks on paths of the message.
//!
//! Moments and dates of birth may not lie more than a day after the arrival unless
//! `truelift.may_be_future: true` stands on the property. Blanks around values are not part of them;
//! an empty value is a missing one.
//!
//! Deliberately absent: any look at the clock (the arrival is an argument), at the lake or the store.

mod amount;
mod as_came;
mod asked;
mod birth;
mod by_contract;
mod by_parts;
mod channel_words;
mod check;
mod chunk;
mod column;
mod comments;
mod consent_names;
mod contract;
mod csv_file;
mod currency_words;
mod death;
mod denials;
mod displaced;
pub mod draft;
mod encoding;
mod entries;
mod error;
mod event_names;
mod few;
mod figure;
mod first_of_several;
mod folded;
mod footer;
mod handle_key;
mod handle_objects;
mod handles;
mod harmless;
mod header;
mod header_line;
mod heading;
mod hearing;
mod holds;
mod identity;
mod ids;
mod intake;
mod interpret;
mod items;
mod json_file;
mod json_keyed;
mod json_lists;
mod json_pages;
mod json_split;
mod json_table;
mod json_text;
mod json_twice;
mod json_walk;
mod layout;
mod leaves;
mod letters;
mod lexicon;
mod line_ends;
mod list_names;
mod loose;
mod mail_log;
mod meant;
mod message_noes;
mod moment;
mod money;
mod name_parts;
mod neither;
mod no_words;
mod number;
mod occurrence;
pub mod odcs;
mod opened;
mod opening;
mod outcome;
mod pairs;
mod parquet_file;
mod parquet_nested;
mod passing;
mod pattern;
pub mod posted;
mod quotes;
mod reading;
mod refusing;
mod remark;
mod remark_names;
mod remark_words;
mod role;
mod row_key;
mod rules;
mod said;
mod said_when;
mod saying;
pub mod segment;
mod sender;
mod shape;
mod sheet;
mod shouted;
mod slips;
mod spelling;
mod stray;
mod table;
mod timepiece;
mod tongues;
mod torn;
mod unheard;
mod unread;
mod western;
mod whole;
mod within;
mod workbook;
mod writings;

pub use amount::Decimal;
pub use as_came::AsCame;
pub use column::key_spelt;
pub use contract::{Changes, Contract, Format, Kind, Lands, Property};
pub use encoding::Encoding;
pub use error::SourceError;
pub use figure::{NoFigure, figure, shown_currency, shown_decimal, yes_or_no};
pub use intake::{Accepted, Heard, Intake, Portion, Rejected, Rule, Said, Totals};
pub use json_file::stranger;
pub use no_words::is_list_of_noes;
pub use odcs::contract_schema;
pub use reading::{Input, Reading, Replayed, read, replay, replay_one};
pub use role::Role;
pub use row_key::answers_of_broken;
pub use shape::{events_schema, records_schema};
pub use table::TextTable;
pub use whole::digits_kept;
