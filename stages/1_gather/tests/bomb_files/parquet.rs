//! Parquet files whose headers lie.

use std::io::Write;

/// Thrift's compact form, field by field.
#[derive(Default)]
pub(super) struct Thrift {
    bytes: Vec<u8>,
    last: Vec<i16>,
}

impl Thrift {
    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    fn open(&mut self) {
        self.last.push(0);
    }

    fn close(&mut self) {
        self.last.pop();
        self.bytes.push(0);
    }

    fn field(&mut self, id: i16, kind: u8) {
        let last = self
            .last
            .last_mut()
            .unwrap_or_else(|| panic!("a field stands in a struct"));
        let step = (id - std::mem::replace(last, id)) as u8;
        self.bytes.push(step << 4 | kind);
    }

    fn number(&mut self, id: i16, kind: u8, value: i64) {
        self.field(id, kind);
        self.varint((value << 1 ^ value >> 63).cast_unsigned());
    }

    fn int(&mut self, id: i16, value: i64) {
        self.number(id, 5, value);
    }

    fn long(&mut self, id: i16, value: i64) {
        self.number(id, 6, value);
    }

    fn text(&mut self, id: i16, text: &str) {
        self.field(id, 8);
        self.varint(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    fn list(&mut self, id: i16, kind: u8, count: usize) {
        self.field(id, 9);
        self.bytes.push(0xf0 | kind);
        self.varint(count as u64);
    }
}

/// Groups inside groups, with one column of numbers inside.
pub(super) fn schema(thrift: &mut Thrift, depth: usize) {
    thrift.list(2, 12, depth + 2);
    for at in 0..=depth {
        thrift.open();
        if at > 0 {
            thrift.int(3, 0);
        }
        thrift.text(4, "g");
        thrift.int(5, 1);
        thrift.close();
    }
    thrift.open();
    thrift.int(1, 1);
    thrift.int(3, 0);
    thrift.text(4, "n");
    thrift.close();
}

/// A file of one column: the head of its only page, and how many rows are promised.
pub(super) fn parquet(
    head: &[u8],
    depth: usize,
    rows: i64,
    to: &mut dyn Write,
) -> std::io::Result<()> {
    let mut footer = Thrift::default();
    footer.open();
    footer.int(1, 1);
    schema(&mut footer, depth);
    footer.long(3, rows);
    footer.list(4, 12, 1);
    footer.open();
    footer.list(1, 12, 1);
    footer.open();
    footer.long(2, 4);
    footer.field(3, 12);
    footer.open();
    footer.int(1, 1);
    footer.list(2, 5, 1);
    footer.bytes.push(0);
    footer.list(3, 8, 1);
    footer.bytes.extend_from_slice(&[1, b'n']);
    // Packed by zstd.
    footer.int(4, 6);
    footer.long(5, rows);
    footer.long(6, 100);
    footer.long(7, head.len() as i64);
    footer.long(9, 4);
    footer.close();
    footer.close();
    footer.long(2, 100);
    footer.long(3, rows);
    footer.close();
    footer.close();
    to.write_all(b"PAR1")?;
    to.write_all(head)?;
    to.write_all(&footer.bytes)?;
    to.write_all(&(footer.bytes.len() as u32).to_le_bytes())?;
    to.write_all(b"PAR1")
}

/// The head of a page and its packed bytes.
pub(super) fn page(dictionary: bool, unpacked: i64, values: i64, packed: &[u8]) -> Vec<u8> {
    let mut head = Thrift::default();
    head.open();
    head.int(1, if dictionary { 2 } else { 0 });
    head.int(2, unpacked);
    head.int(3, packed.len() as i64);
    head.field(if dictionary { 7 } else { 5 }, 12);
    head.open();
    head.int(1, values);
    head.int(2, 0);
    head.int(3, 3);
    head.int(4, 3);
    head.close();
    head.close();
    [&head.bytes[..], packed].concat()
}

pub(super) fn rows_parquet(to: &mut dyn Write) -> std::io::Result<()> {
    parquet(&page(false, 4, 1, &[0; 4]), 0, 1 << 50, to)
}

pub(super) fn page_parquet(to: &mut dyn Write) -> std::io::Result<()> {
    let packed = zstd::bulk::compress(&vec![0; 256 << 20], 1)?;
    parquet(&page(false, 0x7fff_ffff, 10, &packed), 0, 10, to)
}

pub(super) fn dictionary_parquet(to: &mut dyn Write) -> std::io::Result<()> {
    let packed = zstd::bulk::compress(&[0; 64], 1)?;
    parquet(&page(true, 64, 0x7fff_ffff, &packed), 0, 10, to)
}

pub(super) fn deep_parquet(to: &mut dyn Write) -> std::io::Result<()> {
    parquet(&page(false, 4, 1, &[0; 4]), 15_000, 1, to)
}

pub(super) fn footer_parquet(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"PAR1\x15\x02\x19\xfc\xff\xff\xff\xff\x0f\x15\x00")?;
    to.write_all(&11_u32.to_le_bytes())?;
    to.write_all(b"PAR1")
}
