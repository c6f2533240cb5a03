//! The embedded test inbox: messages end in a file per campaign and can be read on the web page.

use crate::journal::Journal;
use crate::{ChannelError, Delivery, Message, Permitted};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use vocabulary::{CampaignId, Timestamp, WorkspaceId};

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
    /// returns Ok, everything `Sent` is on disk: one sync per campaign in the batch, so give it hundreds at once.
    ///
    /// `clock` is the machine's. It is asked before the messages of a campaign are written and again when they are:
    /// a process that was stopped in between takes back what it wrote, and nobody could read it yet.
    ///
    /// Errors: [`ChannelError::DiskFull`] and [`ChannelError::Io`]; what to do is to call it again with the same
    /// messages, which sends none twice.
    pub fn deliver_batch(
        &self,
        messages: &[Permitted],
        clock: impl Fn() -> Timestamp,
    ) -> Result<Vec<Delivery>, ChannelError> {
        let mut outcome: Vec<Delivery> = vec![Delivery::PermitDied; messages.len()];
        let mut batches: BTreeMap<Name, Vec<(usize, &Permitted)>> = BTreeMap::new();
        for (at, permitted) in messages.iter().enumerate() {
            let name = (permitted.message.workspace.clone(), permitted.message.campaign.clone());
            batches.entry(name).or_default().push((at, permitted));
        }
        for (name, batch) in batches {
            let journal = self.journal(&name)?;
            let mut journal = hold(&journal);
            let now = clock();
            let (alive, _): (Vec<_>, Vec<_>) = batch.into_iter().partition(|(_, one)| now < one.until);
            let Some(first_death) = alive.iter().map(|(_, one)| one.until).min() else { continue };
            let valid: Vec<&Message> = alive.iter().map(|(_, one)| &one.message).collect();
            let Some(is_new) = journal.append(&valid, || clock() < first_death)? else { continue };
            for ((at, _), is_new) in alive.into_iter().zip(is_new) {
                if let Some(slot) = outcome.get_mut(at) {
                    *slot = if is_new { Delivery::Sent } else { Delivery::AlreadySent };
                }
            }
        }
        Ok(outcome)
    }

    /// Which messages of a campaign were delivered, by their idempotency keys, in their order.
    ///
    /// After a crash nobody else knows. Once a permit is dead the answer stays what it is.
    pub fn has(
        &self,
        workspace: &WorkspaceId,
        campaign: &CampaignId,
        keys: &[&str],
    ) -> Result<Vec<bool>, ChannelError> {
        let name = (workspace.clone(), campaign.clone());
        if !self.path(&name).exists() {
            return Ok(vec![false; keys.len()]);
        }
        let journal = self.journal(&name)?;
        hold(&journal).has(keys)
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

    /// Takes away every message of a workspace that is not there any more.
    ///
    /// Errors: [`ChannelError::Io`].
    pub fn forget(&self, workspace: &WorkspaceId) -> Result<(), ChannelError> {
        hold(&self.journals).retain(|(of, _), _| of != workspace);
        let folder = self.folder.join(file_name(workspace.as_str()));
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(ChannelError::io("remove the folder", &folder)(error))
            }
            _ => Ok(()),
        }
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
