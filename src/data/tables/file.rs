//! What a file is by its first bytes, and its text in whatever way that is written.

use crate::error::{Error, Result};

/// The longest text, in bytes.
const LONGEST: usize = 20_000_000;

/// Files that are no text: how they begin, and what they are.
const KINDS: [(&[u8], &str); 11] = [
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"RIFF", PICTURE),
    (
        b"%PDF",
        "it is a PDF; copy the table out of it and paste it here",
    ),
    (
        b"PK\x03\x04",
        "it is a spreadsheet or an archive; save its sheet as CSV, or copy its cells and paste them here",
    ),
    (
        b"\xd0\xcf\x11\xe0",
        "it is an old Excel file; save its sheet as CSV, or copy its cells and paste them here",
    ),
    (b"\x1f\x8b", "it is packed with gzip; unpack it first"),
    (b"PAR1", "it is a Parquet file; save it as CSV"),
    (
        b"SQLite format 3",
        "it is a database; save one of its tables as CSV",
    ),
    (
        b"{\\rtf",
        "it is formatted text; save it as plain text or CSV",
    ),
];

const PICTURE: &str = "it is a picture; a table as text, such as CSV, would do";

/// What Windows-1252 has where Latin 1 has nothing, from 0x80 on.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The text of a file: in UTF-8, UTF-16 as Excel writes it, or else in Windows-1252.
///
/// ```
/// use gradual::data::tables::file::text;
///
/// assert_eq!(text(&[0xff, 0xfe, b'x', 0])?, "x"); // UTF-16, as Excel writes it
/// let refused = text(b"%PDF-1.7").unwrap_err().to_string();
/// assert!(refused.contains("it is a PDF"));
/// # Ok::<(), gradual::Error>(())
/// ```
pub fn text(bytes: &[u8]) -> Result<String> {
    check_length(bytes.len())?;
    if let Some((_, problem)) = KINDS.iter().find(|(begin, _)| bytes.starts_with(begin)) {
        return Err(refuse(*problem));
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [first, 0, _, 0, ..] if *first != 0 => utf16(bytes, u16::from_le_bytes),
        [0, first, 0, ..] if *first != 0 => utf16(bytes, u16::from_be_bytes),
        _ => String::from_utf8(bytes.into()).unwrap_or_else(|_| windows(bytes)),
    };
    check(&text).map(|()| text)
}

/// Whether it can be a table at all.
///
/// ```
/// use gradual::data::tables::file::check;
///
/// assert!(check("x,y\n1,2").is_ok());
/// assert!(check("{\"x\": 1}").unwrap_err().to_string().contains("it is JSON"));
/// ```
pub fn check(text: &str) -> Result<()> {
    check_length(text.len())?;
    let begin = text.trim_start_matches('\u{feff}').trim_start();
    let problem = match begin.chars().next() {
        None => "it is empty",
        _ if text.contains('\0') => "it is no text; a table as text, such as CSV, would do",
        Some('<') => "it is a web page or XML; copy the table as it is shown and paste it here",
        Some('{') => "it is JSON; save it as CSV",
        Some('[') if begin[1..].trim_start().starts_with(['{', '[', '"']) => {
            "it is JSON; save it as CSV"
        }
        _ => return Ok(()),
    };
    Err(refuse(problem))
}

fn check_length(bytes: usize) -> Result<()> {
    match bytes > LONGEST {
        true => Err(refuse(
            "it is longer than 20 MB; keep fewer of its rows or columns",
        )),
        false => Ok(()),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units: Vec<u16> = bytes
        .as_chunks::<2>()
        .0
        .iter()
        .map(|&pair| unit(pair))
        .collect();
    String::from_utf16_lossy(&units)
}

fn windows(bytes: &[u8]) -> String {
    let letter = |&byte: &u8| match byte {
        0x80..=0x9f => WINDOWS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    };
    bytes.iter().map(letter).collect()
}

pub(super) fn refuse(problem: impl Into<String>) -> Error {
    Error::Table {
        problem: problem.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_the_ways_it_is_written() {
        let wanted = "x;Größe;€\n1;2;–";
        let units: Vec<u16> = wanted.encode_utf16().collect();
        let bytes =
            |unit: fn(u16) -> [u8; 2]| units.iter().flat_map(|&u| unit(u)).collect::<Vec<u8>>();
        let [little, big] = [u16::to_le_bytes as fn(u16) -> [u8; 2], u16::to_be_bytes].map(bytes);
        for file in [
            wanted.as_bytes().to_vec(),
            [&[0xff, 0xfe], &little[..]].concat(),
            [&[0xfe, 0xff], &big[..]].concat(),
            little,
            big,
            b"x;Gr\xf6\xdfe;\x80\n1;2;\x96".to_vec(),
        ] {
            assert_eq!(text(&file).unwrap(), wanted);
        }
    }

    #[test]
    fn what_is_no_table_is_told_by_name() {
        for (file, what) in [
            (&b"\x89PNG\r\n\x1a\n"[..], "a picture"),
            (b"%PDF-1.7", "a PDF"),
            (b"PK\x03\x04 xl/worksheets", "a spreadsheet"),
            (b"\xd0\xcf\x11\xe0\xa1", "an old Excel"),
            (b"\x1f\x8b\x08", "gzip"),
            (b"<!doctype html>", "a web page"),
            (b" [\n {\"x\": 1}]", "JSON"),
            (b"{\"x\": [1]}", "JSON"),
            (b"ab\x01\x02\0\x03\0\0", "no text"),
            (b"", "empty"),
            (b" \r\n ", "empty"),
        ] {
            let said = text(file).unwrap_err().to_string();
            assert!(said.contains(what), "{said}");
        }
        let said = text(&vec![b'1'; LONGEST + 1]).unwrap_err().to_string();
        assert!(said.contains("longer than 20 MB"), "{said}");
    }
}
