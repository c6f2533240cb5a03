use crate::StatsError;
use std::cmp::Ordering;

/// Bits of one digit; the 32 above them take 2^31 additions before a carry is due.
const DIGIT_BITS: u32 = 32;
const DIGIT_MASK: i64 = (1 << DIGIT_BITS) - 1;

/// A float is an integer of 53 bits times 2^e with e in −1074..=971, a product of two one of 106 bits
/// with e in −2148..=1942. 68 digits below the point are 2176 bits; 2^64 products above it are
/// 1942 + 106 + 64 = 2112 bits, 66 digits.
const N_DIGITS_BELOW: usize = 68;
const N_DIGITS: usize = N_DIGITS_BELOW + 66;
const EXPONENT_MIN: i32 = -(N_DIGITS_BELOW as i32 * DIGIT_BITS as i32);

/// So many integers below 2^106 fit a bin of 127 bits: 2^106 · 2^20 = 2^126.
const N_IN_BINS_MAX: u32 = 1 << 20;

/// Bins put on either side when the window of exponents grows.
const N_SPARE_BINS: i32 = 4;

/// A sum of floats, or of products of two floats, without any rounding.
///
/// The digits are an integer in units of 2^-2176, so adding commutes and associates: any order, any
/// partitioning and any number of threads give the same bits. A single value is first gathered by
/// exponent, in bins that hold a million of them, because to add to a bin is one addition. Columns come in
/// faster still: [`ExactColumn`](crate::ExactColumn).
///
/// Source: Kulisch 1981; the split into digits with room for carries and the gathering by exponent, Neal
/// 2015.
#[derive(Debug, Clone, Default)]
pub struct ExactSum {
    /// Units of 2^(first + place).
    bins: Vec<i128>,
    first: i32,
    n_in_bins: u32,
    /// Little-endian, each digit signed and at most 2^63 large between carries; none yet for 0.
    digits: Vec<i64>,
    n_since_carry: u32,
    /// A value that is not finite was added.
    is_poisoned: bool,
}

/// The exponent of 1.0, given to 0 too, so that zeros do not widen the window of bins.
const EXPONENT_OF_ONE: i32 = -52;

/// A float as a signed integer and an exponent: value = integer · 2^exponent.
pub(crate) fn decompose(value: f64) -> (i64, i32) {
    let bits = value.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i32;
    let fraction = (bits & ((1 << 52) - 1)) as i64;
    let (integer, exponent) =
        if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
    let exponent = if integer == 0 { EXPONENT_OF_ONE } else { exponent };
    (if bits >> 63 == 1 { -integer } else { integer }, exponent)
}

impl ExactSum {
    /// Adds one value. One that is not finite poisons the sum.
    pub fn add(&mut self, value: f64) {
        if !value.is_finite() {
            self.is_poisoned = true;
            return;
        }
        let (integer, exponent) = decompose(value);
        self.gather(i128::from(integer), exponent);
    }

    /// Adds a · b, the product being exact.
    pub fn add_product(&mut self, a: f64, b: f64) {
        if !(a.is_finite() && b.is_finite()) {
            self.is_poisoned = true;
            return;
        }
        let ((integer_a, exponent_a), (integer_b, exponent_b)) = (decompose(a), decompose(b));
        self.gather(i128::from(integer_a) * i128::from(integer_b), exponent_a + exponent_b);
    }

    /// A value that went into it was not finite.
    pub(crate) fn poison(&mut self, is_poisoned: bool) {
        self.is_poisoned |= is_poisoned;
    }

    /// Adds integer · 2^exponent, below 2^106 in size, to the bin of its exponent.
    pub(crate) fn gather(&mut self, integer: i128, exponent: i32) {
        if self.n_in_bins == N_IN_BINS_MAX {
            self.settle();
        }
        self.n_in_bins += 1;
        // Below the window the difference wraps to a place beyond every bin.
        let place = (exponent - self.first) as u32 as usize;
        if let Some(bin) = self.bins.get_mut(place) {
            *bin += integer;
        } else {
            self.widen(exponent);
            if let Some(bin) = self.bins.get_mut((exponent - self.first) as usize) {
                *bin += integer;
            }
        }
    }

    #[cold]
    fn widen(&mut self, exponent: i32) {
        let last = self.first + self.bins.len() as i32;
        let is_empty = self.bins.is_empty();
        let low = if is_empty { exponent } else { self.first.min(exponent) } - N_SPARE_BINS;
        let high = if is_empty { exponent } else { last.max(exponent) } + N_SPARE_BINS;
        let mut bins = vec![0; (high - low + 1) as usize];
        let kept = bins.iter_mut().skip((self.first - low).max(0) as usize);
        kept.zip(&self.bins).for_each(|(bin, kept)| *bin = *kept);
        (self.bins, self.first) = (bins, low);
    }

    /// Moves what the bins hold to the digits.
    fn settle(&mut self) {
        self.n_in_bins = 0;
        let mut bins = std::mem::take(&mut self.bins);
        for (bin, exponent) in bins.iter_mut().zip(self.first..) {
            let integer = std::mem::take(bin);
            self.add_units(integer, exponent);
        }
        self.bins = bins;
    }

    /// Adds integer · 2^exponent to the digits.
    pub(crate) fn add_units(&mut self, integer: i128, exponent: i32) {
        if integer == 0 {
            return;
        }
        let (is_negative, integer) = (integer < 0, integer.unsigned_abs());
        if self.digits.is_empty() {
            self.digits = vec![0; N_DIGITS];
        }
        let place = (exponent - EXPONENT_MIN) as u32;
        let (first, shift) = ((place / DIGIT_BITS) as usize, place % DIGIT_BITS);
        // Shifted in two halves: 127 + 31 bits do not fit 128.
        let low = (integer & u128::from(u64::MAX)) << shift;
        let high = (integer >> 64 << shift) + (low >> 64);
        let halves = [low as u64, high as u64, (high >> 64) as u64];
        let parts =
            halves.into_iter().flat_map(|half| [half as i64 & DIGIT_MASK, (half >> DIGIT_BITS) as i64]);
        for (digit, part) in self.digits.iter_mut().skip(first).zip(parts) {
            *digit += if is_negative { -part } else { part };
        }
        self.n_since_carry += 1;
        if self.n_since_carry == 1 << 30 {
            self.carry();
        }
    }

    /// The sum of both.
    #[must_use]
    pub fn merge(mut self, mut other: Self) -> Self {
        self.is_poisoned |= other.is_poisoned;
        self.settle();
        other.settle();
        if self.digits.is_empty() || other.digits.is_empty() {
            let is_poisoned = self.is_poisoned;
            let whole = if self.digits.is_empty() { other } else { self };
            return Self { is_poisoned, ..whole };
        }
        self.carry();
        other.carry();
        self.digits.iter_mut().zip(&other.digits).for_each(|(digit, other)| *digit += other);
        self.carry();
        self
    }

    /// Brings every digit but the last into 0..2^32, where the same sum has the same digits.
    fn carry(&mut self) {
        let mut carry = 0;
        let last = N_DIGITS - 1;
        for (place, digit) in self.digits.iter_mut().enumerate() {
            let total = *digit + carry;
            (*digit, carry) =
                if place == last { (total, 0) } else { (total & DIGIT_MASK, total >> DIGIT_BITS) };
        }
        self.n_since_carry = 0;
    }

    /// The sum as sign and digits 0..2^32.
    ///
    /// Errors: [`StatsError::NotFinite`] when a value was not.
    fn integer(&self) -> Result<Integer, StatsError> {
        if self.is_poisoned {
            return Err(StatsError::NotFinite { what: "a value of a sum" });
        }
        let mut sum = self.clone();
        sum.settle();
        sum.carry();
        let is_negative = sum.digits.last().is_some_and(|&digit| digit < 0);
        if is_negative {
            sum.digits.iter_mut().for_each(|digit| *digit = -*digit);
            sum.carry();
        }
        // The last digit was spared the carry; 2^64 additions cannot fill it.
        Ok(Integer { is_negative, digits: sum.digits.iter().map(|&digit| digit as u32).collect() })
    }

    /// The sum, rounded once.
    ///
    /// Errors: [`StatsError::NotFinite`] when a value or the sum is not finite.
    pub fn value(&self) -> Result<f64, StatsError> {
        self.integer()?.scaled(EXPONENT_MIN)
    }
}

/// Returns n Σab − Σa Σb, divided by n: the centred cross product, with two roundings however much of it
/// cancels.
///
/// Errors: [`StatsError::NotFinite`] when a value or the result is not finite.
pub(crate) fn centred(
    n: u64,
    products: &ExactSum,
    sum_a: &ExactSum,
    sum_b: &ExactSum,
) -> Result<f64, StatsError> {
    // The product of two sums has twice the digits below the point, so the other side is moved up.
    let left = products.integer()?.product(&Integer::from_count(n)).shifted(N_DIGITS_BELOW);
    let right = sum_a.integer()?.product(&sum_b.integer()?);
    Ok(left.minus(&right).scaled(2 * EXPONENT_MIN)? / n as f64)
}

/// A signed integer of any length.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Integer {
    is_negative: bool,
    digits: Vec<u32>,
}

impl Integer {
    /// self · other.
    fn product(&self, other: &Self) -> Self {
        let mut digits = vec![0_u32; self.digits.len() + other.digits.len()];
        for (place, &left) in self.digits.iter().enumerate().filter(|&(_, &digit)| digit != 0) {
            let mut carry = 0_u64;
            let rest = other.digits.iter().copied().chain(std::iter::repeat(0));
            for (digit, right) in digits.iter_mut().skip(place).zip(rest) {
                let total = u64::from(*digit) + u64::from(left) * u64::from(right) + carry;
                (*digit, carry) = (total as u32, total >> 32);
            }
        }
        Self { is_negative: self.is_negative != other.is_negative, digits }
    }

    fn from_count(n: u64) -> Self {
        Self { is_negative: false, digits: vec![n as u32, (n >> 32) as u32] }
    }

    /// self · 2^(32 · `n_digits`).
    fn shifted(mut self, n_digits: usize) -> Self {
        self.digits.splice(0..0, std::iter::repeat_n(0, n_digits));
        self
    }

    /// self − other.
    fn minus(&self, other: &Self) -> Self {
        if self.is_negative != other.is_negative {
            return Self { is_negative: self.is_negative, digits: sum(&self.digits, &other.digits) };
        }
        match compare(&self.digits, &other.digits) {
            Ordering::Less => {
                Self { is_negative: !self.is_negative, digits: difference(&other.digits, &self.digits) }
            }
            _ => Self { is_negative: self.is_negative, digits: difference(&self.digits, &other.digits) },
        }
    }

    /// self · 2^exponent as a float, rounded once (to odd at 64 bits, then to nearest).
    ///
    /// Errors: [`StatsError::NotFinite`] when it is larger than floats go.
    fn scaled(&self, exponent: i32) -> Result<f64, StatsError> {
        let Some(top) = self.digits.iter().rposition(|&digit| digit != 0) else {
            return Ok(0.0);
        };
        let digit = |place: usize| u128::from(self.digits.get(place).copied().unwrap_or(0));
        // The four highest digits hold at least 97 bits of it; what lies below only breaks ties.
        let first = top.saturating_sub(3);
        let mut window = (first..=top).rev().fold(0_u128, |window, place| window << 32 | digit(place));
        let is_tail = self.digits.iter().take(first).any(|&digit| digit != 0);
        let mut place = exponent + 32 * first as i32;
        let n_excess = (128 - window.leading_zeros()).saturating_sub(64);
        let is_cut = window & ((1 << n_excess) - 1) != 0;
        window >>= n_excess;
        place += n_excess as i32;
        let integer = window as u64 | u64::from(is_cut || is_tail);
        let value = power_of_two(integer as f64, place);
        let value = if self.is_negative { -value } else { value };
        if value.is_finite() { Ok(value) } else { Err(StatsError::NotFinite { what: "a sum" }) }
    }
}

/// value · 2^exponent, in steps that overflow or underflow only when the result does.
fn power_of_two(mut value: f64, mut exponent: i32) -> f64 {
    while exponent != 0 {
        let step = exponent.clamp(-500, 500);
        value *= 2.0_f64.powi(step);
        exponent -= step;
    }
    value
}

fn compare(left: &[u32], right: &[u32]) -> Ordering {
    let n = left.len().max(right.len());
    let digit = |digits: &[u32], place: usize| digits.get(place).copied().unwrap_or(0);
    (0..n)
        .rev()
        .map(|place| digit(left, place).cmp(&digit(right, place)))
        .find(|order| order.is_ne())
        .unwrap_or(Ordering::Equal)
}

fn sum(left: &[u32], right: &[u32]) -> Vec<u32> {
    let mut carry = 0_u64;
    let n = left.len().max(right.len()) + 1;
    let digit = |digits: &[u32], place: usize| u64::from(digits.get(place).copied().unwrap_or(0));
    (0..n)
        .map(|place| {
            let total = digit(left, place) + digit(right, place) + carry;
            carry = total >> 32;
            total as u32
        })
        .collect()
}

/// left − right, for left >= right.
fn difference(left: &[u32], right: &[u32]) -> Vec<u32> {
    let mut borrow = 0_i64;
    let digit = |digits: &[u32], place: usize| i64::from(digits.get(place).copied().unwrap_or(0));
    (0..left.len().max(right.len()))
        .map(|place| {
            let total = digit(left, place) - digit(right, place) - borrow;
            borrow = i64::from(total < 0);
            total as u32
        })
        .collect()
}
