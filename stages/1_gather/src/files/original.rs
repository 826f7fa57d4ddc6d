//! The bytes of a file as received: kept packed and hashed in the workspace, and read from there
//! as often as needed.
//!
//! Enters: a path, standard input, or a member of a zip. Leaves: an [`Original`] under
//! `originals/`, named by the SHA-256 of the bytes; what is packed already lies there as it came.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};

use ::store::StoreError;
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};

use crate::error::GatherError;
use crate::files::guard::{Flow, check_first_line};

/// Bytes moved at a time.
const CHUNK: usize = 256 * 1024;
/// The folder of the workspace that holds originals.
pub(crate) const FOLDER: &str = "originals";
/// The fastest level: an import waits for it.
pub(crate) const LEVEL: i32 = 1;

/// How the bytes on disk stand for the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// A file that can be read from its start as often as needed.
#[derive(Clone, Debug)]
pub(crate) struct Original {
    /// What people call it.
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    packing: Packing,
    /// Packed by this program, so that no trick with its size is possible.
    is_ours: bool,
}

/// A file that was kept.
pub(crate) struct Kept {
    pub(crate) original: Original,
    pub(crate) sha256: String,
}

impl Original {
    /// A file where it lies.
    pub(crate) fn at(path: &Path, name: &str) -> Result<Original, GatherError> {
        let mut start = [0; 4];
        let length = File::open(path)
            .and_then(|mut file| read_full(&mut file, &mut start))
            .map_err(GatherError::file(name))?;
        Ok(Original {
            name: name.to_owned(),
            path: path.to_owned(),
            packing: packing_of(&start[..length]),
            is_ours: false,
        })
    }

    /// A file that was kept before, by the name it lies under.
    pub(crate) fn kept(
        workspace: &Path,
        stored: &str,
        name: &str,
    ) -> Result<Original, GatherError> {
        let path = workspace.join(FOLDER).join(stored);
        let mut original = Original::at(&path, name)?;
        original.is_ours = stored.ends_with(".zst");
        Ok(original)
    }

    /// The name it lies under.
    pub(crate) fn stored_name(&self) -> String {
        file_name(&self.path)
    }

    /// Its bytes, unpacked on the way.
    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let file = File::open(&self.path)?;
        Ok(match self.packing {
            Packing::Plain => Box::new(BufReader::with_capacity(CHUNK, file)),
            Packing::Zstd if self.is_ours => Box::new(zstd::stream::read::Decoder::new(file)?),
            Packing::Zstd => {
                let flow = Flow::default();
                let unpacked = zstd::stream::read::Decoder::new(flow.count(file))?;
                Box::new(flow.guard(unpacked))
            }
            Packing::Gzip => {
                let flow = Flow::default();
                let file = BufReader::with_capacity(CHUNK, flow.count(file));
                Box::new(flow.guard(MultiGzDecoder::new(file)))
            }
        })
    }

    /// The first bytes of the file, unpacked.
    pub(crate) fn start(&self, most: usize) -> Result<Vec<u8>, GatherError> {
        let mut start = Vec::new();
        self.open()
            .and_then(|from| from.take(most as u64).read_to_end(&mut start))
            .map_err(GatherError::file(&self.name))?;
        Ok(start)
    }
}

/// Keeps what a reader gives, packed and named by its hash.
pub(crate) fn keep(workspace: &Path, name: &str, from: &mut dyn Read) -> Result<Kept, GatherError> {
    let folder = workspace.join(FOLDER);
    let part = folder.join(".incoming");
    // What cannot be written is the workspace's fault, not the file's.
    let unwritten = |source| StoreError::File {
        path: folder.clone(),
        source,
    };
    std::fs::create_dir_all(&folder).map_err(unwritten)?;
    // Two processes may take files in at once: the second waits until the first has kept its own.
    let turn = File::create(folder.join(".turn")).map_err(unwritten)?;
    turn.lock().map_err(unwritten)?;
    let copied = copy_packed(&part, &folder, name, from);
    let (sha256, packed) = copied.inspect_err(|_| {
        // Half a file would only take the room that may be missing.
        let _ = std::fs::remove_file(&part);
    })?;
    let path = folder.join(format!("{sha256}.{}", if packed { "raw" } else { "zst" }));
    std::fs::rename(&part, &path).map_err(unwritten)?;
    let mut original = Original::at(&path, name)?;
    original.is_ours = !packed;
    Ok(Kept { original, sha256 })
}

/// Writes what a reader gives, down to the disk; gives its hash, and whether it was packed before.
fn copy_packed(
    part: &Path,
    folder: &Path,
    name: &str,
    from: &mut dyn Read,
) -> Result<(String, bool), GatherError> {
    let failed = GatherError::file(name);
    let unwritten = |source| StoreError::File {
        path: folder.to_owned(),
        source,
    };
    let mut chunk = vec![0; CHUNK];
    let mut length = read_full(from, &mut chunk).map_err(&failed)?;
    if length == 0 {
        return Err(GatherError::Empty(PathBuf::from(name)));
    }
    let packed = is_packed(&chunk[..length]);
    let mut to = Packer::begin(part, packed).map_err(unwritten)?;
    let mut hash = Sha256::new();
    let mut first_line = 0;
    while length > 0 {
        let bytes = &chunk[..length];
        if !packed {
            check_first_line(bytes, &mut first_line)
                .map_err(|why| GatherError::refused(name, why))?;
        }
        hash.update(bytes);
        to.write_all(bytes).map_err(unwritten)?;
        length = from.read(&mut chunk).map_err(&failed)?;
    }
    to.finish().map_err(unwritten)?;
    let digest = hash.finalize();
    let sha256 = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((sha256, packed))
}

/// Writes a file as it comes, or packs it on the way.
enum Packer {
    AsItComes(File),
    Packing(zstd::stream::write::Encoder<'static, File>),
}

impl Packer {
    fn begin(path: &Path, is_packed: bool) -> io::Result<Packer> {
        let file = File::create(path)?;
        Ok(if is_packed {
            Packer::AsItComes(file)
        } else {
            Packer::Packing(zstd::stream::write::Encoder::new(file, LEVEL)?)
        })
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Packer::AsItComes(file) => file.write_all(bytes),
            Packer::Packing(encoder) => encoder.write_all(bytes),
        }
    }

    /// Ends the file; what the disk did not take is an error, also of the very last bytes.
    fn finish(self) -> io::Result<()> {
        let file = match self {
            Packer::AsItComes(file) => file,
            Packer::Packing(encoder) => encoder.finish()?,
        };
        file.sync_all()
    }
}

/// Whether bytes are of a kind that holds packed data, which cannot be packed again.
fn is_packed(start: &[u8]) -> bool {
    packing_of(start) != Packing::Plain
        || start.starts_with(b"PK\x03\x04")
        || start.starts_with(b"PAR1")
        || start.starts_with(&[0xd0, 0xcf, 0x11, 0xe0])
}

fn packing_of(start: &[u8]) -> Packing {
    if start.starts_with(&[0x1f, 0x8b]) {
        Packing::Gzip
    } else if start.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        Packing::Zstd
    } else {
        Packing::Plain
    }
}

/// Fills the buffer as far as there is anything.
fn read_full(from: &mut dyn Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < buffer.len() {
        match from.read(&mut buffer[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// The last part of a path, which is how people call the file.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}
