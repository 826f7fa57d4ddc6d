//! Files made to burst what reads them, built for real.
//!
//! Enters: a folder. Leaves: a file a bomb, with what is said when it is refused. One that only
//! looks like an attack, and is read within bounds, has nothing to say.

use std::io::{BufWriter, Cursor, Write};
use std::path::{Path, PathBuf};

use flate2::{Compress, Compression, FlushCompress};
use zip::write::SimpleFileOptions;

/// One bomb: its file name, what writes it, and a part of why it is refused.
#[derive(Clone, Copy)]
pub(crate) struct Bomb {
    pub(crate) name: &'static str,
    pub(crate) write: fn(&mut dyn Write) -> std::io::Result<()>,
    pub(crate) refused: Option<&'static str>,
}

impl Bomb {
    /// Writes the file into a folder.
    pub(crate) fn build(&self, folder: &Path) -> std::io::Result<PathBuf> {
        let path = folder.join(self.name);
        let mut to = BufWriter::new(std::fs::File::create(&path)?);
        (self.write)(&mut to)?;
        to.flush()?;
        Ok(path)
    }
}

const fn bomb(
    name: &'static str,
    write: fn(&mut dyn Write) -> std::io::Result<()>,
    refused: &'static str,
) -> Bomb {
    Bomb {
        name,
        write,
        refused: Some(refused),
    }
}

/// Packed files.
pub(crate) const PACKED: &[Bomb] = &[
    bomb("nested.zip", nested_zip, "unpack it once"),
    bomb("overlap.zip", overlapping_zip, "lie over each other"),
    bomb("ratio.csv.gz", ratio_gzip, "200 times"),
    bomb("ratio.csv.zst", ratio_zstd, "200 times"),
    bomb("ratio.zip", ratio_zip, "200 times"),
    bomb("many.zip", many_members, "200 times"),
    bomb("entries.zip", many_entries, "more than 10,000 files"),
];

/// Workbooks.
pub(crate) const BOOKS: &[Bomb] = &[
    bomb("strings.xlsx", strings_xlsx, "far more texts"),
    bomb("shared.xlsx", shared_xlsx, "too large"),
    bomb("corner.xlsx", corner_xlsx, "too large"),
    bomb("merged.xlsx", merged_xlsx, "too large"),
    bomb(
        "sheets.xlsx",
        sheets_xlsx,
        "far more texts, merged cells or sheets",
    ),
    bomb("corner.xls", corner_xls, "far away from all others"),
    bomb("dimensions.xls", dimensions_xls, "circles or lie outside"),
    bomb("shared.xls", shared_xls, "far more than an old workbook"),
    bomb("circle.xls", circle_xls, "circles or lie outside"),
    bomb("twice.xls", twice_xls, "circles or lie outside"),
    bomb("rows.ods", rows_ods, "repeats one cell"),
    bomb("columns.ods", columns_ods, "repeats one cell"),
    bomb("corner.ods", corner_ods, "too large"),
];

/// Parquet files whose headers lie.
pub(crate) const PARQUET: &[Bomb] = &[
    bomb("rows.parquet", rows_parquet, "promises far more rows"),
    bomb("page.parquet", page_parquet, "unpacks to far more"),
    bomb(
        "dictionary.parquet",
        dictionary_parquet,
        "unpacks to far more",
    ),
    bomb("deep.parquet", deep_parquet, "nested deeper"),
    bomb("footer.parquet", footer_parquet, "headers are damaged"),
];

/// Texts.
pub(crate) const TEXTS: &[Bomb] = &[
    bomb("line.csv", endless_line, "first line is longer"),
    bomb("wide.csv", wide_line, "4,096 columns"),
    bomb("deep.ndjson", deep_json, "nested deeper"),
    bomb("folds.vcf", endless_folds, "200,000 lines"),
    bomb("mail.mbox", giant_mail, "larger than 64 MB"),
    bomb("utf16.csv", endless_utf16, "4,096 columns"),
    Bomb {
        name: "second.csv",
        write: endless_second_line,
        refused: None,
    },
    Bomb {
        name: "quote.csv",
        write: open_quote,
        refused: None,
    },
    Bomb {
        name: "quotes.csv",
        write: open_quotes,
        refused: None,
    },
    Bomb {
        name: "odd.csv",
        write: odd_utf16,
        refused: None,
    },
];

/// A zip of these files.
fn zip_of(files: &[(&str, &[u8])]) -> std::io::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A piece of text many times over, packed by deflate without ever being written out.
fn deflated(piece: &[u8], times: usize) -> Vec<u8> {
    let mut packer = Compress::new(Compression::best(), false);
    let mut once = Vec::with_capacity(piece.len() + 1_024);
    let _ = packer.compress_vec(piece, &mut once, FlushCompress::Full);
    let mut all = once.repeat(times);
    // An empty last block.
    all.extend_from_slice(&[3, 0]);
    all
}

/// One member of a zip put together by hand.
struct Member<'bytes> {
    name: String,
    packed: &'bytes [u8],
    unpacked: u64,
}

/// A zip whose members are what they say or not; with `once`, all name the bytes of the first.
fn raw_zip(members: &[Member<'_>], once: bool, to: &mut dyn Write) -> std::io::Result<()> {
    let (mut at, mut list, mut first) = (0_u32, Vec::new(), true);
    for one in members {
        let mut head = Vec::new();
        head.extend_from_slice(&[20, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        head.extend_from_slice(&(one.packed.len() as u32).to_le_bytes());
        head.extend_from_slice(&(one.unpacked.min(0xffff_fffe) as u32).to_le_bytes());
        head.extend_from_slice(&(one.name.len() as u16).to_le_bytes());
        head.extend_from_slice(&[0, 0]);
        list.extend_from_slice(b"PK\x01\x02\x14\x00");
        list.extend_from_slice(&head);
        list.extend_from_slice(&[0; 10]);
        list.extend_from_slice(&if once { 0 } else { at }.to_le_bytes());
        list.extend_from_slice(one.name.as_bytes());
        if first || !once {
            to.write_all(b"PK\x03\x04")?;
            to.write_all(&head)?;
            to.write_all(one.name.as_bytes())?;
            to.write_all(one.packed)?;
            at += (30 + one.name.len() + one.packed.len()) as u32;
        }
        first = false;
    }
    to.write_all(&list)?;
    to.write_all(b"PK\x05\x06\0\0\0\0")?;
    let count = (members.len() as u16).to_le_bytes();
    to.write_all(&[count, count].concat())?;
    to.write_all(&(list.len() as u32).to_le_bytes())?;
    to.write_all(&at.to_le_bytes())?;
    to.write_all(&[0, 0])
}

fn nested_zip(to: &mut dyn Write) -> std::io::Result<()> {
    let packed = deflated(&vec![b'0'; 1 << 20], 4_000);
    let mut inner = Vec::new();
    let member = Member {
        name: "0.csv".into(),
        packed: &packed,
        unpacked: 4_000 << 20,
    };
    raw_zip(&[member], false, &mut inner)?;
    for level in 0..5 {
        let names: Vec<String> = (0..16).map(|at| format!("{level}-{at}.zip")).collect();
        let files: Vec<(&str, &[u8])> = names
            .iter()
            .map(|name| (name.as_str(), &inner[..]))
            .collect();
        inner = zip_of(&files)?;
    }
    to.write_all(&inner)
}

fn overlapping_zip(to: &mut dyn Write) -> std::io::Result<()> {
    let packed = deflated(&b"1,2\n".repeat(1 << 18), 60);
    let members: Vec<Member<'_>> = (0..900)
        .map(|at| Member {
            name: format!("{at:03}.csv"),
            packed: &packed,
            unpacked: 60 << 20,
        })
        .collect();
    raw_zip(&members, true, to)
}

fn ratio_gzip(to: &mut dyn Write) -> std::io::Result<()> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&b"1,2\n".repeat(1 << 22))?;
    let once = packer.finish()?;
    // Ten gigabytes, as one gzip file behind the other.
    (0..640).try_for_each(|_| to.write_all(&once))
}

fn ratio_zstd(to: &mut dyn Write) -> std::io::Result<()> {
    let once = zstd::bulk::compress(&b"1,2\n".repeat(1 << 22), 3)?;
    (0..640).try_for_each(|_| to.write_all(&once))
}

fn ratio_zip(to: &mut dyn Write) -> std::io::Result<()> {
    let packed = deflated(&b"1,2\n".repeat(1 << 18), 10_000);
    let member = Member {
        name: "a.csv".into(),
        packed: &packed,
        unpacked: 10_000 << 20,
    };
    raw_zip(&[member], false, to)
}

fn many_members(to: &mut dyn Write) -> std::io::Result<()> {
    let packed = deflated(&b"1,2\n".repeat(1 << 18), 30);
    let members: Vec<Member<'_>> = (0..900)
        .map(|at| Member {
            name: format!("{at:03}.csv"),
            packed: &packed,
            unpacked: 30 << 20,
        })
        .collect();
    raw_zip(&members, false, to)
}

fn many_entries(to: &mut dyn Write) -> std::io::Result<()> {
    let members: Vec<Member<'_>> = (0..65_000)
        .map(|at| Member {
            name: format!("{at:05}.csv"),
            packed: &[3, 0],
            unpacked: 0,
        })
        .collect();
    raw_zip(&members, false, to)
}

/// A workbook with one sheet, whose parts are packed already.
fn xlsx(sheet: &[u8], strings: &[u8], book: &[u8], to: &mut dyn Write) -> std::io::Result<()> {
    const TYPES: &[u8] =
        b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
    const ROOT: &[u8] = b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
        </Relationships>";
    const RELATIONS: &[u8] = b"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
        <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
        </Relationships>";
    let zip = zip_of(&[
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", book),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", sheet),
    ])?;
    to.write_all(&zip)
}

fn book_of(sheets: usize) -> Vec<u8> {
    let mut text = String::from(
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>",
    );
    for at in 1..=sheets {
        text.push_str(&format!(
            "<sheet name=\"S{at}\" sheetId=\"{at}\" r:id=\"rId1\"/>"
        ));
    }
    (text + "</sheets></workbook>").into_bytes()
}

fn sheet_of(cells: &str, more: &str) -> Vec<u8> {
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{cells}</sheetData>{more}</worksheet>"
    )
    .into_bytes()
}

fn strings_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let strings = deflated(&b"<si><t>abcdefgh</t></si>".repeat(40_000), 10_000);
    let (types, book) = (deflated(b"<Types/>", 1), deflated(&book_of(1), 1));
    let member = |name: &str, packed, unpacked| Member {
        name: name.into(),
        packed,
        unpacked,
    };
    raw_zip(
        &[
            member("xl/sharedStrings.xml", &strings, 9_600_000_000),
            member("[Content_Types].xml", &types, 8),
            member("xl/workbook.xml", &book, book_of(1).len() as u64),
        ],
        false,
        to,
    )
}

fn shared_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "x".repeat(32_000));
    let row = format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(100));
    xlsx(
        &sheet_of(&row.repeat(10_000), ""),
        strings.as_bytes(),
        &book_of(1),
        to,
    )
}

fn corner_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let cells = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
    xlsx(&sheet_of(cells, ""), b"<sst/>", &book_of(1), to)
}

fn merged_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let cells: String = (1..=50_000)
        .map(|row| {
            format!(
                "<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"B{row}\"><v>1</v></c></row>"
            )
        })
        .collect();
    let merged = "<mergeCell ref=\"A1:Z50000\"/>".repeat(50_000);
    let more = format!("<mergeCells>{merged}</mergeCells>");
    xlsx(&sheet_of(&cells, &more), b"<sst/>", &book_of(1), to)
}

fn sheets_xlsx(to: &mut dyn Write) -> std::io::Result<()> {
    let cells = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    xlsx(&sheet_of(cells, ""), b"<sst/>", &book_of(200_000), to)
}

/// Records of an old workbook: kind and bytes.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [
        &kind.to_le_bytes()[..],
        &(data.len() as u16).to_le_bytes(),
        data,
    ]
    .concat()
}

fn number_at(row: u16, column: u16) -> Vec<u8> {
    let mut data = [row.to_le_bytes(), column.to_le_bytes(), [0, 0]].concat();
    data.extend_from_slice(&1.0_f64.to_le_bytes());
    record(0x0203, &data)
}

/// The records of a workbook with these shared texts and this sheet, which stands in the list of
/// sheets so many times.
fn xls_records(shared: &[u8], sheet: &[u8], times: usize) -> Vec<u8> {
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
fn compound(stream: &[u8], circle: bool) -> Vec<u8> {
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

fn corner_xls(to: &mut dyn Write) -> std::io::Result<()> {
    let sheet = [number_at(0, 0), number_at(65_535, 255)].concat();
    to.write_all(&compound(&xls_records(&[], &sheet, 1), false))
}

fn dimensions_xls(to: &mut dyn Write) -> std::io::Result<()> {
    let mut data = Vec::new();
    for four in [0, u32::MAX - 1] {
        data.extend_from_slice(&u32::to_le_bytes(four));
    }
    data.extend_from_slice(&[0, 0, 0xff, 0xff, 0, 0]);
    let sheet = [record(0x0200, &data), number_at(0, 0)].concat();
    to.write_all(&compound(&xls_records(&[], &sheet, 1), false))
}

fn shared_xls(to: &mut dyn Write) -> std::io::Result<()> {
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

fn circle_xls(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(&compound(&xls_records(&[], &number_at(0, 0), 1), true))
}

fn twice_xls(to: &mut dyn Write) -> std::io::Result<()> {
    let sheet: Vec<u8> = (0..20_000).flat_map(|row| number_at(row, 0)).collect();
    to.write_all(&compound(&xls_records(&[], &sheet, 900), false))
}

fn ods(rows: &str, to: &mut dyn Write) -> std::io::Result<()> {
    let content = format!(
        "<office:document-content><table:table>{rows}</table:table></office:document-content>"
    );
    let zip = zip_of(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("content.xml", content.as_bytes()),
    ])?;
    to.write_all(&zip)
}

fn rows_ods(to: &mut dyn Write) -> std::io::Result<()> {
    let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"/>".repeat(100);
    ods(
        &format!(
            "<table:table-row table:number-rows-repeated=\"1000000\">{cell}</table:table-row>"
        ),
        to,
    )
}

fn columns_ods(to: &mut dyn Write) -> std::io::Result<()> {
    let row = "<table:table-row><table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    ods(&row.repeat(100_000), to)
}

fn corner_ods(to: &mut dyn Write) -> std::io::Result<()> {
    let row = "<table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/>\
        <table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    ods(&row.repeat(100_000), to)
}

/// Thrift's compact form, field by field.
#[derive(Default)]
struct Thrift {
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
fn schema(thrift: &mut Thrift, depth: usize) {
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
fn parquet(head: &[u8], depth: usize, rows: i64, to: &mut dyn Write) -> std::io::Result<()> {
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
fn page(dictionary: bool, unpacked: i64, values: i64, packed: &[u8]) -> Vec<u8> {
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

fn rows_parquet(to: &mut dyn Write) -> std::io::Result<()> {
    parquet(&page(false, 4, 1, &[0; 4]), 0, 1 << 50, to)
}

fn page_parquet(to: &mut dyn Write) -> std::io::Result<()> {
    let packed = zstd::bulk::compress(&vec![0; 256 << 20], 1)?;
    parquet(&page(false, 0x7fff_ffff, 10, &packed), 0, 10, to)
}

fn dictionary_parquet(to: &mut dyn Write) -> std::io::Result<()> {
    let packed = zstd::bulk::compress(&[0; 64], 1)?;
    parquet(&page(true, 64, 0x7fff_ffff, &packed), 0, 10, to)
}

fn deep_parquet(to: &mut dyn Write) -> std::io::Result<()> {
    parquet(&page(false, 4, 1, &[0; 4]), 15_000, 1, to)
}

fn footer_parquet(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"PAR1\x15\x02\x19\xfc\xff\xff\xff\xff\x0f\x15\x00")?;
    to.write_all(&11_u32.to_le_bytes())?;
    to.write_all(b"PAR1")
}

fn endless_line(to: &mut dyn Write) -> std::io::Result<()> {
    let piece = vec![b'x'; 1 << 20];
    (0..200).try_for_each(|_| to.write_all(&piece))
}

fn endless_second_line(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"Name,Email\n")?;
    let piece = vec![b'x'; 1 << 20];
    (0..64).try_for_each(|_| to.write_all(&piece))?;
    to.write_all(b"\nA B,a@b.example\n")
}

fn wide_line(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all("a,".repeat(1_000_000).as_bytes())?;
    to.write_all(b"\n")?;
    to.write_all("1,".repeat(1_000_000).as_bytes())
}

fn deep_json(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all("{\"a\":".repeat(100_000).as_bytes())?;
    to.write_all(b"1")?;
    to.write_all("}".repeat(100_000).as_bytes())
}

fn endless_folds(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"BEGIN:VCARD\nVERSION:3.0\nFN:A")?;
    let piece = b"\n x".repeat(1 << 18);
    (0..60).try_for_each(|_| to.write_all(&piece))
}

fn giant_mail(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"From a@b.example Thu Jan  1 10:00:00 2026\nFrom: a@b.example\nSubject: x\n\n")?;
    let piece =
        b"0123456789012345678901234567890123456789012345678901234567890123\n".repeat(1 << 14);
    (0..70).try_for_each(|_| to.write_all(&piece))
}

/// Letters of which each holds the byte of a line end, and none is one.
fn endless_utf16(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(&[0xff, 0xfe])?;
    let piece: Vec<u8> = [0x0a0a_u16, 0x002c]
        .iter()
        .flat_map(|unit| unit.to_le_bytes())
        .collect();
    to.write_all(&piece.repeat(10 << 20))
}

fn open_quote(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"Name,Email\n\"A B,a@b.example\n")?;
    let piece = b"C D,c@d.example\n".repeat(1 << 14);
    (0..10).try_for_each(|_| to.write_all(&piece))
}

/// Every line opens a quotation mark that no later line closes.
fn open_quotes(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(b"Name,Email\n")?;
    let piece = b"\"A\"B\",\"a@b.example\n".repeat(1 << 12);
    (0..10).try_for_each(|_| to.write_all(&piece))
}

/// Half a letter at the end, and halves of pairs inside.
fn odd_utf16(to: &mut dyn Write) -> std::io::Result<()> {
    to.write_all(&[0xff, 0xfe])?;
    let text: Vec<u8> = "Name,Email\nA B,a@b.example\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    to.write_all(&text)?;
    to.write_all(&[0x00, 0xd8, b'X', 0, 0x00, 0xdc, 0x0a, 0, 0x41])
}
