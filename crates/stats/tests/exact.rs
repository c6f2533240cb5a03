//! Sums of columns are those of their values, bit for bit, whatever way each value takes.

use proptest::prelude::*;
use stats::*;

/// Columns as people's files have them, and as nobody would have them.
fn column(n: usize) -> impl Strategy<Value = Vec<f64>> {
    let of = |value: BoxedStrategy<f64>| prop::collection::vec(value, n).boxed();
    let whole = |max: i64| (-max..=max).prop_map(|whole| whole as f64).boxed();
    let zero = prop_oneof![Just(0.0), Just(-0.0)].boxed();
    let money =
        prop_oneof![3 => zero.clone(), 1 => (0..2_000_000_i64).prop_map(|cents| cents as f64 / 100.0)];
    let real = prop_oneof![-1.0..1.0_f64, 0.0..1e3_f64, 1e-3..1e-2_f64].boxed();
    let any_size = (-1.0..1.0_f64, -140..140_i32).prop_map(|(value, size)| value * 10_f64.powi(size)).boxed();
    let subnormal = (0..1_u64 << 52, any::<bool>())
        .prop_map(|(bits, is_negative)| f64::from_bits(bits | u64::from(is_negative) << 63))
        .boxed();
    let edge = prop_oneof![
        Just(f64::MIN_POSITIVE),
        Just(f64::from_bits(1)),
        Just(9_007_199_254_740_992.0),
        Just(-9_007_199_254_740_993.0),
        Just(1e150),
        Just(0.1),
    ]
    .boxed();
    let mixed = prop_oneof![
        8 => real.clone(), 4 => whole(3), 2 => zero.clone(), 1 => any_size.clone(),
        1 => subnormal.clone(), 1 => edge.clone(), 1 => whole(1 << 53),
    ]
    .boxed();
    let whale = prop_oneof![50 => real.clone(), 1 => Just(1e12), 1 => Just(-1e-12)].boxed();
    prop_oneof![
        of(zero),
        of(whole(1)),
        of(whole(1000)),
        of(whole(1 << 31)),
        of(whole(1 << 53)),
        of(money.boxed()),
        of(real),
        of(any_size),
        of(subnormal),
        of(edge),
        of(mixed),
        of(whale),
    ]
}

/// Three columns of the same people.
fn columns() -> impl Strategy<Value = [Vec<f64>; 3]> {
    (1..700_usize).prop_flat_map(|n| [column(n), column(n), column(n)])
}

fn one_by_one(columns: &[Vec<f64>; 3]) -> ExactMoments {
    let mut moments = ExactMoments::new(3);
    let rows = columns[0].iter().zip(&columns[1]).zip(&columns[2]);
    rows.for_each(|((&a, &b), &c)| moments.push(&[a, b, c]).unwrap());
    moments
}

fn whole(columns: &[Vec<f64>; 3], cuts: &[usize]) -> ExactMoments {
    let n = columns[0].len();
    let mut filled = vec![ExactColumn::default(); 3];
    for (column, values) in filled.iter_mut().zip(columns) {
        // What a column held before says nothing of what it holds.
        column.refill(&[f64::NAN, 1e300, 3.0]);
        column.refill(values);
    }
    let mut ends: Vec<usize> = cuts.iter().map(|cut| cut % (n + 1)).chain([0, n]).collect();
    ends.sort_unstable();
    let mut moments = ExactMoments::new(3);
    for rows in ends.windows(2) {
        moments.extend(&filled, rows[0]..rows[1]).unwrap();
    }
    moments
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn a_column_adds_up_as_its_values_do(
        columns in columns(),
        cuts in prop::collection::vec(any::<usize>(), 0..4),
    ) {
        // A difference of one unit in the last digit of 2^-2176 must show, so the one is taken from the other.
        let (slow, fast) = (one_by_one(&columns), whole(&columns, &cuts));
        prop_assert_eq!(fast.n(), slow.n());
        let opposite = columns.clone().map(|column| column.into_iter().map(|value| -value).collect());
        prop_assert_eq!(fast.moments(), slow.moments());
        let both = slow.merge(whole(&opposite, &cuts)).unwrap().moments().unwrap();
        for column in 0..3 {
            prop_assert_eq!(both.mean(column), Some(0.0));
        }
    }

    #[test]
    fn a_value_that_is_no_number_poisons_a_column(
        columns in columns(),
        row in any::<usize>(),
        value in prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY)],
    ) {
        let mut columns = columns;
        let n = columns[1].len();
        columns[1][row % n] = value;
        let moments = whole(&columns, &[row]);
        prop_assert_eq!(moments.select(&[1]), Err(StatsError::NotFinite { what: "a value of a sum" }));
        prop_assert!(moments.select(&[0, 1]).is_err());
        prop_assert_eq!(moments.select(&[0, 2]), one_by_one(&columns).select(&[0, 2]));
    }
}

#[test]
fn whole_numbers_add_up_to_their_sums() {
    // From the narrowest to the widest, and the largest that a grid holds over many rows.
    for largest in [1_i64, 1 << 20, 1 << 31, 1 << 32, (1 << 53) - 1] {
        let values: Vec<i64> = (0..20_000).map(|i| largest - i % 2).collect();
        let mut column = ExactColumn::default();
        column.refill(&values.iter().map(|&value| value as f64).collect::<Vec<_>>());
        let mut moments = ExactMoments::new(1);
        moments.extend(&[column], 0..values.len()).unwrap();
        let found = moments.moments().unwrap();
        let expected = values.iter().map(|&value| i128::from(value)).sum::<i128>();
        assert_eq!(found.mean(0), Some(expected as f64 / 20_000.0), "up to {largest}");
        assert_eq!(found.cross(0, 0), Some(5_000.0), "up to {largest}");
    }
}

#[test]
fn rows_that_are_not_there_are_refused() {
    let mut moments = ExactMoments::new(1);
    let mut column = ExactColumn::default();
    column.refill(&[1.0, 2.0]);
    assert!(moments.extend(&[column.clone()], 0..3).is_err());
    assert!(moments.extend(&[column.clone(), column], 0..2).is_err());
    assert_eq!(moments.n(), 0);
}
