//! The embedded test inbox: messages end in a file per campaign and can be read on the web page.

use crate::journal::Journal;
use crate::{ChannelError, Delivery, Message, check_address};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use vocabulary::{CampaignId, WorkspaceId};

/// Most messages of one page.
const MAX_LIMIT: usize = 1_000;

/// Which file: a campaign of a workspace.
type Name = (WorkspaceId, CampaignId);

/// A folder with one append-only JSON Lines file per workspace and campaign.
///
/// Share one per process behind an `Arc`; several processes may use the same folder, a file lock keeps them apart.
/// Every call works on the disk and blocks: from async code, call it on a blocking thread.
#[derive(Debug)]
pub struct Inbox {
    folder: PathBuf,
    journals: Mutex<HashMap<Name, Arc<Mutex<Journal>>>>,
}

/// Some messages of a campaign, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The messages.
    pub items: Vec<Message>,
    /// Where the next page starts; None at the end.
    pub next_cursor: Option<String>,
    /// How many there are over all pages.
    pub n_total: usize,
}

impl Inbox {
    /// Opens the inbox in `folder`, making it when it is not there.
    ///
    /// Errors: [`ChannelError::Io`] when the folder cannot be made.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, ChannelError> {
        let folder = folder.into();
        fs::create_dir_all(&folder).map_err(ChannelError::io("make the folder", &folder))?;
        Ok(Self { folder, journals: Mutex::new(HashMap::new()) })
    }

    /// Delivers `messages` and tells what became of each, in their order.
    ///
    /// A message whose idempotency key was delivered before, also before a crash, is `AlreadySent`. When this
    /// returns Ok, everything `Sent` is on disk: one sync per campaign in the batch, so give it thousands at once.
    ///
    /// Errors: [`ChannelError::DiskFull`] and [`ChannelError::Io`]; what to do is to call it again with the same
    /// messages, which sends none twice.
    pub fn deliver_batch(&self, messages: &[Message]) -> Result<Vec<Delivery>, ChannelError> {
        let mut outcome: Vec<Option<Delivery>> = Vec::with_capacity(messages.len());
        let mut batches: BTreeMap<Name, Vec<(usize, &Message)>> = BTreeMap::new();
        for (at, message) in messages.iter().enumerate() {
            match check_address(message.to.expose()) {
                Err(why) => outcome.push(Some(Delivery::Rejected { why })),
                Ok(()) => {
                    let name = (message.workspace.clone(), message.campaign.clone());
                    batches.entry(name).or_default().push((at, message));
                    outcome.push(None);
                }
            }
        }
        for (name, batch) in batches {
            let valid: Vec<&Message> = batch.iter().map(|(_, message)| *message).collect();
            let journal = self.journal(&name)?;
            let is_new = hold(&journal).append(&valid)?;
            for ((at, _), is_new) in batch.into_iter().zip(is_new) {
                if let Some(slot) = outcome.get_mut(at) {
                    *slot = Some(if is_new { Delivery::Sent } else { Delivery::AlreadySent });
                }
            }
        }
        Ok(outcome.into_iter().flatten().collect())
    }

    /// Reads a page of the messages of one campaign, of one arm or of all.
    ///
    /// Shapes: at most `limit` items, and never more than 1,000.
    /// Returns: an empty page for a campaign that sent nothing.
    /// Errors: [`ChannelError::Cursor`], [`ChannelError::Damaged`], [`ChannelError::Io`].
    pub fn read(
        &self,
        workspace: &WorkspaceId,
        campaign: &CampaignId,
        arm: Option<&str>,
        cursor: Option<&str>,
        limit: usize,
    ) -> Result<Page, ChannelError> {
        let from = match cursor {
            None => 0,
            Some(text) => text.parse().map_err(|_| ChannelError::Cursor { input: text.to_owned() })?,
        };
        let name = (workspace.clone(), campaign.clone());
        if !self.path(&name).exists() {
            return Ok(Page { items: Vec::new(), next_cursor: None, n_total: 0 });
        }
        let journal = self.journal(&name)?;
        let mut journal = hold(&journal);
        let (items, next) = journal.read(arm, from, limit.clamp(1, MAX_LIMIT))?;
        let n_total = journal.n_messages(arm)?;
        Ok(Page { items, next_cursor: next.map(|number| number.to_string()), n_total })
    }

    /// The campaign's file, made when it is not there.
    fn journal(&self, name: &Name) -> Result<Arc<Mutex<Journal>>, ChannelError> {
        let mut journals = hold(&self.journals);
        if let Some(journal) = journals.get(name) {
            return Ok(journal.clone());
        }
        let path = self.path(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(ChannelError::io("make the folder", folder))?;
        }
        let journal = Arc::new(Mutex::new(Journal::open(&path)?));
        journals.insert(name.clone(), journal.clone());
        Ok(journal)
    }

    fn path(&self, (workspace, campaign): &Name) -> PathBuf {
        let file = format!("{}.jsonl", file_name(campaign.as_str()));
        self.folder.join(file_name(workspace.as_str())).join(file)
    }
}

/// Takes a lock. A panic elsewhere while it was held left the index behind the file at worst, and every operation
/// reads on from there.
fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A name that no file system reads otherwise: ids may hold `:` and may be `..`, and a file system may not tell
/// capitals from small letters.
fn file_name(id: &str) -> String {
    let mut name = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            'a'..='z' | '0'..='9' | '-' | '_' => name.push(c),
            _ => name.push_str(&format!("%{:02x}", u32::from(c))),
        }
    }
    name
}
