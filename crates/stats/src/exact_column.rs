use crate::exact::{ExactSum, decompose};
use std::ops::Range;

/// Bits of a whole number on a column's grid. The product of two has 124, so that eight fit an i128.
const N_GRID_BITS: u32 = 62;
const N_PRODUCTS: usize = 8;

/// A float has 53 bits, so ten exponents side by side share a grid.
const N_EXPONENTS: usize = (N_GRID_BITS - 53) as usize + 1;

/// Numbers no wider than this are moved down to the units they are counts of, where sums of them and of
/// their products mostly fit an i64.
const N_NARROW_BITS: u32 = 32;

/// Rows put on the grid before a look at whether any of them is off it.
const N_ROWS_AT_ONCE: usize = 64;

/// So many values are looked at to lay the grid.
const N_SAMPLE: usize = 256;

const FRACTION_BITS: u32 = 52;
const FRACTION: u64 = (1 << FRACTION_BITS) - 1;
/// Exponents as a float's bits hold them go to 2046; 2047 is no number.
const N_FLOAT_EXPONENTS: usize = 2048;

/// A column of floats taken apart once, to be added to many sums.
///
/// Most columns of people's values keep to a few powers of two. They become whole numbers in one unit, a
/// grid, and adding those up takes an instruction or two for each. The few values off the grid are kept
/// beside it. Both ways are exact, so where the grid lies changes no sum.
#[derive(Debug, Clone, Default)]
pub struct ExactColumn {
    /// Units of 2^unit, below 2^62 in size; 0 where the grid does not hold the value.
    whole: Vec<i64>,
    unit: i32,
    /// No whole number has more bits.
    n_bits: u32,
    /// In the order of rows.
    off_grid: Vec<OffGrid>,
    is_poisoned: bool,
}

/// A value that the grid does not hold.
#[derive(Debug, Clone, Copy)]
struct OffGrid {
    row: usize,
    integer: i64,
    exponent: i32,
}

impl ExactColumn {
    /// Holds these values instead of what it held. One that is not finite poisons every sum it goes into.
    pub fn refill(&mut self, values: &[f64]) {
        let lowest = lowest_exponent(values);
        self.unit = lowest as i32 - 1075;
        (self.n_bits, self.is_poisoned) = (0, false);
        self.off_grid.clear();
        self.whole.resize(values.len(), 0);
        let (mut bits_seen, mut others) = (0, Vec::new());
        let chunks = self.whole.chunks_mut(N_ROWS_AT_ONCE).zip(values.chunks(N_ROWS_AT_ONCE));
        for ((whole, values), start) in chunks.zip((0..).step_by(N_ROWS_AT_ONCE)) {
            let mut has_others = false;
            for (whole, &value) in whole.iter_mut().zip(values) {
                let integer = on_grid(value, lowest);
                has_others |= (integer == 0) & (value != 0.0);
                bits_seen |= integer;
                let sign = value.to_bits() as i64 >> 63;
                *whole = (integer as i64 ^ sign).wrapping_sub(sign);
            }
            if has_others {
                let rows = whole.iter().zip(values).zip(start..);
                let other = |((&whole, &value), row)| (whole == 0 && value != 0.0).then_some((row, value));
                others.extend(rows.filter_map(other));
            }
        }
        for (row, value) in others {
            bits_seen |= self.place(row, value);
        }
        self.narrow(bits_seen);
    }

    /// Puts a value of another exponent on the grid if it is a multiple of the unit, or beside it.
    ///
    /// Returns: the bits of the number on the grid.
    fn place(&mut self, row: usize, value: f64) -> u64 {
        if !value.is_finite() {
            self.is_poisoned = true;
            return 0;
        }
        let (integer, exponent) = decompose(value);
        let n_zeros = integer.trailing_zeros();
        let (integer, exponent) = (integer >> n_zeros, exponent + n_zeros as i32);
        let n_bits = 64 - integer.unsigned_abs().leading_zeros();
        let shift = u32::try_from(exponent - self.unit).ok().filter(|shift| shift + n_bits <= N_GRID_BITS);
        match (shift, self.whole.get_mut(row)) {
            (Some(shift), Some(whole)) => {
                *whole = integer << shift;
                whole.unsigned_abs()
            }
            _ => {
                self.off_grid.push(OffGrid { row, integer, exponent });
                0
            }
        }
    }

    /// Takes the largest unit, where that makes the numbers small.
    fn narrow(&mut self, bits_seen: u64) {
        let n_zeros = bits_seen.trailing_zeros();
        self.n_bits = 64 - bits_seen.leading_zeros();
        if 0 < self.n_bits && self.n_bits - n_zeros <= N_NARROW_BITS {
            self.whole.iter_mut().for_each(|whole| *whole >>= n_zeros);
            self.unit += n_zeros as i32;
            self.n_bits -= n_zeros;
        }
    }

    /// How many values it holds.
    pub fn len(&self) -> usize {
        self.whole.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }

    fn on_grid(&self, rows: &Range<usize>) -> &[i64] {
        self.whole.get(rows.clone()).unwrap_or_default()
    }

    fn off_grid(&self, rows: &Range<usize>) -> &[OffGrid] {
        let before = |row: usize| self.off_grid.partition_point(|off| off.row < row);
        if self.off_grid.is_empty() {
            return &[];
        }
        self.off_grid.get(before(rows.start)..before(rows.end)).unwrap_or_default()
    }

    /// What the grid holds of a row as an odd number and an exponent.
    fn grid_part(&self, row: usize) -> (i64, i32) {
        let whole = self.whole.get(row).copied().unwrap_or(0);
        let n_zeros = if whole == 0 { 0 } else { whole.trailing_zeros() };
        (whole >> n_zeros, self.unit + n_zeros as i32)
    }
}

/// The size of a value in units of a grid that starts at an exponent; 0 when it is of another exponent.
///
/// Without a branch: whether somebody bought anything is anybody's guess, the processor's too.
fn on_grid(value: f64, lowest: u64) -> u64 {
    let bits = value.to_bits() & !(1 << 63);
    let shift = (bits >> FRACTION_BITS).wrapping_sub(lowest);
    let integer = ((bits & FRACTION) | 1 << FRACTION_BITS) << (shift & 63);
    integer & u64::from(shift < N_EXPONENTS as u64).wrapping_neg()
}

/// The exponent where a grid holds most of a sample of the values.
fn lowest_exponent(values: &[f64]) -> u64 {
    let mut counts = [0_u16; N_FLOAT_EXPONENTS];
    for value in values.iter().step_by((values.len() / N_SAMPLE).max(1)).filter(|&&value| value != 0.0) {
        let exponent = (value.to_bits() >> FRACTION_BITS) as usize % N_FLOAT_EXPONENTS;
        if let Some(count) = counts.get_mut(exponent) {
            *count += 1;
        }
    }
    // Exponent 0 is that of subnormal numbers, whose leading bit is not implied.
    let is_used = |count: &u16| 0 < *count;
    let first = counts.iter().position(is_used).unwrap_or(1).max(1);
    let last = counts.iter().rposition(is_used).unwrap_or(1);
    let end = N_FLOAT_EXPONENTS - 1 - N_EXPONENTS;
    let starts = first.min(end)..=last.min(end);
    let n_held =
        |start: &usize| counts.iter().skip(*start).take(N_EXPONENTS).map(|&n| u32::from(n)).sum::<u32>();
    starts.max_by_key(n_held).unwrap_or(1) as u64
}

/// Units of the unit · 2^64 and of the unit: an integer wider than 128 bits.
#[derive(Clone, Copy)]
struct Wide {
    high: i128,
    low: i128,
}

/// Whether `n` integers of so many bits add up to less than 2^n_held.
fn is_held(n: usize, n_bits: u32, n_held: u32) -> bool {
    n_bits + (usize::BITS - n.leading_zeros()) <= n_held
}

// Sums below wrap only in name: each comes after the proof that it fits, and an overflow check would cost
// as much as the addition.

fn sum(numbers: &[i64], n_bits: u32) -> i128 {
    if is_held(numbers.len(), n_bits, 63) {
        return numbers.iter().fold(0_i64, |sum, &number| sum.wrapping_add(number)).into();
    }
    let (pairs, last) = numbers.as_chunks::<2>();
    let pairs = pairs.iter().fold(0_i128, |sum, [a, b]| sum.wrapping_add(a.wrapping_add(*b).into()));
    last.iter().fold(pairs, |sum, &number| sum.wrapping_add(number.into()))
}

fn sum_of_products(a: &[i64], b: &[i64], n_bits: u32) -> Wide {
    let product = |(&a, &b): (&i64, &i64)| i128::from(a).wrapping_mul(i128::from(b));
    if is_held(a.len(), n_bits, 63) {
        let low = a.iter().zip(b).fold(0_i64, |sum, (&a, &b)| sum.wrapping_add(a.wrapping_mul(b)));
        return Wide { high: 0, low: low.into() };
    }
    if is_held(a.len(), n_bits, 127) {
        return Wide { high: 0, low: a.iter().zip(b).map(product).fold(0, i128::wrapping_add) };
    }
    let add = |sum: Wide, part: i128| Wide {
        high: sum.high.wrapping_add(part >> 64),
        low: sum.low.wrapping_add((part as u64).into()),
    };
    let ((eights_a, rest_a), (eights_b, rest_b)) = (a.as_chunks::<N_PRODUCTS>(), b.as_chunks::<N_PRODUCTS>());
    let part = |(a, b): (&[i64; N_PRODUCTS], &[i64; N_PRODUCTS])| {
        a.iter().zip(b).map(product).fold(0, i128::wrapping_add)
    };
    let rest = rest_a.iter().zip(rest_b).map(product).fold(0, i128::wrapping_add);
    eights_a.iter().zip(eights_b).map(part).chain([rest]).fold(Wide { high: 0, low: 0 }, add)
}

impl ExactSum {
    /// Adds the values of these rows.
    pub(crate) fn add_rows(&mut self, column: &ExactColumn, rows: &Range<usize>) {
        self.poison(column.is_poisoned);
        self.add_units(sum(column.on_grid(rows), column.n_bits), column.unit);
        for off in column.off_grid(rows) {
            self.gather(off.integer.into(), off.exponent);
        }
    }

    /// Adds the products of two columns in these rows.
    pub(crate) fn add_row_products(&mut self, a: &ExactColumn, b: &ExactColumn, rows: &Range<usize>) {
        self.poison(a.is_poisoned || b.is_poisoned);
        let Wide { high, low } = sum_of_products(a.on_grid(rows), b.on_grid(rows), a.n_bits + b.n_bits);
        self.add_units(low, a.unit + b.unit);
        self.add_units(high, a.unit + b.unit + 64);
        let mut add = |(own, own_exponent): (i64, i32), (other, exponent): (i64, i32)| {
            self.gather(i128::from(own) * i128::from(other), own_exponent + exponent);
        };
        let part = |off: &OffGrid| (off.integer, off.exponent);
        let mut others = b.off_grid(rows).iter().peekable();
        for own in a.off_grid(rows) {
            while let Some(other) = others.next_if(|other| other.row < own.row) {
                add(a.grid_part(other.row), part(other));
            }
            let other = others.next_if(|other| other.row == own.row);
            add(part(own), other.map_or_else(|| b.grid_part(own.row), part));
        }
        for other in others {
            add(a.grid_part(other.row), part(other));
        }
    }
}
