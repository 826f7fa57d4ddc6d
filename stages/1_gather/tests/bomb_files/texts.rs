//! Texts without an end.

use std::io::Write;

pub(super) fn endless_line(to: &mut dyn Write) -> std::io::Result<()> {
    let piece = vec![b'x'; 1 << 20];
    (0..200).try_for_each(|_| to.write_all(&piece))
}

pub(super) fn endless_second_line(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"Name,Email\n")?;
    let piece = vec![b'x'; 1 << 20];
    (0..64).try_for_each(|_| to.write_all(&piece))?;
    to.write_all(b"\nA B,a@b.example\n")
}

pub(super) fn wide_line(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all("a,".repeat(1_000_000).as_bytes())?;
    to.write_all(b"\n")?;
    to.write_all("1,".repeat(1_000_000).as_bytes())
}

pub(super) fn deep_json(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all("{\"a\":".repeat(100_000).as_bytes())?;
    to.write_all(b"1")?;
    to.write_all("}".repeat(100_000).as_bytes())
}

pub(super) fn endless_folds(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"BEGIN:VCARD\nVERSION:3.0\nFN:A")?;
    let piece = b"\n x".repeat(1 << 18);
    (0..60).try_for_each(|_| to.write_all(&piece))
}

pub(super) fn giant_mail(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"From a@b.example Thu Jan  1 10:00:00 2026\nFrom: a@b.example\nSubject: x\n\n")?;
    let piece =
        b"0123456789012345678901234567890123456789012345678901234567890123\n".repeat(1 << 14);
    (0..70).try_for_each(|_| to.write_all(&piece))
}

/// Letters of which each holds the byte of a line end, and none is one.
pub(super) fn endless_utf16(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(&[0xff, 0xfe])?;
    let piece: Vec<u8> = [0x0a0a_u16, 0x002c]
        .iter()
        .flat_map(|unit| unit.to_le_bytes())
        .collect();
    to.write_all(&piece.repeat(10 << 20))
}

pub(super) fn open_quote(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"Name,Email\n\"A B,a@b.example\n")?;
    let piece = b"C D,c@d.example\n".repeat(1 << 14);
    (0..10).try_for_each(|_| to.write_all(&piece))
}

/// Every line opens a quotation mark that no later line closes.
pub(super) fn open_quotes(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"Name,Email\n")?;
    let piece = b"\"A\"B\",\"a@b.example\n".repeat(1 << 12);
    (0..10).try_for_each(|_| to.write_all(&piece))
}

/// One cell of two hundred megabytes, in quotation marks.
pub(super) fn endless_cell(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"Name,Email\nC D,c@d.example\n\"A ")?;
    let piece = vec![b'x'; 1 << 20];
    (0..200).try_for_each(|_| to.write_all(&piece))?;
    to.write_all(b"\",a@b.example\nE F,e@f.example\n")
}

/// One cell of a million and a half lines, in quotation marks that are closed at last.
pub(super) fn endless_lines(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"Name,Email\nC D,c@d.example\n\"A ")?;
    let piece = b"and one more line\n".repeat(1 << 14);
    (0..90).try_for_each(|_| to.write_all(&piece))?;
    to.write_all(b"\",a@b.example\nE F,e@f.example\n")
}

/// Half a letter at the end, and halves of pairs inside.
pub(super) fn odd_utf16(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(&[0xff, 0xfe])?;
    let text: Vec<u8> = "Name,Email\nA B,a@b.example\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    to.write_all(&text)?;
    to.write_all(&[0x00, 0xd8, b'X', 0, 0x00, 0xdc, 0x0a, 0, 0x41])
}
