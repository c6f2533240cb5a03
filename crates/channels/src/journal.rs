//! One campaign's file: a line of JSON per message, appended and never changed.

use crate::{ChannelError, Message};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use vocabulary::Digest;

/// Bytes read at once when a file is gone through.
const READ_BUFFER_BYTES: usize = 1 << 20;

/// Where one message stands: 16 bytes, so that the index of a million messages needs 16 MB, and 34 MB for keys.
#[derive(Debug, Clone, Copy)]
struct Place {
    offset: u64,
    arm: u32,
}

/// The file, and an index of the part of it that was read so far.
///
/// Other processes may append to the same file; every operation takes the file's lock and reads on from where the
/// index ends, so that none of them is surprised by the other.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    file: File,
    /// Where the index ends: just after a newline.
    end: u64,
    places: Vec<Place>,
    arms: Vec<String>,
    /// First halves of the SHA-256 of the idempotency keys: 128 bits do not collide by chance.
    keys: HashSet<u128>,
}

/// What the index needs of a line.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    idempotency_key: Cow<'a, str>,
    #[serde(borrow)]
    arm: Cow<'a, str>,
}

impl Journal {
    /// Opens the file for appending, making it when it is not there, and cuts off a torn last line.
    pub(crate) fn open(path: &Path) -> Result<Self, ChannelError> {
        let is_new = !path.exists();
        let mut options = OpenOptions::new();
        let file = options
            .read(true)
            .append(true)
            .create(true)
            .open(path)
            .map_err(ChannelError::io("open the inbox", path))?;
        if is_new && let Some(folder) = path.parent() {
            sync_folder(folder)?;
        }
        let mut journal = Self::new(path, file);
        journal.locked(Self::catch_up)?;
        Ok(journal)
    }

    fn new(path: &Path, file: File) -> Self {
        Self {
            path: path.to_owned(),
            file,
            end: 0,
            places: Vec::new(),
            arms: Vec::new(),
            keys: HashSet::new(),
        }
    }

    /// Appends the messages that are not there yet, with one sync. True per message that was new; `None` when
    /// `is_alive` says no once they are written: then they are taken back, under the file's lock all the while.
    ///
    /// When it fails, the file is as long as before: either the batch is there or nothing of it.
    pub(crate) fn append(
        &mut self,
        messages: &[&Message],
        is_alive: impl Fn() -> bool,
    ) -> Result<Option<Vec<bool>>, ChannelError> {
        self.locked(|journal| {
            journal.catch_up()?;
            let start = journal.end;
            let result = journal.write_new(messages, is_alive);
            if !matches!(result, Ok(Some(_))) {
                journal.take_back(start);
            }
            result
        })
    }

    fn write_new(
        &mut self,
        messages: &[&Message],
        is_alive: impl Fn() -> bool,
    ) -> Result<Option<Vec<bool>>, ChannelError> {
        let mut bytes = Vec::new();
        let mut fresh: Vec<(u64, u128, &Message)> = Vec::new();
        let mut fresh_keys = HashSet::new();
        let mut is_new = Vec::with_capacity(messages.len());
        for message in messages {
            let key = key_of(&message.idempotency_key);
            let is_fresh = !self.keys.contains(&key) && fresh_keys.insert(key);
            is_new.push(is_fresh);
            if is_fresh {
                fresh.push((self.end + bytes.len() as u64, key, message));
                serde_json::to_writer(&mut bytes, message)
                    .map_err(|error| ChannelError::io("write a message to", &self.path)(error.into()))?;
                bytes.push(b'\n');
            }
        }
        if bytes.is_empty() {
            return Ok(Some(is_new));
        }
        self.file.write_all(&bytes).map_err(ChannelError::io("write to", &self.path))?;
        if !is_alive() {
            return Ok(None);
        }
        self.file.sync_data().map_err(ChannelError::io("bring to disk", &self.path))?;
        for (offset, key, message) in fresh {
            self.index(offset, key, &message.arm);
        }
        self.end += bytes.len() as u64;
        Ok(Some(is_new))
    }

    /// Cuts off what a failed write left behind. Its own failure is not reported over the first one: what stays
    /// is a torn line, which the next operation cuts off, or whole lines, which count as sent.
    fn take_back(&mut self, start: u64) {
        let is_longer = self.file.metadata().is_ok_and(|metadata| start < metadata.len());
        if is_longer && self.file.set_len(start).is_ok() {
            self.file.sync_data().unwrap_or_default();
        }
    }

    /// The messages from number `from` on that `arm` (None: any) received, at most `limit`, and where to go on.
    pub(crate) fn read(
        &mut self,
        arm: Option<&str>,
        from: usize,
        limit: usize,
    ) -> Result<(Vec<Message>, Option<usize>), ChannelError> {
        self.refresh()?;
        let Some(wanted) = self.wanted(arm) else { return Ok((Vec::new(), None)) };
        let mut hits = self.places.iter().enumerate().skip(from).filter(|(_, place)| wanted.takes(place));
        let page: Vec<u64> = hits.by_ref().take(limit).map(|(_, place)| place.offset).collect();
        let next = hits.next().map(|(number, _)| number);
        let messages = page.into_iter().map(|offset| self.message_at(offset)).collect::<Result<_, _>>()?;
        Ok((messages, next))
    }

    /// How many messages `arm` (None: any) received.
    pub(crate) fn n_messages(&mut self, arm: Option<&str>) -> Result<usize, ChannelError> {
        self.refresh()?;
        let wanted = self.wanted(arm);
        Ok(wanted.map_or(0, |wanted| self.places.iter().filter(|place| wanted.takes(place)).count()))
    }

    /// Which of the keys are of messages that are there.
    pub(crate) fn has(&mut self, keys: &[&str]) -> Result<Vec<bool>, ChannelError> {
        self.refresh()?;
        Ok(keys.iter().map(|key| self.keys.contains(&key_of(key))).collect())
    }

    fn wanted(&self, arm: Option<&str>) -> Option<Wanted> {
        match arm {
            None => Some(Wanted::Any),
            Some(name) => self.arms.iter().position(|known| known == name).map(|at| Wanted::Arm(at as u32)),
        }
    }

    fn refresh(&mut self) -> Result<(), ChannelError> {
        self.locked(Self::catch_up)
    }

    /// Does `work` while no other process touches the file.
    fn locked<T>(
        &mut self,
        work: impl FnOnce(&mut Self) -> Result<T, ChannelError>,
    ) -> Result<T, ChannelError> {
        self.file.lock().map_err(ChannelError::io("lock", &self.path))?;
        let result = work(self);
        let unlocked = self.file.unlock().map_err(ChannelError::io("unlock", &self.path));
        result.and_then(|value| unlocked.map(|()| value))
    }

    /// Reads on from where the index ends, and cuts off a torn last line: the lock is held, so nobody is writing
    /// it, and its batch was never reported as sent.
    fn catch_up(&mut self) -> Result<(), ChannelError> {
        let len = self.file.metadata().map_err(ChannelError::io("read", &self.path))?.len();
        if len < self.end {
            self.forget();
        }
        if len == self.end {
            return Ok(());
        }
        let file = self.file.try_clone().map_err(ChannelError::io("read", &self.path))?;
        let mut reader = BufReader::with_capacity(READ_BUFFER_BYTES, file);
        reader.seek(SeekFrom::Start(self.end)).map_err(ChannelError::io("read", &self.path))?;
        let mut line = Vec::new();
        loop {
            line.clear();
            let n = reader.read_until(b'\n', &mut line).map_err(ChannelError::io("read", &self.path))?;
            if n == 0 {
                return Ok(());
            }
            if line.last() != Some(&b'\n') {
                return self.cut_off_torn_line();
            }
            let head: Head<'_> =
                serde_json::from_slice(&line).map_err(|_| self.damaged(self.places.len() + 1))?;
            self.index(self.end, key_of(&head.idempotency_key), &head.arm);
            self.end += n as u64;
        }
    }

    fn cut_off_torn_line(&mut self) -> Result<(), ChannelError> {
        self.file.set_len(self.end).map_err(ChannelError::io("cut off a torn line of", &self.path))?;
        self.file.sync_data().map_err(ChannelError::io("bring to disk", &self.path))
    }

    /// Starts over: the file is shorter than it was, so it is another one.
    fn forget(&mut self) {
        self.end = 0;
        self.places.clear();
        self.arms.clear();
        self.keys.clear();
    }

    fn index(&mut self, offset: u64, key: u128, arm: &str) {
        let at = self.arms.iter().position(|known| known == arm).unwrap_or_else(|| {
            self.arms.push(arm.to_owned());
            self.arms.len() - 1
        });
        self.places.push(Place { offset, arm: at as u32 });
        self.keys.insert(key);
    }

    fn message_at(&self, offset: u64) -> Result<Message, ChannelError> {
        let mut reader = BufReader::new(&self.file);
        let mut line = Vec::new();
        reader
            .seek(SeekFrom::Start(offset))
            .and_then(|_| reader.read_until(b'\n', &mut line))
            .map_err(ChannelError::io("read", &self.path))?;
        serde_json::from_slice(&line).map_err(|_| self.damaged(self.line_of(offset)))
    }

    /// The number of the line that starts at `offset`, from 1.
    fn line_of(&self, offset: u64) -> usize {
        self.places.partition_point(|place| place.offset <= offset)
    }

    fn damaged(&self, line: usize) -> ChannelError {
        ChannelError::Damaged { path: self.path.clone(), line }
    }
}

/// Which messages a reader asks for.
enum Wanted {
    Any,
    Arm(u32),
}

impl Wanted {
    fn takes(&self, place: &Place) -> bool {
        match self {
            Wanted::Any => true,
            Wanted::Arm(arm) => place.arm == *arm,
        }
    }
}

fn key_of(idempotency_key: &str) -> u128 {
    let digest = Digest::of([idempotency_key]);
    digest.as_bytes().iter().take(16).fold(0, |key, byte| (key << 8) | u128::from(*byte))
}

/// Makes a new file's name durable.
fn sync_folder(folder: &Path) -> Result<(), ChannelError> {
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(ChannelError::io("bring to disk", folder))
}
