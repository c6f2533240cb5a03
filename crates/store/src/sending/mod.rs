//! A campaign version from its approval to its proof: arms, planned messages, the gate, what became of each.

mod approvals;
mod campaigns;
mod deliveries;
mod gate;
mod placements;
mod planned;
mod proof;
mod settlement;
mod turns;

pub use campaigns::{Campaign, CampaignKey};
pub use deliveries::{Claimed, Delivery, Lease, Planned};
pub(crate) use gate::{Asked, Counter};
pub use gate::{EXPOSURES, GateRules, Gated};
pub use placements::{Placement, PlannedExposure};
pub use planned::PlannedRows;
pub use proof::{ArmCount, CountProof, Exposure, SuppressionCount};
pub use settlement::{OpenTransmission, Outcome, Recovered, Settled, Transport};
pub use turns::Mailbox;
