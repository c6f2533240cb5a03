use crate::SimulatorError;
use crate::draw::{Draw, Stream};
use crate::places::STORE_CITIES;
use arrow::array::{
    ArrayRef, Decimal128Builder, Int64Builder, RecordBatch, StringBuilder, TimestampMicrosecondBuilder,
};
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use vocabulary::{SECOND, Timestamp};

/// Cents: two digits after the point; twelve in all hold any order.
const TOTAL: DataType = DataType::Decimal128(12, 2);

fn schema() -> SchemaRef {
    let at = DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into()));
    Arc::new(Schema::new(vec![
        Field::new("order_id", DataType::Utf8, true),
        Field::new("customer_id", DataType::Utf8, true),
        Field::new("email", DataType::Utf8, true),
        Field::new("ordered_at", at, true),
        Field::new("total", TOTAL, true),
        Field::new("currency", DataType::Utf8, true),
        Field::new("store_city", DataType::Utf8, true),
        Field::new("n_items", DataType::Int64, true),
    ]))
}

/// One row to be written.
pub(crate) struct Line<'a> {
    pub(crate) order_id: Option<&'a str>,
    pub(crate) customer_id: Option<&'a str>,
    pub(crate) email: Option<&'a str>,
    pub(crate) at: Timestamp,
    pub(crate) cents: i64,
    pub(crate) currency: &'a str,
    pub(crate) store_city: &'a str,
    pub(crate) n_items: i64,
}

/// The columns of the orders file while they grow.
pub(crate) struct Columns {
    order_id: StringBuilder,
    customer_id: StringBuilder,
    email: StringBuilder,
    at: TimestampMicrosecondBuilder,
    total: Decimal128Builder,
    currency: StringBuilder,
    store_city: StringBuilder,
    n_items: Int64Builder,
}

impl Columns {
    pub(crate) fn with_capacity(n: usize) -> Self {
        Self {
            order_id: StringBuilder::with_capacity(n, n * 10),
            customer_id: StringBuilder::with_capacity(n, n * 8),
            email: StringBuilder::with_capacity(n, n * 28),
            at: TimestampMicrosecondBuilder::with_capacity(n).with_timezone("UTC"),
            total: Decimal128Builder::with_capacity(n).with_data_type(TOTAL),
            currency: StringBuilder::with_capacity(n, n * 3),
            store_city: StringBuilder::with_capacity(n, n * 8),
            n_items: Int64Builder::with_capacity(n),
        }
    }

    pub(crate) fn push(&mut self, line: Line<'_>) {
        self.order_id.append_option(line.order_id);
        self.customer_id.append_option(line.customer_id);
        self.email.append_option(line.email);
        self.at.append_value(line.at.micros());
        self.total.append_value(i128::from(line.cents));
        self.currency.append_value(line.currency);
        self.store_city.append_value(line.store_city);
        self.n_items.append_value(line.n_items);
    }

    pub(crate) fn finish(mut self) -> Result<RecordBatch, SimulatorError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.order_id.finish()),
            Arc::new(self.customer_id.finish()),
            Arc::new(self.email.finish()),
            Arc::new(self.at.finish()),
            Arc::new(self.total.finish()),
            Arc::new(self.currency.finish()),
            Arc::new(self.store_city.finish()),
            Arc::new(self.n_items.finish()),
        ];
        Ok(RecordBatch::try_new(schema(), columns)?)
    }
}

/// Writes batches as one Parquet file.
pub(crate) fn write(
    path: &Path,
    batches: impl Iterator<Item = Result<RecordBatch, SimulatorError>>,
) -> Result<(), SimulatorError> {
    let file =
        File::create(path).map_err(|source| SimulatorError::Write { path: path.to_owned(), source })?;
    let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
    let mut writer = ArrowWriter::try_new(file, schema(), Some(properties))?;
    for batch in batches {
        writer.write(&batch?)?;
    }
    writer.close()?;
    Ok(())
}

/// Writes `n_rows` good orders of a year to `path`, in the columns of the demo's orders file.
///
/// For benchmarks: a large shop's file without a world around it. One customer has about eight
/// orders; the same seed gives the same bytes.
///
/// Errors: [`SimulatorError::Write`] when `path` cannot be written.
pub fn bench_orders(path: &Path, n_rows: usize, seed: u64) -> Result<(), SimulatorError> {
    const BATCH: usize = 65_536;
    let n_customers = u32::try_from(n_rows / 8 + 1).unwrap_or(u32::MAX);
    let end = Timestamp::from_micros(1_789_480_800_000_000); // 2026-09-15T14:00:00Z
    let mut draw = Draw::of(seed, Stream::Bulk, 0, 0);
    let starts = (0..n_rows).step_by(BATCH);
    let batches = starts.map(|start| {
        let n = BATCH.min(n_rows - start);
        let mut columns = Columns::with_capacity(n);
        for row in start..start + n {
            let customer = draw.below(n_customers);
            let cents = (draw.lognormal(4_800.0, 0.5) as i64).max(100);
            columns.push(Line {
                order_id: Some(&format!("B{row:09}")),
                customer_id: Some(&format!("C{customer:08}")),
                email: Some(&format!("shopper{customer}@mail.example")),
                at: end - SECOND.times(draw.int(0, 31_536_000)),
                cents,
                currency: "USD",
                store_city: draw.pick_by_rank(STORE_CITIES),
                n_items: 1 + cents / 700,
            });
        }
        columns.finish()
    });
    write(path, batches)
}
