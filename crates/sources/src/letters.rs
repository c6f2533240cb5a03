use crate::SourceError;
use crate::contract::Encoding;
use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

/// A file or bytes, as a reader.
pub(crate) type Bytes = BufReader<Box<dyn Read + Send>>;

/// The text of `bytes`; `None` when they are not in `encoding`.
pub(crate) fn decode(bytes: &[u8], encoding: Encoding) -> Option<Cow<'_, str>> {
    let latin = || encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0;
    match (encoding, std::str::from_utf8(bytes)) {
        (Encoding::Windows1252, _) => Some(latin()),
        (_, Ok(text)) => Some(Cow::Borrowed(text)),
        (Encoding::Auto, Err(_)) => Some(latin()),
        (Encoding::Utf8, Err(_)) => None,
    }
}

/// Skips the byte-order mark of UTF-8 and refuses files that are no text of one byte per letter.
pub(crate) fn opened(mut reader: Bytes, file: &str) -> Result<Bytes, SourceError> {
    let start = reader.fill_buf().map_err(|error| SourceError::io(file, &error))?;
    let refuse = |found: &'static str, hint: &'static str| SourceError::Encoding {
        file: file.to_owned(),
        found,
        hint,
    };
    let n_mark = match start {
        [] => {
            return Err(SourceError::Broken {
                file: file.to_owned(),
                why: "it is empty; give a file with rows".to_owned(),
            });
        }
        [0xEF, 0xBB, 0xBF, ..] => 3,
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => return Err(refuse("UTF-16", "export it as UTF-8")),
        [b'P', b'A', b'R', b'1', ..] => {
            return Err(refuse("a Parquet file", "set `truelift.format: parquet` in its contract"));
        }
        [b'P', b'K', 3, 4, ..] => {
            return Err(refuse("a ZIP or Excel file", "unpack it, or export it as CSV"));
        }
        [0x1F, 0x8B, ..] => return Err(refuse("compressed with gzip", "unpack it")),
        start if start.iter().take(4096).any(|byte| *byte == 0) => {
            return Err(refuse("not text", "export it as UTF-8 text"));
        }
        _ => 0,
    };
    reader.consume(n_mark);
    Ok(reader)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_as_the_contract_says() {
        let latin: &[u8] = b"Mu\xF1oz";
        for (bytes, encoding, expect) in [
            ("Muñoz".as_bytes(), Encoding::Utf8, Some("Muñoz")),
            ("Muñoz".as_bytes(), Encoding::Auto, Some("Muñoz")),
            (latin, Encoding::Utf8, None),
            (latin, Encoding::Auto, Some("Muñoz")),
            (latin, Encoding::Windows1252, Some("Muñoz")),
        ] {
            assert_eq!(decode(bytes, encoding).as_deref(), expect);
        }
    }
}
