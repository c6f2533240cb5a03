//! Bytes that nobody can guess, for keys and ids.

use crate::StoreError;

/// 32 bytes: as long as the output of SHA-256, which RFC 2104 recommends for a key.
pub(crate) fn random_bytes() -> Result<[u8; 32], StoreError> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Random)?;
    Ok(bytes)
}
