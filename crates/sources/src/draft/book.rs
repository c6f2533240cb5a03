//! Which sheet of a workbook a draft is of, and the contract that lies where its own would.

use std::path::Path;

/// The contract of a name that lies in a folder of definitions already.
pub fn kept_in(dir: &Path, name: &str) -> Option<crate::Contract> {
    crate::Contract::load(&dir.join("sources").join(format!("{name}.yaml"))).ok()
}

/// Which file a draft is of.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The export that it is, by its columns, where it is a known one without doubt.
    pub known: Option<&'static str>,
    /// The sheet that was read, of a workbook that has several.
    pub sheet: Option<String>,
    /// Whether that is the sheet that a contract reads which names none.
    pub is_first_sheet: bool,
}

impl Origin {
    /// `sheets` are those of a workbook, the one that was read first.
    pub(super) fn of(known: Option<&'static str>, sheets: &[String], file: &Path) -> Self {
        let read = sheets.first();
        let names = read.map(|_| crate::workbook::names(file).unwrap_or_default()).unwrap_or_default();
        let sheet = read.filter(|_| 1 < names.len());
        let is_first_sheet = sheet.is_none_or(|sheet| names.first() == Some(sheet));
        Self { known, sheet: sheet.cloned(), is_first_sheet }
    }
}
