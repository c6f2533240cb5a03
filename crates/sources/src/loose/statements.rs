//! The rows that statements of SQL write: of `INSERT`, `REPLACE`, `UPDATE` and `COPY`.

use super::{Found, LooseRow};
use std::collections::HashMap;

/// Whether a text is statements of SQL: by its first line that says something.
pub(crate) fn is_sql(start: &[u8]) -> bool {
    const WRITES: &[&str] =
        &["insert into ", "insert ignore into ", "replace into ", "create table ", "copy "];
    const BEFORE: &[&str] = &[
        "--",
        "/*",
        "#",
        "*/",
        "set ",
        "use ",
        "begin",
        "start transaction",
        "lock tables",
        "drop table",
        "delete from",
        "truncate",
        "pragma",
        "select pg_catalog",
        "create database",
        "create schema",
        "go",
        "alter table",
        "print ",
        "if exists",
        "if object_id",
        "commit",
    ];
    let text = String::from_utf8_lossy(start);
    let lines = text.lines().map(|line| line.trim().to_lowercase()).filter(|line| !line.is_empty());
    let mut said = lines.skip_while(|line| {
        BEFORE.iter().any(|begin| line.starts_with(begin)) || line.starts_with('\u{feff}')
    });
    said.next().is_some_and(|line| {
        let is_update = || line.starts_with("update ") && line.contains(" set ");
        let is_copy = || !line.starts_with("copy ") || line.contains(" from stdin");
        // SQL Server needs no `INTO`.
        let is_insert = || line.starts_with("insert ") && line.contains(['[', '(']);
        is_update() || is_insert() || WRITES.iter().any(|begin| line.starts_with(begin)) && is_copy()
    })
}

/// The rows of such a text: their columns as the statement names them, else as the table was made.
pub(super) fn rows(text: &str) -> Found {
    let mut found = Found::default();
    let mut made: HashMap<String, Vec<String>> = HashMap::new();
    let mut reader = Reader { text, at: 0, line: 1 };
    while let Some(statement) = reader.statement() {
        let Statement { line, tokens } = statement;
        let word = |at: usize| tokens.get(at).map(|token| token.text.to_lowercase()).unwrap_or_default();
        match word(0).as_str() {
            "insert" | "replace" => insert(&tokens, &made, &mut found),
            "update" => update(&tokens, line, &mut found),
            "create" if word(1) == "table" => {
                let table = tokens.iter().take_while(|token| token.text != "(").last();
                made.insert(
                    table.map(|token| name_of(&token.text)).unwrap_or_default(),
                    columns_made(&tokens),
                );
            }
            "copy" => {
                let (table, columns) = (word(1), listed(&tokens, 2));
                reader.copied(&name_of(&table), &columns, &mut found);
            }
            _ => {}
        }
    }
    found
}

/// A word, a sign or a value of a statement.
#[derive(Debug)]
struct Token {
    text: String,
    is_value: bool,
    line: u64,
}

struct Statement {
    line: u64,
    tokens: Vec<Token>,
}

/// Statements of SQL, read to the semicolon behind each.
struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u64,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        self.line += u64::from(c == '\n');
        Some(c)
    }

    fn starts_with(&self, what: &str) -> bool {
        self.text.get(self.at..).is_some_and(|rest| rest.starts_with(what))
    }

    fn skip_line(&mut self) {
        while self.take().is_some_and(|c| c != '\n') {}
    }

    /// The next statement that says anything; `None` at the end.
    fn statement(&mut self) -> Option<Statement> {
        let mut tokens: Vec<Token> = Vec::new();
        while let Some(c) = self.peek() {
            let line = self.line;
            if self.begins_another(&tokens) {
                break;
            }
            match c {
                _ if self.starts_with("--") => self.skip_line(),
                '#' => self.skip_line(),
                _ if self.starts_with("/*") => {
                    while !self.starts_with("*/") && self.take().is_some() {}
                    self.take();
                    self.take();
                }
                ';' => {
                    self.take();
                    if !tokens.is_empty() {
                        break;
                    }
                }
                '\'' => {
                    let text = self.quoted('\'');
                    tokens.push(Token { text, is_value: true, line });
                }
                _ if self.is_marked() => tokens.extend(self.marked(line)),
                '"' | '`' => {
                    let text = self.quoted(c);
                    tokens.push(Token { text, is_value: c == '"', line });
                }
                '[' => {
                    self.take();
                    let text = self.word(|c| c != ']');
                    self.take();
                    tokens.push(Token { text, is_value: false, line });
                }
                c if c.is_whitespace() => {
                    self.take();
                }
                c if c.is_alphanumeric() || "_.-+@$".contains(c) => {
                    let text = self.word(|c| c.is_alphanumeric() || "_.-+@$:".contains(c));
                    tokens.push(Token { text, is_value: false, line });
                }
                c => {
                    self.take();
                    tokens.push(Token { text: c.to_string(), is_value: false, line });
                }
            }
        }
        tokens.first().map(|token| token.line).map(|line| Statement { line, tokens })
    }

    /// Whether a statement begins at hand although no semicolon ended the one before, as SQL Server writes them.
    fn begins_another(&mut self, tokens: &[Token]) -> bool {
        const BEGINS: &[&str] = &["insert", "update", "delete", "create", "go"];
        let before = self.text.get(..self.at).unwrap_or_default();
        let is_first = before.rsplit('\n').next().is_some_and(|head| head.trim().is_empty());
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default().to_lowercase();
        if !is_first || !BEGINS.contains(&word.as_str()) {
            return false;
        }
        if word == "go" {
            self.skip_line();
            return !tokens.is_empty();
        }
        let n_of = |sign: &str| tokens.iter().filter(|token| !token.is_value && token.text == sign).count();
        // `ON DUPLICATE KEY UPDATE`, `DO UPDATE`, `THEN INSERT`.
        let is_within = tokens.last().is_some_and(|last| {
            ["key", "do", "then", "instead", "on", "for", "or"].contains(&last.text.to_lowercase().as_str())
        });
        !tokens.is_empty() && !is_within && n_of("(") == n_of(")")
    }

    /// Where the text begins that a mark at hand is of: of letters of a nation (`N'…'`), of escapes (`E'…'`), of bytes
    /// (`b'…'`, `x'…'`), of letters by name (`_utf8mb4'…'`), with signs of its own (`q'[…]'`), or a number of bytes
    /// (`0x616e`).
    fn mark(&self) -> Option<(&'a str, usize)> {
        const MARKS: &[&str] = &["n", "e", "b", "u", "x", "r", "q", "nq", "br", "rb", "u&"];
        let rest = self.text.get(self.at..)?;
        if rest.get(..2).is_some_and(|begin| begin.eq_ignore_ascii_case("0x")) {
            return Some((rest.get(..2)?, 2));
        }
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "_&".contains(c)))?;
        let mark = rest.get(..end)?;
        let behind = rest.get(end..)?;
        let is_named = mark.len() > 1 && mark.starts_with('_');
        let n_blanks = if is_named { behind.len() - behind.trim_start().len() } else { 0 };
        let is_mark = is_named || MARKS.contains(&mark.to_lowercase().as_str());
        (is_mark && behind.get(n_blanks..)?.starts_with('\'')).then_some((mark, end + n_blanks))
    }

    fn is_marked(&self) -> bool {
        self.mark().is_some()
    }

    /// The text behind such a mark.
    fn marked(&mut self, line: u64) -> Option<Token> {
        let (mark, n_bytes) = self.mark()?;
        self.at += n_bytes;
        let text = match mark.to_lowercase().as_str() {
            "0x" => {
                let digits = self.word(|c| c.is_ascii_alphanumeric());
                of_hex(&digits).unwrap_or_else(|| format!("0x{digits}"))
            }
            "x" => {
                let digits = self.quoted('\'');
                of_hex(&digits).unwrap_or(digits)
            }
            "u&" => of_signs(&self.unescaped()),
            "q" | "nq" => {
                let text = self.unescaped();
                let inner: Option<&str> = text.char_indices().nth(1).and_then(|(at, _)| text.get(at..));
                let mut inner = inner.unwrap_or_default().chars();
                inner.next_back();
                inner.as_str().to_owned()
            }
            _ => self.quoted('\''),
        };
        Some(Token { text, is_value: true, line })
    }

    /// A text in quotes in which a backslash is one.
    fn unescaped(&mut self) -> String {
        self.take();
        let mut text = String::new();
        while let Some(c) = self.take() {
            match c {
                '\'' if self.peek() == Some('\'') => text.extend(self.take()),
                '\'' => break,
                c => text.push(c),
            }
        }
        text
    }

    fn word(&mut self, is_in: impl Fn(char) -> bool) -> String {
        let mut word = String::new();
        while let Some(c) = self.peek().filter(|c| is_in(*c)) {
            word.push(c);
            self.take();
        }
        word
    }

    /// A text in quotes: a quote within is written twice or behind a backslash.
    fn quoted(&mut self, quote: char) -> String {
        self.take();
        let mut text = String::new();
        while let Some(c) = self.take() {
            match c {
                '\\' if quote != '`' => text.extend(self.take()),
                c if c == quote && self.peek() == Some(quote) => text.extend(self.take()),
                c if c == quote => break,
                c => text.push(c),
            }
        }
        text
    }

    /// The lines behind `COPY … FROM stdin;` up to `\.`.
    fn copied(&mut self, table: &str, columns: &[String], found: &mut Found) {
        self.skip_line();
        while self.peek().is_some() && !self.starts_with("\\.") {
            let (line, begin) = (self.line, self.at);
            self.skip_line();
            let text = self.text.get(begin..self.at).unwrap_or_default().trim_end_matches(['\r', '\n']);
            let values = text.split('\t').map(|value| if value == "\\N" { "" } else { value });
            found.rows.push(row(line, table, columns, values));
        }
        self.skip_line();
    }
}

/// The text that is written as numbers of bytes, where it is one.
fn of_hex(digits: &str) -> Option<String> {
    let digits = digits.as_bytes();
    let pairs = digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    let bytes: Option<Vec<u8>> = pairs.collect();
    let is_whole = !digits.is_empty() && digits.len().is_multiple_of(2);
    let text = String::from_utf8(bytes.filter(|_| is_whole)?).ok()?;
    (!text.contains(|c: char| c.is_control() && !c.is_whitespace())).then_some(text)
}

/// A text in which signs stand by number: `ann\0040x.org`, `\+000040`.
fn of_signs(text: &str) -> String {
    let mut pieces = text.split('\\');
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (begin, n_digits) = if piece.starts_with('+') { (1, 6) } else { (0, 4) };
        let sign = piece.get(begin..begin + n_digits).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match sign.and_then(char::from_u32) {
            Some(sign) => {
                out.push(sign);
                out.push_str(piece.get(begin + n_digits..).unwrap_or_default());
            }
            None => out.push_str(piece),
        }
    }
    out
}

/// What an expression is worth: the texts in it, as in `CAST(N'…' AS nvarchar(100))` and `'a' || 'b'`, else its words.
fn worth(tokens: &[&Token]) -> String {
    let is_null = |token: &&&Token| token.text.eq_ignore_ascii_case("null");
    let is_text = |token: &&&Token| token.is_value;
    match tokens.iter().any(|token| token.is_value) {
        true => tokens.iter().filter(is_text).map(|token| token.text.as_str()).collect(),
        false => tokens.iter().filter(|token| !is_null(token)).map(|token| token.text.as_str()).collect(),
    }
}

fn name_of(name: &str) -> String {
    name.rsplit('.').next().unwrap_or(name).trim_matches(['"', '`', '[', ']']).to_lowercase()
}

/// A row with its values under the names of their columns.
fn row<'a>(line: u64, table: &str, columns: &[String], values: impl Iterator<Item = &'a str>) -> LooseRow {
    let mut row = LooseRow { line, values: Vec::new() };
    for (at, value) in values.enumerate() {
        row.add(columns.get(at).map_or("", String::as_str), value);
    }
    if !row.values.is_empty() {
        row.add_list(table);
    }
    row
}

/// The names between the brackets that open at or behind a token, where they open before any value.
fn listed(tokens: &[Token], from: usize) -> Vec<String> {
    let inner = tokens.iter().skip(from).skip_while(|token| token.text != "(").skip(1);
    let inner = inner.take_while(|token| token.text != ")").filter(|token| token.text != ",");
    inner.map(|token| token.text.clone()).collect()
}

/// `INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y')`: each pair of brackets is a row.
fn insert(tokens: &[Token], made: &HashMap<String, Vec<String>>, found: &mut Found) {
    let is = |token: &Token, word: &str| !token.is_value && token.text.eq_ignore_ascii_case(word);
    let Some(values) = tokens.iter().position(|token| is(token, "values") || is(token, "value")) else {
        return;
    };
    let head = tokens.get(..values).unwrap_or_default();
    // SQL Server needs no `INTO`.
    let into = head.iter().position(|token| is(token, "into")).unwrap_or(0);
    let named: Vec<&Token> = head.iter().skip(into + 1).take_while(|token| token.text != "(").collect();
    let table = named.last().map(|token| name_of(&token.text)).unwrap_or_default();
    let columns = match listed(head, into + 1) {
        named if named.is_empty() => made.get(&table).cloned().unwrap_or_default(),
        named => named,
    };
    let (mut depth, mut line) = (0_u32, 0);
    let (mut own, mut value): (Vec<String>, Vec<&Token>) = (Vec::new(), Vec::new());
    for token in tokens.iter().skip(values + 1) {
        match token.text.as_str() {
            "(" if !token.is_value => {
                depth += 1;
                if depth == 1 {
                    line = token.line;
                }
            }
            ")" if !token.is_value => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    own.push(worth(&std::mem::take(&mut value)));
                    let values = std::mem::take(&mut own);
                    found.rows.push(row(line, &table, &columns, values.iter().map(String::as_str)));
                }
            }
            "," if depth == 1 && !token.is_value => own.push(worth(&std::mem::take(&mut value))),
            _ if 0 < depth => value.push(token),
            _ => {}
        }
    }
}

/// `UPDATE t SET a = 'x' WHERE b = 'y'`: what it sets and whom it names are one row.
fn update(tokens: &[Token], line: u64, found: &mut Found) {
    const ENDS: &[&str] = &[",", "where", "and", "or", "from", "set", "returning", "limit", "="];
    let mut row = LooseRow { line, values: Vec::new() };
    let is = |token: &Token, word: &str| !token.is_value && token.text.eq_ignore_ascii_case(word);
    for (at, _) in tokens.iter().enumerate().filter(|(_, token)| is(token, "=") || is(token, "like")) {
        let before = tokens.get(..at).unwrap_or_default().iter().rev();
        let Some(name) = before.into_iter().find(|token| !is(token, ")") && !is(token, "(")) else {
            continue;
        };
        let mut depth = 0_u32;
        let value = tokens.iter().skip(at + 1).take_while(|token| {
            match token.text.as_str() {
                "(" if !token.is_value => depth += 1,
                ")" if !token.is_value => depth = depth.saturating_sub(1),
                _ => {}
            }
            0 < depth || !ENDS.iter().any(|word| is(token, word))
        });
        let is_sign = |token: &&Token| is(token, "(") || is(token, ")");
        let value: Vec<&Token> = value.filter(|token| !is_sign(token)).collect();
        row.add(&name_of(&name.text), &worth(&value));
    }
    // `WHERE email IN ('a', 'b')`.
    let others = tokens.iter().filter(|token| token.is_value && token.text.contains('@'));
    for token in others {
        if !row.values.iter().any(|(_, value)| *value == token.text) {
            row.add("", &token.text);
        }
    }
    found.rows.extend(Some(row).filter(|row| !row.values.is_empty()));
}

/// The columns of `CREATE TABLE t (id int, email text, PRIMARY KEY (id))`.
fn columns_made(tokens: &[Token]) -> Vec<String> {
    const KEYS: &[&str] = &[
        "primary",
        "key",
        "unique",
        "constraint",
        "index",
        "foreign",
        "check",
        "fulltext",
        "spatial",
        "exclude",
    ];
    let (mut depth, mut is_first, mut columns) = (0_u32, false, Vec::new());
    for token in tokens {
        match token.text.as_str() {
            "(" => {
                depth += 1;
                is_first = depth == 1;
            }
            ")" => depth = depth.saturating_sub(1),
            "," if depth == 1 => is_first = true,
            name if depth == 1 && std::mem::take(&mut is_first) => {
                let is_key = KEYS.contains(&name.to_lowercase().as_str());
                columns.extend((!is_key).then(|| name.to_owned()));
            }
            _ => {}
        }
    }
    columns
}
