use crate::draw::Draw;

/// Where someone stands with the shop at `now`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lifecycle {
    /// Bought within the last 60 days.
    Active,
    /// Bought regularly, and stopped 61 to 150 days ago.
    Lapsed,
    /// Bought once or twice.
    Occasional,
    /// Stopped more than half a year ago.
    Gone,
    /// Never bought.
    Prospect,
}

/// How someone shops: the latent quantities that history and reactions are both drawn from.
///
/// That both come from the same `rhythm` and `basket` is what makes spend before the pilot predict
/// spend within it, as it does in real shops.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shopper {
    pub(crate) lifecycle: Lifecycle,
    /// Mean number of orders in 120 days while active.
    pub(crate) rhythm: f64,
    /// Mean order in dollars.
    pub(crate) basket: f64,
    /// Days since the last order; meaningless for a prospect.
    pub(crate) days_since_last: f64,
    /// How much more or less than average a message moves this person, around 1.
    pub(crate) responsiveness: f64,
}

impl Shopper {
    /// Draws someone.
    pub(crate) fn of(draw: &mut Draw) -> Self {
        let (lifecycle, days_since_last) = match draw.weighted(&[0.2, 0.5, 0.11, 0.08, 0.11]) {
            0 => (Lifecycle::Active, draw.between(0.2, 59.0)),
            1 => (Lifecycle::Lapsed, draw.between(60.5, 135.0)),
            2 => (Lifecycle::Occasional, draw.between(5.0, 350.0)),
            3 => (Lifecycle::Gone, draw.between(185.0, 330.0)),
            _ => (Lifecycle::Prospect, 365.0),
        };
        let zeal = draw.normal();
        // Frequent buyers also fill larger baskets: a stock-up shopper against a snack shopper.
        let rhythm = (2.4 * libm::exp(0.9 * zeal)).clamp(0.8, 30.0);
        let basket = (22.5 * libm::exp(0.46 * zeal + 0.22 * draw.normal())).clamp(9.0, 180.0);
        // The sooner after lapsing, the more a reminder does: 1.3 at 60 days, 0.7 at 135.
        let responsiveness = (1.3 - 0.6 * (days_since_last - 60.0) / 75.0).clamp(0.7, 1.3);
        Self { lifecycle, rhythm, basket, days_since_last, responsiveness }
    }

    /// Whether there is any order in the history.
    pub(crate) fn is_buyer(&self) -> bool {
        self.lifecycle != Lifecycle::Prospect
    }

    /// Days before `now` of each order of the last year, latest first.
    pub(crate) fn order_days(&self, draw: &mut Draw) -> Vec<f64> {
        let n_max = match self.lifecycle {
            Lifecycle::Prospect => 0,
            Lifecycle::Occasional => 1 + draw.below(2),
            _ => 60,
        };
        let mean_gap = 120.0 / self.rhythm;
        let (mut days, mut day) = (Vec::new(), self.days_since_last);
        while (days.len() as u32) < n_max && day < 365.0 {
            days.push(day);
            // The sum of two exponentials: gaps are more even than chance, as shopping weeks are.
            day += (draw.exponential(mean_gap / 2.0) + draw.exponential(mean_gap / 2.0)).max(0.4);
        }
        days
    }
}
