//! Packed files: zips in zips, bytes named twice, and packings of next to nothing.

use std::io::{Cursor, Write};

use flate2::{Compress, Compression, FlushCompress};
use zip::write::SimpleFileOptions;

/// A zip of these files.
pub(super) fn zip_of(files: &[(&str, &[u8])]) -> std::io::Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default())?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A piece of text many times over, packed by deflate without ever being written out.
pub(super) fn deflated(piece: &[u8], times: usize) -> Vec<u8> {
    let mut packer = Compress::new(Compression::best(), false);
    let mut once = Vec::with_capacity(piece.len() + 1_024);
    let _ = packer.compress_vec(piece, &mut once, FlushCompress::Full);
    let mut all = once.repeat(times);
    // An empty last block.
    all.extend_from_slice(&[3, 0]);
    all
}

/// One member of a zip put together by hand.
pub(super) struct Member<'bytes> {
    pub(super) name: String,
    pub(super) packed: &'bytes [u8],
    pub(super) unpacked: u64,
}

/// A zip whose members are what they say or not; with `once`, all name the bytes of the first.
pub(super) fn raw_zip(
    members: &[Member<'_>],
    once: bool,
    to: &mut dyn Write,
) -> std::io::Result<()> {
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

pub(super) fn nested_zip(to: &mut dyn Write) -> std::io::Result<()> {
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

pub(super) fn overlapping_zip(to: &mut dyn Write) -> std::io::Result<()> {
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

pub(super) fn ratio_gzip(to: &mut dyn Write) -> std::io::Result<()> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), Compression::best());
    packer.write_all(&b"1,2\n".repeat(1 << 22))?;
    let once = packer.finish()?;
    // Ten gigabytes, as one gzip file behind the other.
    (0..640).try_for_each(|_| to.write_all(&once))
}

pub(super) fn ratio_zstd(to: &mut dyn Write) -> std::io::Result<()> {
    let once = zstd::bulk::compress(&b"1,2\n".repeat(1 << 22), 3)?;
    (0..640).try_for_each(|_| to.write_all(&once))
}

pub(super) fn ratio_zip(to: &mut dyn Write) -> std::io::Result<()> {
    let packed = deflated(&b"1,2\n".repeat(1 << 18), 10_000);
    let member = Member {
        name: "a.csv".into(),
        packed: &packed,
        unpacked: 10_000 << 20,
    };
    raw_zip(&[member], false, to)
}

pub(super) fn many_members(to: &mut dyn Write) -> std::io::Result<()> {
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

pub(super) fn many_entries(to: &mut dyn Write) -> std::io::Result<()> {
    let members: Vec<Member<'_>> = (0..65_000)
        .map(|at| Member {
            name: format!("{at:05}.csv"),
            packed: &[3, 0],
            unpacked: 0,
        })
        .collect();
    raw_zip(&members, false, to)
}
