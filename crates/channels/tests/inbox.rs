//! The inbox as a transport: once, durably, whatever happens in between.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use channels::inbox::Inbox;
use channels::{ChannelError, Delivery, Message, Permitted};
use normalise::GivenAddress;
use proptest::prelude::*;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use vocabulary::{CampaignId, PersonId, Redacted, Timestamp, WorkspaceId};

fn workspace() -> WorkspaceId {
    WorkspaceId::new("peach-state").unwrap()
}

fn campaign() -> CampaignId {
    CampaignId::new("ai-win-back").unwrap()
}

fn message(n: usize) -> Message {
    Message {
        message_id: format!("m{n}"),
        idempotency_key: format!("k{n}"),
        workspace: workspace(),
        campaign: campaign(),
        arm: if n.is_multiple_of(2) { "ai".to_owned() } else { "business_as_usual".to_owned() },
        to: Redacted::new(GivenAddress::read(&format!("Person{n}@example.com")).unwrap()),
        person_id: PersonId::new(format!("p{n}")).unwrap(),
        subject: format!("Peaches \"and\" cream\n№ {n}"),
        body: "Hello\n".to_owned(),
        at: Timestamp::from_micros(n as i64),
    }
}

fn messages(range: std::ops::Range<usize>) -> Vec<Message> {
    range.map(message).collect()
}

fn file(folder: &Path) -> PathBuf {
    folder.join("peach-state").join("ai-win-back.jsonl")
}

fn all(inbox: &Inbox) -> Vec<Message> {
    inbox.read(&workspace(), &campaign(), None, None, 1000).unwrap().items
}

/// With permits that outlive the test.
fn deliver(inbox: &Inbox, messages: &[Message]) -> Result<Vec<Delivery>, ChannelError> {
    let until = Timestamp::from_micros(1);
    let batch: Vec<Permitted> =
        messages.iter().map(|message| Permitted { message: message.clone(), until }).collect();
    inbox.deliver_batch(&batch, || Timestamp::from_micros(0))
}

fn n_sent(deliveries: &[Delivery]) -> usize {
    deliveries.iter().filter(|delivery| **delivery == Delivery::Sent).count()
}

#[test]
fn the_same_key_is_delivered_once() {
    use Delivery::{AlreadySent, Sent};
    let folder = tempfile::tempdir().unwrap();
    let inbox = Inbox::open(folder.path()).unwrap();
    let twice = [messages(0..3), messages(1..4)].concat();
    let got = deliver(&inbox, &twice).unwrap();
    assert_eq!(got, [Sent, Sent, Sent, AlreadySent, AlreadySent, Sent]);
    let reopened = Inbox::open(folder.path()).unwrap();
    let got = deliver(&reopened, &messages(0..5)).unwrap();
    assert_eq!(got, [AlreadySent, AlreadySent, AlreadySent, AlreadySent, Sent]);
    assert_eq!(all(&reopened), messages(0..5));
    assert_eq!(all(&inbox), messages(0..5), "the first one sees what the second wrote");
    assert_eq!(deliver(&reopened, &[]).unwrap(), []);
}

#[test]
fn a_dead_permit_is_refused_and_the_rest_goes() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = Inbox::open(folder.path()).unwrap();
    let batch: Vec<Permitted> = (0..4)
        .map(|n| Permitted { message: message(n), until: Timestamp::from_micros(100 + n as i64) })
        .collect();
    let got = inbox.deliver_batch(&batch, || Timestamp::from_micros(101)).unwrap();
    use Delivery::{PermitDied, Sent};
    assert_eq!(got, [PermitDied, PermitDied, Sent, Sent], "a permit is dead at the moment it ends");
    assert_eq!(all(&inbox), messages(2..4));
}

/// The process is stopped while it writes: what it wrote is taken back, since nobody could read it yet.
#[test]
fn a_permit_that_dies_while_it_is_written_sends_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = Inbox::open(folder.path()).unwrap();
    let times = std::cell::Cell::new(0);
    let stopped = || {
        times.set(times.get() + 1);
        Timestamp::from_micros(if times.get() == 1 { 0 } else { 32_000_000 })
    };
    let batch: Vec<Permitted> = messages(0..3)
        .into_iter()
        .map(|message| Permitted { message, until: Timestamp::from_micros(5) })
        .collect();
    assert_eq!(inbox.deliver_batch(&batch, stopped).unwrap(), vec![Delivery::PermitDied; 3]);
    assert_eq!(all(&inbox), []);
    assert_eq!(n_sent(&deliver(&inbox, &messages(0..3)).unwrap()), 3, "and it can be sent later");
    assert_eq!(all(&Inbox::open(folder.path()).unwrap()), messages(0..3));
}

#[test]
fn what_is_mailed_is_what_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = Inbox::open(folder.path()).unwrap();
    deliver(&inbox, &messages(0..1)).unwrap();
    let text = fs::read_to_string(file(folder.path())).unwrap();
    assert!(text.contains(r#""to":"Person0@example.com""#), "{text}");
}

#[test]
fn pages_follow_the_arm_and_the_cursor() {
    let folder = tempfile::tempdir().unwrap();
    let inbox = Inbox::open(folder.path()).unwrap();
    deliver(&inbox, &messages(0..11)).unwrap();
    for (arm, expect) in [
        (None, (0..11).collect::<Vec<_>>()),
        (Some("ai"), vec![0, 2, 4, 6, 8, 10]),
        (Some("business_as_usual"), vec![1, 3, 5, 7, 9]),
        (Some("holdout"), vec![]),
    ] {
        let (mut got, mut cursor, mut n_pages) = (Vec::new(), None, 0);
        loop {
            let page = inbox.read(&workspace(), &campaign(), arm, cursor.as_deref(), 3).unwrap();
            assert!(page.items.len() <= 3);
            assert_eq!(page.n_total, expect.len());
            got.extend(page.items);
            n_pages += 1;
            match page.next_cursor {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        assert_eq!(got, expect.iter().map(|n| message(*n)).collect::<Vec<_>>());
        assert_eq!(n_pages, expect.len().div_ceil(3).max(1), "no empty page at the end");
    }
    let beyond = inbox.read(&workspace(), &campaign(), None, Some("99"), 3).unwrap();
    assert_eq!((beyond.items.len(), beyond.next_cursor), (0, None));
    let error = inbox.read(&workspace(), &campaign(), None, Some("x"), 3).unwrap_err().to_string();
    assert_eq!(error, "`x` is not a cursor of this inbox: leave it out to read from the start");
}

#[test]
fn workspaces_and_campaigns_do_not_mix() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("data").join("inbox");
    let inbox = Inbox::open(&folder).unwrap();
    let names = [
        ("peach-state", "ai-win-back"),
        ("Peach-State", "ai-win-back"),
        ("..", ".."),
        ("a:b", "c"),
        ("a", "b:c"),
    ];
    let batch = names.map(|(workspace, campaign)| Message {
        workspace: WorkspaceId::new(workspace).unwrap(),
        campaign: CampaignId::new(campaign).unwrap(),
        ..message(0)
    });
    assert_eq!(n_sent(&deliver(&inbox, &batch).unwrap()), names.len());
    for sent in &batch {
        let page = inbox.read(&sent.workspace, &sent.campaign, None, None, 9).unwrap();
        assert_eq!(page.items, std::slice::from_ref(sent));
    }
    let unknown = CampaignId::new("unknown").unwrap();
    assert_eq!(inbox.read(&workspace(), &unknown, None, None, 9).unwrap().n_total, 0);
    assert!(!folder.join("peach-state").join("unknown.jsonl").exists(), "reading makes no file");
    let n_outside = fs::read_dir(root.path().join("data")).unwrap().count();
    assert_eq!(n_outside, 1, "an id of dots stays inside the folder");
}

#[test]
fn a_damaged_line_is_named() {
    let folder = tempfile::tempdir().unwrap();
    deliver(&Inbox::open(folder.path()).unwrap(), &messages(0..2)).unwrap();
    let path = file(folder.path());
    OpenOptions::new().append(true).open(&path).unwrap().write_all(b"hello\n{}\n").unwrap();
    let inbox = Inbox::open(folder.path()).unwrap();
    let error = deliver(&inbox, &messages(2..3)).unwrap_err();
    assert!(matches!(error, ChannelError::Damaged { line: 3, .. }), "{error}");
    assert!(error.to_string().contains(&path.display().to_string()), "{error}");
    let n_lines = fs::read(&path).unwrap().iter().filter(|byte| **byte == b'\n').count();
    assert_eq!(n_lines, 4, "nothing was cut off");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let blocked = folder.path().join("inbox");
    fs::write(&blocked, "a file").unwrap();
    let error = Inbox::open(&blocked).unwrap_err().to_string();
    assert!(
        error.contains(&blocked.display().to_string()) && error.contains("run the command again"),
        "{error}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named_and_nothing_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::os::unix::fs::symlink("/dev/full", &path).unwrap();
    // /dev/full reads as endless zeros, so the index must not go through it: its length is 0.
    let full = Inbox::open(folder.path()).unwrap();
    let error = deliver(&full, &messages(0..3)).unwrap_err();
    assert!(matches!(error, ChannelError::DiskFull { .. }), "{error}");
    assert!(error.to_string().contains("free some disk space"), "{error}");
    fs::remove_file(&path).unwrap();
    let freed = Inbox::open(folder.path()).unwrap();
    assert_eq!(n_sent(&deliver(&freed, &messages(0..3)).unwrap()), 3);
}

#[test]
fn a_message_prints_nothing_personal() {
    let text = format!("{:?}", message(7));
    for personal in ["person7@example.com", "Peaches", "Hello", "p7"] {
        assert!(!text.contains(personal), "{text}");
    }
}

#[test]
fn two_processes_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let inboxes: Vec<Inbox> = (0..4).map(|_| Inbox::open(folder.path()).unwrap()).collect();
    let deliver_all = |inbox: &Inbox| -> usize {
        messages(0..60).chunks(9).map(|chunk| n_sent(&deliver(inbox, chunk).unwrap())).sum()
    };
    let n: usize = std::thread::scope(|scope| {
        let workers: Vec<_> = inboxes.iter().map(|inbox| scope.spawn(|| deliver_all(inbox))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    assert_eq!(n, 60, "each message by exactly one of them");
    let mut got = all(&inboxes[0]);
    got.sort_by_key(|message| message.at);
    assert_eq!(got, messages(0..60));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// A crash may leave any prefix of the file, and zeros where data never reached the disk.
    #[test]
    fn a_torn_file_is_completed_without_a_double(cut in 0.0f64..1.0, n_zeros in 0usize..40) {
        let folder = tempfile::tempdir().unwrap();
        deliver(&Inbox::open(folder.path()).unwrap(), &messages(0..6)).unwrap();
        let path = file(folder.path());
        let mut bytes = fs::read(&path).unwrap();
        bytes.truncate((bytes.len() as f64 * cut) as usize);
        let n_whole = bytes.iter().filter(|byte| **byte == b'\n').count();
        bytes.extend(vec![0; n_zeros]);
        fs::write(&path, bytes).unwrap();
        let inbox = Inbox::open(folder.path()).unwrap();
        prop_assert_eq!(all(&inbox), messages(0..n_whole));
        prop_assert_eq!(n_sent(&deliver(&inbox, &messages(0..6)).unwrap()), 6 - n_whole);
        prop_assert_eq!(all(&inbox), messages(0..6));
    }
}
