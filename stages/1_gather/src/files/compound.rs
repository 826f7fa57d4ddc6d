//! The compound file that old Office programs pack their streams in ([MS-CFB]), read so that no
//! sector is read twice: chains that run in circles or over each other are refused.
//!
//! Enters: the bytes of a file. Leaves: the stream of a name.

/// Why a file is refused.
pub(crate) const DAMAGED: &str = "its inner parts run in circles or lie outside the file; save it \
    again as .xlsx or .csv";

/// Why a workbook with a password is refused.
pub(crate) const LOCKED: &str = "it is locked with a password; open it, take the password off, \
    save it and import it again";

const END_OF_CHAIN: u32 = 0xffff_fffe;
/// Sector numbers from here on stand for something else ([MS-CFB] 2.1).
const RESERVED: u32 = 0xffff_fffa;
const MINI_BYTES: usize = 64;
/// Streams shorter than this lie in the mini stream ([MS-CFB] 2.2).
const MINI_STREAM_MAX: u64 = 4_096;

/// A compound file whose tables were read.
pub(crate) struct Compound<'file> {
    bytes: &'file [u8],
    sector_bytes: usize,
    next: Vec<u32>,
    seen: Vec<bool>,
    entries: Vec<Entry>,
    mini: Vec<u8>,
    mini_next: Vec<u32>,
}

struct Entry {
    name: String,
    start: u32,
    length: u64,
}

type Refused = &'static str;

impl<'file> Compound<'file> {
    /// Reads the tables of a file.
    pub(crate) fn new(bytes: &'file [u8]) -> Result<Compound<'file>, Refused> {
        let large = match number16(bytes, 30) {
            Some(9) => false,
            Some(12) => true,
            _ => return Err(DAMAGED),
        };
        let sector_bytes = if large { 4_096 } else { 512 };
        let mut file = Compound {
            bytes,
            sector_bytes,
            next: Vec::new(),
            seen: vec![false; bytes.len() / sector_bytes + 2],
            entries: Vec::new(),
            mini: Vec::new(),
            mini_next: Vec::new(),
        };
        for id in file.table_sectors()? {
            let sector = file.take_sector(id)?;
            file.next.extend(numbers(sector));
        }
        let head = |at: usize| number32(bytes, at).ok_or(DAMAGED);
        let listed = file.chain(head(48)?, u64::MAX)?;
        file.entries = listed
            .chunks_exact(128)
            .map(|entry| entry_of(entry, large))
            .collect();
        let root = file.entries.first().ok_or(DAMAGED)?;
        let (start, length) = (root.start, root.length);
        if head(64)? > 0 {
            file.mini = file.chain(start, length)?;
            let most = u64::from(head(64)?).saturating_mul(sector_bytes as u64);
            file.mini_next = numbers(&file.chain(head(60)?, most)?).collect();
        }
        Ok(file)
    }

    /// The bytes of the first stream with one of these names.
    pub(crate) fn stream(&mut self, names: &[&str]) -> Result<Vec<u8>, Refused> {
        let found = names.iter().find_map(|name| {
            let mut entries = self.entries.iter();
            entries.find(|entry| entry.name.eq_ignore_ascii_case(name))
        });
        let found = found.ok_or_else(|| {
            let is = |name: &str| self.entries.iter().any(|entry| entry.name == name);
            if is("EncryptedPackage") {
                LOCKED
            } else {
                "it holds no workbook"
            }
        })?;
        let (start, length) = (found.start, found.length);
        if length < MINI_STREAM_MAX {
            self.mini_chain(start, length)
        } else {
            self.chain(start, length)
        }
    }

    /// The sectors that hold the table of chains: the first 109 are named in the head, the others
    /// in sectors of their own.
    fn table_sectors(&mut self) -> Result<Vec<u32>, Refused> {
        let head = self.bytes.get(76..512).ok_or(DAMAGED)?;
        let mut ids: Vec<u32> = numbers(head).collect();
        let mut more = number32(self.bytes, 68).ok_or(DAMAGED)?;
        while more < RESERVED {
            let sector = self.take_sector(more)?;
            ids.extend(numbers(sector));
            more = ids.pop().ok_or(DAMAGED)?;
        }
        ids.retain(|id| *id < RESERVED);
        Ok(ids)
    }

    /// A sector that was not read before.
    fn take_sector(&mut self, id: u32) -> Result<&'file [u8], Refused> {
        let place = id as usize;
        match self.seen.get_mut(place) {
            Some(seen) if !*seen => *seen = true,
            _ => return Err(DAMAGED),
        }
        let start = (place + 1) * self.sector_bytes;
        let end = (start + self.sector_bytes).min(self.bytes.len());
        self.bytes.get(start..end).ok_or(DAMAGED)
    }

    fn chain(&mut self, mut id: u32, length: u64) -> Result<Vec<u8>, Refused> {
        let mut found = Vec::new();
        while id != END_OF_CHAIN && (found.len() as u64) < length {
            found.extend_from_slice(self.take_sector(id)?);
            id = *self.next.get(id as usize).ok_or(DAMAGED)?;
        }
        found.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(found)
    }

    fn mini_chain(&self, mut id: u32, length: u64) -> Result<Vec<u8>, Refused> {
        let mut found = Vec::new();
        // A stream this short has at most 64 sectors, so a circle ends by itself, as long as every
        // sector of it holds something.
        while id != END_OF_CHAIN && (found.len() as u64) < length {
            let start = id as usize * MINI_BYTES;
            let end = (start + MINI_BYTES).min(self.mini.len());
            let sector = self.mini.get(start..end).filter(|bytes| !bytes.is_empty());
            found.extend_from_slice(sector.ok_or(DAMAGED)?);
            id = *self.mini_next.get(id as usize).ok_or(DAMAGED)?;
        }
        found.truncate(usize::try_from(length).unwrap_or(usize::MAX));
        Ok(found)
    }
}

fn entry_of(bytes: &[u8], large: bool) -> Entry {
    let units = bytes[..64]
        .chunks_exact(2)
        .map(|two| u16::from_le_bytes([two[0], two[1]]));
    let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
    let low = u64::from(number32(bytes, 120).unwrap_or(0));
    let high = u64::from(number32(bytes, 124).unwrap_or(0));
    Entry {
        name: String::from_utf16_lossy(&units),
        start: number32(bytes, 116).unwrap_or(END_OF_CHAIN),
        length: if large { high << 32 | low } else { low },
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

/// Two bytes as a number, the lower first.
pub(crate) fn number16(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at + 2)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

/// Four bytes as a number, the lowest first.
pub(crate) fn number32(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at + 4)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}
