//! Workbooks of old versions of Excel, record by record.

use std::io::Write;

/// Records of an old workbook: kind and bytes.
pub(super) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [
        &kind.to_le_bytes()[..],
        &(data.len() as u16).to_le_bytes(),
        data,
    ]
    .concat()
}

pub(super) fn number_at(row: u16, column: u16) -> Vec<u8> {
    let mut data = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    data.extend_from_slice(&1.0_f64.to_le_bytes());
    record(0x0203, &data)
}

/// The records of a workbook with these shared texts and this sheet, which stands in the list of
/// sheets so many times.
pub(super) fn xls_records(shared: &[u8], sheet: &[u8], times: usize) -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let named = |at: u32, number: usize| {
        let name = format!("S{number:05}");
        let mut data = at.to_le_bytes().to_vec();
        data.extend_from_slice(&[0, 0, name.len() as u8, 0]);
        data.extend_from_slice(name.as_bytes());
        record(0x0085, &data)
    };
    let end = record(0x000a, &[]);
    let before = begin.len() + named(0, 0).len() * times + shared.len() + end.len();
    let mut stream = begin.clone();
    for number in 0..times {
        stream.extend(named(before as u32, number));
    }
    stream.extend_from_slice(shared);
    stream.extend_from_slice(&end);
    stream.extend_from_slice(&begin);
    stream.extend_from_slice(sheet);
    stream.extend_from_slice(&end);
    stream
}

/// A compound file with one stream, `Workbook`.
pub(super) fn compound(stream: &[u8], circle: bool) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4_096).next_multiple_of(512), 0);
    let sectors = stream.len() / 512;
    // Tables of chains first, then the list of streams, then the stream.
    let tables = (sectors + 2).div_ceil(126);
    let mut next: Vec<u32> = vec![0xffff_fffd; tables];
    next.push(if circle { tables as u32 } else { 0xffff_fffe });
    let first = tables + 1;
    next.extend((0..sectors).map(|at| {
        if at + 1 == sectors {
            0xffff_fffe
        } else {
            (first + at + 1) as u32
        }
    }));
    next.resize(tables * 128, 0xffff_ffff);
    let mut file = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    file.resize(24, 0);
    for two in [0x3e_u16, 3, 0xfffe, 9, 6] {
        file.extend_from_slice(&two.to_le_bytes());
    }
    file.resize(44, 0);
    for four in [
        tables as u32,
        tables as u32,
        0,
        4_096,
        0xffff_fffe,
        0,
        0xffff_fffe,
        0,
    ] {
        file.extend_from_slice(&four.to_le_bytes());
    }
    for at in 0..109 {
        let id = if at < tables { at as u32 } else { u32::MAX };
        file.extend_from_slice(&id.to_le_bytes());
    }
    next.iter()
        .for_each(|id| file.extend_from_slice(&id.to_le_bytes()));
    for (name, kind, start, length) in [
        ("Root Entry", 5, 0xffff_fffe, 0),
        ("Workbook", 2, first as u32, stream.len() as u32),
    ] {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        entry.resize(64, 0);
        entry.extend_from_slice(&((name.len() + 1) as u16 * 2).to_le_bytes());
        entry.extend_from_slice(&[kind, 1]);
        entry.resize(116, 0xff);
        entry.extend_from_slice(&u32::to_le_bytes(start));
        entry.extend_from_slice(&u32::to_le_bytes(length));
        entry.resize(128, 0);
        file.extend_from_slice(&entry);
    }
    file.resize(512 * (tables + 2), 0);
    file.extend_from_slice(&stream);
    file
}

pub(super) fn corner_xls(to: &mut dyn Write) -> std::io::Result<()> {
    let sheet = [number_at(0, 0), number_at(65_535, 255)].concat();
    to.write_all(&compound(&xls_records(&[], &sheet, 1), false))
}

pub(super) fn dimensions_xls(to: &mut dyn Write) -> std::io::Result<()> {
    let mut data = Vec::new();
    for four in [0, u32::MAX - 1] {
        data.extend_from_slice(&u32::to_le_bytes(four));
    }
    data.extend_from_slice(&[0, 0, 0xff, 0xff, 0, 0]);
    let sheet = [record(0x0200, &data), number_at(0, 0)].concat();
    to.write_all(&compound(&xls_records(&[], &sheet, 1), false))
}

pub(super) fn shared_xls(to: &mut dyn Write) -> std::io::Result<()> {
    let mut texts = vec![1, 0, 0, 0, 1, 0, 0, 0];
    texts.extend_from_slice(&8_000_u16.to_le_bytes());
    texts.push(0);
    texts.resize(texts.len() + 8_000, b'x');
    let cell = |row: u16, column: u16| {
        let mut data = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
        data.extend_from_slice(&[0; 4]);
        record(0x00fd, &data)
    };
    let cells: Vec<u8> = (0..60_000_u16).flat_map(|row| cell(row, 0)).collect();
    to.write_all(&compound(
        &xls_records(&record(0x00fc, &texts), &cells, 1),
        false,
    ))
}

pub(super) fn circle_xls(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(&compound(&xls_records(&[], &number_at(0, 0), 1), true))
}

pub(super) fn twice_xls(to: &mut dyn Write) -> std::io::Result<()> {
    let sheet: Vec<u8> = (0..20_000).flat_map(|row| number_at(row, 0)).collect();
    to.write_all(&compound(&xls_records(&[], &sheet, 900), false))
}
