//! Ways by which a message leaves Truelift.
//!
//! One so far: [`inbox::Inbox`], the embedded test inbox, which takes messages and shows them on the web page.
//! It is an idempotent transport in the sense of promise P2: delivering the same message again, also after a
//! crash in the middle, delivers it once.
//!
//! Deliberately absent: any decision. A message that arrives here has been permitted; whether it may go is asked
//! in `consent`, whether it is known is asked in the store. But a permit that has died meanwhile is refused here,
//! by the clock at the moment of writing.

mod error;
pub mod inbox;
mod journal;
mod message;

pub use error::ChannelError;
pub use message::{Delivery, Message, Permitted};
