//! A contract out of a file: `truelift contract draft`.

use super::{WrongInput, wall_clock, workspace};
use crate::args::{ContractVerb, DraftArgs, Global};
use crate::screen::{say, say_json, tell};
use gathering::collect::draft::{Draft, Question, Wishes, draft_openly, kept_in};
use gathering::collect::intake;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};

/// Rejected rows shown of a preview.
const N_SHOWN: usize = 5;

/// Lines that say no are named up to so many.
const N_SHOWN_NOES: usize = 40;

pub fn run(global: &Global, verb: &ContractVerb) -> anyhow::Result<()> {
    let ContractVerb::Draft(args) = verb;
    let answers = answers_of(&args.answers)?;
    if args.name.is_some() && 1 < args.files.len() {
        return Err(WrongInput::of("`--name` is for one file: leave it out for several"));
    }
    let intake = intake(&workspace(global)?, wall_clock());
    all_asked(&args.files, &answers, &|file| {
        let (name, answers) = (args.name.clone(), answers.clone());
        let wishes = Wishes { name, answers };
        Ok(draft_openly(file, &wishes, &intake).map_err(engine::EngineError::from)?.0)
    })?;
    let (mut reports, mut open) = (Vec::new(), Vec::new());
    let (mut problems, mut imports) = (Vec::new(), Vec::new());
    for file in &args.files {
        let mut wishes = Wishes { name: args.name.clone(), answers: answers.clone() };
        let problem = std::cell::RefCell::new(None);
        let draft_by = |wishes: &Wishes| {
            let (drafted, error) = draft_openly(file, wishes, &intake).map_err(engine::EngineError::from)?;
            *problem.borrow_mut() = error;
            Ok(drafted)
        };
        // The contract of another sheet of the workbook stays what it is.
        if wishes.name.is_none() {
            wishes.name = draft_by(&wishes)?.name_beside(|name| kept_in(&args.dir, name));
        }
        let drafted = match std::io::stdin().is_terminal() && !global.json && !args.yes {
            true => {
                interview(&mut wishes, &draft_by, &mut |question| ask(question), &mut |words| tell(words))?
            }
            false => draft_by(&wishes)?,
        };
        let path = args.dir.join("sources").join(format!("{}.yaml", drafted.name));
        let problem = problem.into_inner().map(|error| error.to_string());
        // What is no contract is shown, so that whoever sees its columns can say what they are, and not written.
        if problem.is_none() {
            write(&path, &drafted.text, args)?;
        }
        if global.json {
            reports.push(report(file, &path, &drafted, problem.as_deref()));
        } else {
            show(file, &path, &drafted, (&wishes, problem.as_deref()));
        }
        problems
            .extend(problem.map(|problem| format!("`{}` makes no contract yet: {problem}", file.display())));
        open.extend(drafted.open.iter().map(|key| way_of(key, &drafted)));
        imports.push((file.clone(), drafted.name));
    }
    if global.json {
        say_json(&reports)?;
    } else if open.is_empty() && problems.is_empty() {
        say_next(args, &imports);
    }
    if let Some(problem) = problems.first() {
        let why = format!(
            "{problem}; say what its columns are, as `--answer role.COLUMN=email`, or which line names them, as `--answer skip_lines=3`"
        );
        return Err(WrongInput::of(why));
    }
    if open.is_empty() {
        return Ok(());
    }
    let why = format!(
        "the contract is not whole yet: answer with {}, or write what stands at `# ?` in the file",
        open.join(" ")
    );
    Err(WrongInput::of(why))
}

/// What brings the files in by their contracts.
fn say_next(args: &DraftArgs, imports: &[(PathBuf, String)]) {
    say("");
    say("next:");
    say(format!("  truelift apply {}", args.dir.display()));
    for (file, name) in imports {
        say(format!("  truelift collect import {} --contract {name}", quoted(file)));
    }
    say("  truelift unify");
}

/// The answers that were given. What may have several is given once for each, or in a file with one on each line.
fn answers_of(given: &[String]) -> anyhow::Result<BTreeMap<String, String>> {
    let mut answers: BTreeMap<String, String> = BTreeMap::new();
    for answer in given {
        let Some((key, value)) = answer.split_once('=') else {
            let why = format!("`{answer}` is no answer: write `key=value`, as `currency=EUR`");
            return Err(WrongInput::of(why));
        };
        let (key, value) = (key.trim(), value.trim());
        if !is_of_many(key) {
            answers.insert(key.to_owned(), value.to_owned());
            continue;
        }
        let value = match value.strip_prefix('@') {
            Some(path) => std::fs::read_to_string(path)
                .map_err(|error| WrongInput::of(format!("`{path}`, the answer to `{key}`: {error}")))?,
            None => value.to_owned(),
        };
        let all = answers.entry(key.to_owned()).or_default();
        all.extend((!all.is_empty()).then_some('\n'));
        all.push_str(value.trim());
    }
    Ok(answers)
}

/// Whether a question of this key takes several answers.
fn is_of_many(key: &str) -> bool {
    key == "unread" || key.starts_with("unread.")
}

/// How an open question is answered, in words.
fn way_of(key: &str, drafted: &Draft) -> String {
    let question = drafted.questions.iter().find(|question| question.key == key);
    match question.filter(|question| question.is_many) {
        Some(question) => format!(
            "--answer \"{key}=none\" or each {} that says no ({} nobody has read)",
            if key == "unread" { "`COLUMN = value`" } else { "text" },
            question.choices.len()
        ),
        None => format!("--answer {key}=…"),
    }
}

/// What may be answered of a file without being asked, as far as it has what is spoken of.
const ALWAYS: &[&str] = &[
    "country",
    "currency",
    "decimal.COLUMN",
    "delimiter",
    "encoding",
    "event",
    "format.COLUMN",
    "header",
    "key",
    "role.COLUMN",
    "sheet",
    "skip_lines",
    "unit.COLUMN",
    "zone",
];

/// Refuses answers to what no file asks: one that changes nothing was meant to change something.
fn all_asked(
    files: &[PathBuf],
    answers: &BTreeMap<String, String>,
    drafted: &dyn Fn(&Path) -> anyhow::Result<Draft>,
) -> anyhow::Result<()> {
    if answers.is_empty() {
        return Ok(());
    }
    let mut unasked: Vec<String> = answers.keys().cloned().collect();
    let mut keys = BTreeSet::new();
    for file in files {
        let drafted = drafted(file)?;
        unasked.retain(|key| drafted.unasked.contains(key));
        keys.extend(drafted.questions.into_iter().map(|question| format!("`{}`", question.key)));
    }
    let Some(first) = unasked.first() else { return Ok(()) };
    let is_asked = |key: &&&str| !unasked.iter().any(|told| told == **key);
    keys.extend(ALWAYS.iter().filter(is_asked).map(|key| format!("`{key}`")));
    let keys: Vec<String> = keys.into_iter().collect();
    if unasked.iter().any(|key| key == "exported_at") {
        let why = "`exported_at` is no answer of a contract, for the next export comes by the same: say it when the file is loaded, `truelift collect import FILE --contract NAME --exported-at 2026-11-28`";
        return Err(WrongInput::of(why));
    }
    let all: Vec<String> = unasked.iter().map(|key| format!("`{key}`")).collect();
    let why = format!(
        "nothing asks for {}: here `--answer` takes {}; `{first}` would change nothing here, or contradicts what the file says",
        all.join(", "),
        keys.join(", ")
    );
    Err(WrongInput::of(why))
}

fn quoted(file: &Path) -> String {
    let text = file.display().to_string();
    if text.contains([' ', '(', ')', '&', '\'']) { format!("\"{text}\"") } else { text }
}

/// Drafts by asking what the file leaves open. An answer that is none is asked for again, with what is allowed; one
/// that nobody gives stays open.
///
/// `ask` gives `None` at the end of what is typed.
fn interview(
    wishes: &mut Wishes,
    draft_by: &dyn Fn(&Wishes) -> anyhow::Result<Draft>,
    ask: &mut dyn FnMut(&Question) -> anyhow::Result<Option<String>>,
    tell: &mut dyn FnMut(String),
) -> anyhow::Result<Draft> {
    let mut drafted = draft_by(wishes)?;
    while let Some(question) = next_question(&drafted, wishes) {
        let Some(answer) = ask(&question)? else { break };
        let mut with_it = wishes.clone();
        with_it.answers.insert(question.key.clone(), answer.clone());
        match draft_by(&with_it) {
            Ok(next) => (drafted, *wishes) = (next, with_it),
            // It was read without this answer, so the answer is at fault.
            Err(error) => tell(format!("  `{answer}` is no answer here: {error:#}")),
        }
    }
    Ok(drafted)
}

/// The next question that nobody has answered.
fn next_question(drafted: &Draft, wishes: &Wishes) -> Option<Question> {
    drafted.questions.iter().find(|question| !wishes.answers.contains_key(&question.key)).cloned()
}

/// Asks at the terminal; an empty line takes the default. `None` at the end of the input.
fn ask(question: &Question) -> anyhow::Result<Option<String>> {
    let default = question.default.as_deref().map_or(String::new(), |default| format!(" [{default}]"));
    tell(format!("? {}{default}", question.text));
    if question.is_many {
        texts(question).for_each(tell);
        tell("  none, or the numbers of those that do, as 1, 4");
    }
    let mut line = String::new();
    if std::io::stdin().lock().read_line(&mut line)? == 0 {
        return Ok(None);
    }
    let line = line.trim();
    if question.is_many {
        return Ok(Some(numbered(line, question)));
    }
    Ok(Some(match (line.is_empty(), &question.default) {
        (true, Some(default)) => default.clone(),
        _ => line.to_owned(),
    }))
}

/// The texts of a question, each with its number.
fn texts(question: &Question) -> impl Iterator<Item = String> {
    question.choices.iter().enumerate().map(|(at, choice)| format!("  {:>5}  {}", at + 1, choice.value))
}

/// The texts that numbers stand for; what is no number as it is.
fn numbered(line: &str, question: &Question) -> String {
    let parts = || line.split([',', ' ']).filter(|part| !part.is_empty());
    let chosen = |part: &str| question.choices.get(part.parse::<usize>().ok()?.checked_sub(1)?);
    match parts().map(chosen).collect::<Option<Vec<_>>>() {
        Some(chosen) => chosen.iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>().join("\n"),
        None => line.to_owned(),
    }
}

fn write(path: &Path, text: &str, args: &DraftArgs) -> anyhow::Result<()> {
    if path.exists() && !args.force && std::fs::read_to_string(path)? != text {
        let why = format!(
            "`{}` is there already: give `--force` to write it anew, or another `--name`",
            path.display()
        );
        return Err(WrongInput::of(why));
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    Ok(std::fs::write(path, text)?)
}

fn report(file: &Path, path: &Path, drafted: &Draft, problem: Option<&str>) -> serde_json::Value {
    let question = |question: &Question| json!({ "key": question.key, "text": question.text, "default": question.default, "texts": question.choices.iter().filter(|_| question.is_many).map(|choice| &choice.value).collect::<Vec<_>>() });
    json!({
        "file": file,
        "contract": drafted.name,
        "written": problem.is_none().then_some(path),
        "problem": problem,
        "decisions": drafted.decisions,
        "questions": drafted.questions.iter().map(question).collect::<Vec<_>>(),
        "open": drafted.open,
        "preview": {
            "notes": drafted.preview.notes,
            "n_rows": drafted.preview.n_rows,
            "n_rejected": drafted.preview.n_rejected,
            "n_silent": drafted.preview.n_silent,
            "closing": drafted.preview.closing,
            "rows": drafted.preview.rows,
            "rejected": drafted.preview.rejected.iter().take(N_SHOWN).map(|row| {
                json!({ "line": row.line, "rule": row.rule, "field": row.field, "why": row.why })
            }).collect::<Vec<_>>(),
        },
    })
}

fn show(file: &Path, path: &Path, drafted: &Draft, (wishes, problem): (&Wishes, Option<&str>)) {
    match problem {
        None => {
            say(format!("{}: contract `{}`, written to {}", file.display(), drafted.name, path.display()))
        }
        Some(problem) => say(format!("{}: no contract yet: {problem}", file.display())),
    }
    for note in &drafted.preview.notes {
        say(format!("  {note}"));
    }
    for decision in drafted.decisions.iter().filter(|decision| !decision.contains("is ignore (")) {
        say(format!("  {decision}"));
    }
    let n_ignored = drafted.decisions.iter().filter(|decision| decision.contains("is ignore (")).count();
    if 0 < n_ignored {
        say(format!("  {n_ignored} further columns are not needed; they stay in the originals"));
    }
    for question in &drafted.questions {
        let answer = wishes.answers.get(&question.key).or(question.default.as_ref());
        let answer = answer.cloned().unwrap_or_else(|| "open".to_owned()).replace('\n', " | ");
        say(format!("  ? {} → {answer} (--answer {}=…)", question.text, question.key));
        if question.is_many {
            texts(question).for_each(say);
            let key = &question.key;
            say(format!(
                "    answer `--answer \"{key}=none\"`, or once for each text that says no, as `--answer \"{key}=TEXT\"`, or `--answer \"{key}=@FILE\"` with one on each line"
            ));
        }
    }
    let preview = &drafted.preview;
    if 0 < preview.n_rows {
        let counts = [(preview.closing.len() as u64, "say no"), (preview.n_silent, "say nothing of consent")];
        let further = counts.iter().filter(|(n, _)| 0 < *n).map(|(n, what)| format!(", {n} {what}"));
        let further: String = further.collect();
        say(format!(
            "as it would be read: {} rows, {} of them quarantined{further}",
            preview.n_rows, preview.n_rejected
        ));
        if !preview.closing.is_empty() && preview.closing.len() <= N_SHOWN_NOES {
            let lines: Vec<String> = preview.closing.iter().map(u64::to_string).collect();
            say(format!("  lines that say no: {}", lines.join(", ")));
        }
    }
    preview.rows.iter().for_each(|row| say(format!("  {row}")));
    for row in preview.rejected.iter().take(N_SHOWN) {
        let field = row.field.as_deref().map_or(String::new(), |field| format!(" in `{field}`"));
        say(format!("  line {}{field}: {} ({})", row.line, row.why, row.rule));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    /// What is typed, line by line, and what comes of it: the contract, what was told, and questions asked.
    fn typed(text: &str, lines: &[&str]) -> (Draft, Vec<String>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("orders.csv");
        std::fs::write(&file, text).unwrap();
        let workspace = vocabulary::WorkspaceId::new("w").unwrap();
        let intake = intake(&workspace, wall_clock());
        let draft_by = |wishes: &Wishes| Ok(draft_openly(&file, wishes, &intake)?.0);
        let (mut lines, mut told, mut asked) = (lines.iter(), Vec::new(), Vec::new());
        let drafted = interview(
            &mut Wishes::default(),
            &draft_by,
            &mut |question| {
                asked.push(question.key.clone());
                let line = lines.next().copied();
                Ok(line.map(|line| match (line, &question.default) {
                    ("", Some(default)) => default.clone(),
                    _ => line.to_owned(),
                }))
            },
            &mut |words| told.push(words),
        )
        .unwrap();
        (drafted, told, asked)
    }

    #[test]
    fn a_mistyped_answer_is_asked_for_again() {
        let orders = "Order ID,Order Date,Email,Total\nA-1,01/02/2026,ann@example.org,1.5\nA-2,03/04/2026,ben@example.org,2.5\n";
        let lines = ["", "sideways", "day first", "EURO", "eur"];
        let (drafted, told, asked) = typed(orders, &lines);
        assert!(drafted.open.is_empty(), "{:?} {asked:?} {told:?}", drafted.open);
        assert!(drafted.text.contains("EUR"), "{}", drafted.text);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|words| words.contains("is no answer here")), "{told:?}");
        let n_asked = |key: &str| asked.iter().filter(|asked| *asked == key).count();
        assert_eq!((n_asked("currency"), n_asked("format.Order Date")), (2, 2), "{asked:?}");
    }

    #[test]
    fn what_nobody_answers_stays_open() {
        let orders = "Order ID,Order Date,Email,Total\nA-1,2026-01-02,ann@example.org,1.5\n";
        let (drafted, _, _) = typed(orders, &[""]);
        assert_eq!(drafted.open, ["currency"]);
    }
}
