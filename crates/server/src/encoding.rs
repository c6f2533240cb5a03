//! Compressed bodies, unpacked within a limit.

use crate::problem::Problem;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

/// The first bytes of everything that gzip made.
const GZIP: [u8; 2] = [0x1f, 0x8b];

/// The body as it was before it was compressed; `None` when it is longer than `max_bytes` then.
///
/// No more than that is ever unpacked: a few kilobytes can stand for gigabytes. A gzip body is told by its first
/// bytes too, for clients that leave out the header.
///
/// Errors: 415 for another encoding, 400 for what is broken.
pub fn decoded(headers: &HeaderMap, bytes: Bytes, max_bytes: usize) -> Result<Option<Bytes>, Problem> {
    let encoding = headers.get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap_or("?"));
    let encoding = encoding.unwrap_or_default().trim().to_ascii_lowercase();
    let unpacked = match encoding.as_str() {
        "" | "identity" if bytes.starts_with(&GZIP) => unpack(MultiGzDecoder::new(bytes.as_ref()), max_bytes),
        "" | "identity" => return Ok(Some(bytes)),
        "gzip" | "x-gzip" => unpack(MultiGzDecoder::new(bytes.as_ref()), max_bytes),
        // The name stands for zlib, and some send the bare stream.
        "deflate" => unpack(ZlibDecoder::new(bytes.as_ref()), max_bytes)
            .or_else(|_| unpack(DeflateDecoder::new(bytes.as_ref()), max_bytes)),
        _ => {
            let detail = "the body's encoding is not known";
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unknown_encoding", detail)
                .hint("send it with `Content-Encoding: gzip`, `deflate` or none"));
        }
    };
    unpacked.map_err(|_| {
        let detail = "the body is not what its encoding says";
        Problem::new(StatusCode::BAD_REQUEST, "broken_encoding", detail).hint("send it again")
    })
}

fn unpack(reader: impl Read, max_bytes: usize) -> std::io::Result<Option<Bytes>> {
    let mut bytes = Vec::new();
    let limit = u64::try_from(max_bytes).unwrap_or(u64::MAX).saturating_add(1);
    reader.take(limit).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= max_bytes).then(|| Bytes::from(bytes)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use axum::http::HeaderValue;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn check(encoding: Option<&'static str>, bytes: Vec<u8>) -> Result<Option<Bytes>, u16> {
        let mut headers = HeaderMap::new();
        if let Some(encoding) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        decoded(&headers, Bytes::from(bytes), 1000).map_err(|problem| problem.status)
    }

    #[test]
    fn unpacks_what_clients_send_and_no_more_than_the_limit() {
        let text = b"{\"batch\":[]}";
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(text).unwrap();
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        bare.write_all(text).unwrap();
        for (encoding, bytes) in [
            (None, text.to_vec()),
            (Some("identity"), text.to_vec()),
            (Some("GZIP"), gzip(text)),
            (None, gzip(text)),
            (Some("deflate"), zlib.finish().unwrap()),
            (Some("deflate"), bare.finish().unwrap()),
        ] {
            assert_eq!(check(encoding, bytes).unwrap().unwrap(), text.as_slice(), "{encoding:?}");
        }
        assert_eq!(check(Some("gzip"), gzip(&vec![b' '; 10_000_000])), Ok(None), "a bomb stays packed");
        assert_eq!(check(Some("br"), text.to_vec()), Err(415));
        assert_eq!(check(Some("gzip"), text.to_vec()), Err(400));
        let mut cut = gzip(text);
        cut.truncate(cut.len() - 6);
        assert_eq!(check(Some("gzip"), cut), Err(400));
    }
}
