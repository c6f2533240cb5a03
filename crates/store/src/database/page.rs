//! Pages of long lists.

/// A page of a list: its rows, where the next page begins, how many rows there are in all.
#[derive(Debug, Clone, PartialEq)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Give it as `after` for the next page; `None` on the last one.
    pub next: Option<i64>,
    /// Rows on all pages.
    pub n_total: i64,
}

impl<T> Page<T> {
    /// Cuts `items`, which were asked for with one more than `limit`, to a page.
    pub(crate) fn cut(mut items: Vec<T>, limit: i64, n_total: i64, seq: impl Fn(&T) -> i64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(0);
        let is_more = limit < items.len();
        items.truncate(limit);
        let next = if is_more { items.last().map(seq) } else { None };
        Self { items, next, n_total }
    }
}
