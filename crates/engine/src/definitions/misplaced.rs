//! YAML files of a folder of definitions that lie in no folder of a kind: nobody reads them, and who put them there
//! should know.

use super::problem::{Problem, Severity};
use super::{KINDS, SINGLE};
use std::path::{Path, PathBuf};

/// So many folders deep is looked.
const DEPTH: usize = 3;

/// So many are told of.
const N_TOLD: usize = 20;

/// A warning of each, in the order of their names.
pub(super) fn of_folder(dir: &Path) -> Vec<Problem> {
    let mut files = Vec::new();
    look(dir, &[], &mut files);
    files.sort();
    files.truncate(N_TOLD);
    files.iter().map(|path| warning(path)).collect()
}

/// Takes the YAML files of a folder and of those in it that are read by nobody; `below` are the names that lead to it.
fn look(dir: &Path, below: &[String], found: &mut Vec<PathBuf>) {
    let is_read = matches!(below, [folder] if KINDS.iter().any(|(_, kind)| kind == folder));
    for entry in std::fs::read_dir(dir).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        // Links lead out of the folder, and what begins with a dot belongs to programs.
        let Some(kind) = entry.file_type().ok().filter(|_| !name.starts_with('.')) else { continue };
        let path = entry.path();
        if kind.is_dir() && below.len() < DEPTH && !["node_modules", "target"].contains(&name.as_str()) {
            let names: Vec<String> = below.iter().cloned().chain([name]).collect();
            look(&path, &names, found);
        } else if kind.is_file()
            && !is_read
            && path.extension().is_some_and(|end| end == "yaml" || end == "yml")
        {
            found.push(path);
        }
    }
}

fn warning(path: &Path) -> Problem {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let of_name = KINDS.iter().find(|(kind, folder)| *kind == stem || *folder == stem);
    let what = match (of_name, of_name.filter(|(kind, _)| SINGLE.contains(kind))) {
        (_, Some((kind, folder))) => format!("put it into `{folder}/`, as `{folder}/{kind}.yaml`"),
        (Some((_, folder)), None) => format!("put it into `{folder}/`, by the name that it shall have"),
        (None, None) => {
            let folders: Vec<String> = KINDS.iter().map(|(_, folder)| format!("`{folder}/`")).collect();
            format!("if it is a definition, put it into one of {}", folders.join(", "))
        }
    };
    Problem {
        kind: of_name.map_or("definition", |(kind, _)| *kind),
        name: stem.into_owned(),
        file: Some(path.display().to_string()),
        line: None,
        column: None,
        severity: Severity::Warning,
        what: format!("`{file}` lies in no folder of a kind, so nothing of it is read: {what}"),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_nobody_reads_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let read = ["workspace/workspace.yaml", "sources/crm.yaml", "pilots/a.yml", "facts/f.yaml"];
        let unread = ["workspace.yaml", "crm.yml", "source/crm.yaml", "sources/old/crm.yaml"];
        let others = ["README.md", ".github/workflows/ci.yaml", "node_modules/x/a.yaml", "sources/notes.txt"];
        for path in read.iter().chain(&unread).chain(&others) {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "a: 1\n").unwrap();
        }
        let told = of_folder(folder.path());
        let mut files: Vec<String> = told.iter().filter_map(|problem| problem.file.clone()).collect();
        let mut expected: Vec<String> =
            unread.iter().map(|path| folder.path().join(path).display().to_string()).collect();
        files.sort();
        expected.sort();
        assert_eq!(files, expected);
        assert!(told.iter().all(|problem| problem.severity == Severity::Warning));
        let of = |end: &str| told.iter().find(|p| p.file.as_deref().is_some_and(|file| file.ends_with(end)));
        let at_top = folder.path().join("workspace.yaml").display().to_string();
        assert!(of(&at_top).unwrap().what.contains("`workspace/workspace.yaml`"));
        assert!(of("crm.yml").unwrap().what.contains("`sources/`"));
    }
}
