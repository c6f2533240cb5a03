//! How good the resolution is on a file whose truth is known.

use arrow::array::{Array as _, StringArray};
use engine::EngineError;
use people::{ClusterQuality, Corpus, CorpusBuilder, Decisions, Role, Schema, Thresholds};
use serde::Serialize;
use sources::TextTable;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

/// Rows the roles of columns are guessed from.
const N_SAMPLE: usize = 2_000;

/// What resolution makes of a file, beside the truth.
#[derive(Debug, Clone, Serialize)]
pub struct Evaluation {
    /// Records read.
    pub records: usize,
    /// People there truly are.
    pub entities: usize,
    /// People found.
    pub people: usize,
    /// Pairs compared.
    pub candidate_pairs: usize,
    /// Share of the true pairs among them: no recall can exceed it. None when there is no true pair.
    pub blocking_recall: Option<f64>,
    /// By pairs, by records (B-cubed) and by whole clusters.
    #[serde(flatten)]
    pub quality: ClusterQuality,
    /// True when the roles were guessed.
    pub is_guessed: bool,
    /// What each column was taken for.
    pub schema: BTreeMap<String, Role>,
    /// What stood out in the whole set, in words.
    pub warnings: Vec<String>,
}

/// Reads a map from column to role: `surname: family_name`.
///
/// Errors: [`EngineError::Definition`] that names the file and the key.
pub fn read_schema(path: &Path) -> Result<BTreeMap<String, Role>, EngineError> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| sources::SourceError::io(&name, &error))?;
    engine::definitions::parse("schema", &name, &text)
}

/// Resolves the records of files and compares the people with the column `truth`.
///
/// Several files are one set of records, and each is a source of its own. Without `roles` the roles of the
/// columns are guessed from names and values. The truth is not looked at before the end.
///
/// Errors: a file or a column is not there; files whose columns differ.
pub fn evaluate(
    files: &[PathBuf],
    truth: &str,
    roles: Option<&BTreeMap<String, Role>>,
) -> Result<Evaluation, EngineError> {
    let Read { corpus, truths, schema } = read(files, truth, roles)?;
    let mut true_candidates: Vec<(u32, u32)> = Vec::new();
    let (_, resolution) =
        people::unify_and_visit(&corpus, &[], &Decisions::default(), &Thresholds::default(), &mut |a, b| {
            if truths.get(a) == truths.get(b) {
                true_candidates.push((a.min(b) as u32, a.max(b) as u32));
            }
        });
    let quality = people::clusterwise(&resolution.cluster_of, &truths);
    let blocking_recall = blocking_recall(true_candidates, &truths);
    Ok(Evaluation {
        records: corpus.len(),
        entities: quality.n_entities,
        people: quality.n_clusters,
        candidate_pairs: resolution.n_candidate_pairs,
        blocking_recall,
        quality,
        is_guessed: roles.is_none(),
        schema,
        warnings: resolution.warnings.iter().map(super::warning_words).collect(),
    })
}

/// The share of the true pairs that are candidates; None when there is no true pair.
fn blocking_recall(mut found: Vec<(u32, u32)>, truths: &[u32]) -> Option<f64> {
    let mut n_of = vec![0u64; truths.iter().max().map_or(0, |last| *last as usize + 1)];
    for truth in truths {
        n_of.get_mut(*truth as usize).into_iter().for_each(|n| *n += 1);
    }
    let n_true: u64 = n_of.iter().map(|n| n * n.saturating_sub(1) / 2).sum();
    // A pair of an oversized block may come more than once.
    found.sort_unstable();
    found.dedup();
    (0 < n_true).then(|| found.len() as f64 / n_true as f64)
}

struct Read {
    corpus: Corpus,
    truths: Vec<u32>,
    schema: BTreeMap<String, Role>,
}

/// The true entities, numbered.
#[derive(Default)]
struct Entities {
    numbers: HashMap<String, u32>,
    n: u32,
    of_record: Vec<u32>,
}

impl Entities {
    fn push(&mut self, truth: &StringArray) {
        for value in truth {
            let known = value.and_then(|value| self.numbers.get(value).copied());
            let number = known.unwrap_or(self.n);
            if known.is_none() {
                // A record without a truth is somebody of its own.
                self.numbers.extend(value.map(|value| (value.to_owned(), number)));
                self.n += 1;
            }
            self.of_record.push(number);
        }
    }
}

fn read(files: &[PathBuf], truth: &str, roles: Option<&BTreeMap<String, Role>>) -> Result<Read, EngineError> {
    let mut builder: Option<CorpusBuilder> = None;
    let mut header: Vec<String> = Vec::new();
    let mut schema = BTreeMap::new();
    let mut entities = Entities::default();
    for file in files {
        let mut table = TextTable::open(file)?;
        let place = place(table.columns(), truth, file)?;
        if !header.is_empty() && header != table.columns() {
            let why = format!("its columns are not those of `{}`", display(files.first()));
            return Err(EngineError::definition("file", &file.display().to_string(), why));
        }
        header = table.columns().to_vec();
        let source = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        while let Some(portion) = table.read_portion()? {
            let builder = match &mut builder {
                Some(builder) => builder,
                none => {
                    let columns = columns(&header, &portion, truth, roles, 1 < files.len())?;
                    schema = columns.iter().take(header.len()).cloned().collect();
                    none.insert(CorpusBuilder::new(Schema { columns }))
                }
            };
            push(builder, &portion, (1 < files.len()).then_some(source.as_str()));
            let Some(truth) = portion.get(place) else { continue };
            entities.push(truth);
        }
    }
    let Some(builder) = builder else {
        let why = "it has a header and no rows".to_owned();
        return Err(EngineError::Definition { kind: "file", name: display(files.first()), why });
    };
    Ok(Read { corpus: builder.build(), truths: entities.of_record, schema })
}

fn display(file: Option<&PathBuf>) -> String {
    file.map(|file| file.display().to_string()).unwrap_or_default()
}

fn place(columns: &[String], name: &str, file: &Path) -> Result<usize, EngineError> {
    columns.iter().position(|column| column == name).ok_or_else(|| {
        let there: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
        let why = format!("it has no column `{name}`; its columns are {}", there.join(", "));
        EngineError::definition("file", &file.display().to_string(), why)
    })
}

/// The roles of the columns, and of the file itself when there are several.
fn columns(
    header: &[String],
    portion: &[StringArray],
    truth: &str,
    roles: Option<&BTreeMap<String, Role>>,
    has_files: bool,
) -> Result<Vec<(String, Role)>, EngineError> {
    let mut columns: Vec<(String, Role)> = match roles {
        Some(roles) => {
            if let Some(unknown) = roles.keys().find(|name| !header.contains(name)) {
                let why = format!("the files have no column `{unknown}`");
                return Err(EngineError::Definition { kind: "schema", name: unknown.clone(), why });
            }
            let role = |name: &String| roles.get(name).copied().unwrap_or(Role::Ignore);
            header.iter().map(|name| (name.clone(), role(name))).collect()
        }
        None => {
            let values = |column: &'_ StringArray| -> Vec<String> {
                let n = column.len().min(N_SAMPLE);
                (0..n).filter(|row| column.is_valid(*row)).map(|row| column.value(row).to_owned()).collect()
            };
            let owned: Vec<Vec<String>> = portion.iter().map(values).collect();
            let samples: Vec<Vec<&str>> =
                owned.iter().map(|values| values.iter().map(String::as_str).collect()).collect();
            let names: Vec<&str> = header.iter().map(String::as_str).collect();
            let roles = people::guess_roles(&names, &samples);
            roles.into_iter().zip(header).map(|(role, name)| (name.clone(), role)).collect()
        }
    };
    for (name, role) in &mut columns {
        if name == truth {
            *role = Role::Ignore;
        }
    }
    if has_files {
        for (_, role) in columns.iter_mut().filter(|(_, role)| *role == Role::Source) {
            *role = Role::Ignore;
        }
        columns.push(("file".to_owned(), Role::Source));
    }
    Ok(columns)
}

fn push(builder: &mut CorpusBuilder, portion: &[StringArray], file: Option<&str>) {
    let n_rows = portion.first().map_or(0, StringArray::len);
    let mut values: Vec<Option<&str>> = Vec::with_capacity(portion.len() + 1);
    for row in 0..n_rows {
        values.clear();
        values.extend(portion.iter().map(|column| column.is_valid(row).then(|| column.value(row))));
        values.extend(file.map(Some));
        builder.push(&values);
    }
}
