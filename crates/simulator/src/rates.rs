//! The law by which a person acts in an arm.

use crate::arm::{Arm, P_SECOND_ORDER};
use crate::shopper::{Lifecycle, Shopper};

/// Names of the metrics, in the order of [`Rates::expected`].
pub(crate) const METRICS: [&str; 4] = ["revenue", "orders", "visits", "complaints"];

/// The law of one person's outcome in one arm.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rates {
    /// Probability of at least one order.
    pub(crate) p_order: f64,
    /// Mean dollars of one order.
    pub(crate) basket: f64,
    /// Probability of a visit apart from those of orders.
    pub(crate) p_browse: f64,
    /// Probability of pressing "spam".
    pub(crate) p_complaint: f64,
}

impl Rates {
    /// Expected value of each metric, in closed form, in the order of [`METRICS`].
    pub(crate) fn expected(&self) -> [f64; 4] {
        let revenue = self.p_order * (1.0 + P_SECOND_ORDER) * self.basket;
        let visit = 1.0 - (1.0 - self.p_order) * (1.0 - self.p_browse);
        [revenue, self.p_order, visit, self.p_complaint]
    }
}

/// The law for someone in an arm: a baseline that follows from how the person shops, times the
/// arm's effect, which moves the responsive more.
///
/// In the demo's audience the holdout orders at about 4 %, the usual line makes it 5.5 %, the AI line 7.5 %.
pub(crate) fn rates(shopper: &Shopper, arm: Arm) -> Rates {
    // Chance of an order in the window without a message, relative to a lapsed shopper.
    let warmth = match shopper.lifecycle {
        Lifecycle::Active => 4.0,
        Lifecycle::Lapsed => 1.0,
        Lifecycle::Occasional => 0.6,
        Lifecycle::Gone => 0.25,
        Lifecycle::Prospect => 0.15,
    };
    let (order, browse, p_complaint) = match arm {
        Arm::Holdout => (1.0, 1.0, 0.0),
        Arm::BusinessAsUsual => (1.375, 1.45, 0.0002),
        Arm::Ai => (1.875, 1.9, 0.0002),
    };
    let moved = |factor: f64| 1.0 + (factor - 1.0) * shopper.responsiveness;
    // 0.42 * (1 + 0.875 * 1.3) = 0.898 and 0.30 * (1 + 0.9 * 1.3) = 0.651: no arm needs a cap.
    let p_order = (0.0273 * warmth * libm::pow(shopper.rhythm / 4.0, 2.0)).clamp(0.001, 0.42);
    let p_browse = (0.08 * warmth * libm::pow(shopper.rhythm / 4.0, 0.5)).clamp(0.005, 0.30);
    Rates {
        p_order: p_order * moved(order),
        basket: shopper.basket,
        p_browse: p_browse * moved(browse),
        p_complaint,
    }
}
