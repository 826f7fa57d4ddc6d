//! The files such a business has: a practice business in; four overlapping source files, what was
//! found later in other drawers, and apart from them the truth, out.
//!
//! Accounts are made in blocks, on as many cores as there are, and written block by block, so that
//! five million of them need no more memory than twenty thousand.

mod block;
mod crm;
mod dirt;
mod doubles;
mod hand;
mod happenings;
pub(crate) mod more;
pub(crate) mod rows;
pub(crate) mod shop;
mod telephone;
mod truth;
mod workbook;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::business::PracticeBusiness;
use crate::error::PracticeError;
use crate::files::block::{BLOCK_ACCOUNTS, Block};
use crate::files::hand::HandRow;
use crate::planted::Planted;

/// The shop's order export.
pub const SHOP_ORDERS: &str = "shop_orders.csv";
/// The old contact list.
pub const OLD_CRM: &str = "old_crm_contacts.csv";
/// The hand-kept list.
pub const KEPT_BY_HAND: &str = "kept_by_hand.xlsx";
/// The old telephone system's orders.
pub const PHONE_ORDERS: &str = "phone_orders.csv";
/// What is true of every account; kept apart, in the folder `truth`.
pub const TRUTH: &str = "truth/truth.csv";
/// Whom every contact row is about; in the folder `truth`.
pub const PEOPLE: &str = "truth/people.csv";
/// Counts and sums; in the folder `truth`.
pub const PLANTED: &str = "truth/planted.json";

/// Blocks made at a time: enough to keep a few cores busy, few enough to stay small.
const BLOCKS_AT_A_TIME: usize = 2;

/// Blocks that may wait to be written.
const BLOCKS_AHEAD: usize = 2;

/// The files that were written, and what is in them.
#[derive(Clone, Debug)]
pub struct WrittenFiles {
    /// [`SHOP_ORDERS`].
    pub shop_orders: PathBuf,
    /// [`OLD_CRM`].
    pub old_crm: PathBuf,
    /// [`KEPT_BY_HAND`].
    pub kept_by_hand: PathBuf,
    /// [`PHONE_ORDERS`].
    pub phone_orders: PathBuf,
    /// [`TRUTH`].
    pub truth: PathBuf,
    /// [`PEOPLE`].
    pub people: PathBuf,
    /// [`PLANTED`].
    pub planted_json: PathBuf,
    /// The counts and sums that [`PLANTED`] holds.
    pub planted: Planted,
}

impl WrittenFiles {
    /// The four files a business would hand over, without the truth.
    #[must_use]
    pub fn sources(&self) -> [&Path; 4] {
        [
            &self.shop_orders,
            &self.old_crm,
            &self.kept_by_hand,
            &self.phone_orders,
        ]
    }
}

/// Writes all files of a practice business into a folder, which is made where it is missing.
///
/// # Errors
/// When a file cannot be written.
pub fn write_files(business: &PracticeBusiness, dir: &Path) -> Result<WrittenFiles, PracticeError> {
    let folder = dir.join("truth");
    std::fs::create_dir_all(&folder).map_err(PracticeError::writing(&folder))?;
    let mut sheets = Sheets::open(dir)?;
    let mut planted = Planted::default();
    let mut hand = Vec::new();
    for_each_block(business, |block| {
        planted.add(&block.planted);
        sheets.write(&block)?;
        hand.extend(block.hand);
        Ok(())
    })?;
    let path = dir.join(KEPT_BY_HAND);
    let placed = workbook::write_workbook(&path, business, hand, planted.file(KEPT_BY_HAND))?;
    sheets.write_hand_people(business, &placed)?;
    sheets.close()?;
    write_planted(&dir.join(PLANTED), &planted)?;
    Ok(written_files(dir, planted))
}

/// Makes all blocks and hands them over in order; the next ones are made while one is written.
fn for_each_block(
    business: &PracticeBusiness,
    mut write: impl FnMut(Block) -> Result<(), PracticeError>,
) -> Result<(), PracticeError> {
    let starts: Vec<u32> = (0..business.accounts())
        .step_by(BLOCK_ACCOUNTS as usize)
        .collect();
    let (made, ready) = std::sync::mpsc::sync_channel(BLOCKS_AHEAD);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for batch in starts.chunks(BLOCKS_AT_A_TIME) {
                let blocks: Vec<Block> = batch
                    .par_iter()
                    .map(|start| Block::made(business, *start))
                    .collect();
                // Nobody is waiting any more when a file could not be written.
                if blocks.into_iter().any(|block| made.send(block).is_err()) {
                    return;
                }
            }
        });
        ready.into_iter().try_for_each(&mut write)
    })
}

fn written_files(dir: &Path, planted: Planted) -> WrittenFiles {
    WrittenFiles {
        shop_orders: dir.join(SHOP_ORDERS),
        old_crm: dir.join(OLD_CRM),
        kept_by_hand: dir.join(KEPT_BY_HAND),
        phone_orders: dir.join(PHONE_ORDERS),
        truth: dir.join(TRUTH),
        people: dir.join(PEOPLE),
        planted_json: dir.join(PLANTED),
        planted,
    }
}

fn write_planted(path: &Path, planted: &Planted) -> Result<(), PracticeError> {
    let json = serde_json::to_string_pretty(planted).map_err(std::io::Error::from);
    json.and_then(|text| std::fs::write(path, text + "\n"))
        .map_err(PracticeError::writing(path))
}

/// The delimited files, open for writing.
struct Sheets {
    shop: Sheet,
    telephone: Sheet,
    crm: Sheet,
    truth: Sheet,
    people: Sheet,
}

impl Sheets {
    fn open(dir: &Path) -> Result<Sheets, PracticeError> {
        let mut sheets = Sheets {
            shop: Sheet::create(dir.join(SHOP_ORDERS))?,
            telephone: Sheet::create(dir.join(PHONE_ORDERS))?,
            crm: Sheet::create(dir.join(OLD_CRM))?,
            truth: Sheet::create(dir.join(TRUTH))?,
            people: Sheet::create(dir.join(PEOPLE))?,
        };
        sheets.shop.write(header(',', &shop::HEADER).as_bytes())?;
        // The old telephone system marks its files as UTF-8 with a byte order mark.
        sheets.telephone.write("\u{FEFF}".as_bytes())?;
        sheets
            .telephone
            .write(header(';', &telephone::HEADER).as_bytes())?;
        sheets.crm.write(header(';', &crm::HEADER).as_bytes())?;
        sheets
            .truth
            .write(header(',', &truth::TRUTH_HEADER).as_bytes())?;
        sheets
            .people
            .write(header(',', &truth::PEOPLE_HEADER).as_bytes())?;
        Ok(sheets)
    }

    fn write(&mut self, block: &Block) -> Result<(), PracticeError> {
        self.shop.write(block.shop.as_bytes())?;
        self.telephone.write(block.telephone.as_bytes())?;
        self.crm.write(&block.crm)?;
        self.truth.write(block.truth.as_bytes())?;
        self.people.write(block.people.as_bytes())
    }

    fn write_hand_people(
        &mut self,
        business: &PracticeBusiness,
        placed: &[(u32, HandRow)],
    ) -> Result<(), PracticeError> {
        self.people
            .write(truth::hand_people(business, placed).as_bytes())
    }

    fn close(self) -> Result<(), PracticeError> {
        [self.shop, self.telephone, self.crm, self.truth, self.people]
            .into_iter()
            .try_for_each(Sheet::close)
    }
}

fn header(separator: char, columns: &[&str]) -> String {
    let mut rows = rows::Rows::new(separator);
    rows.fields(columns.iter().copied()).end();
    rows.into_text()
}

/// One file, open for writing.
pub(crate) struct Sheet {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Sheet {
    pub(crate) fn create(path: PathBuf) -> Result<Sheet, PracticeError> {
        let file = File::create(&path).map_err(PracticeError::writing(&path))?;
        Ok(Sheet {
            path,
            file: BufWriter::new(file),
        })
    }

    pub(crate) fn write(&mut self, bytes: &[u8]) -> Result<(), PracticeError> {
        self.file
            .write_all(bytes)
            .map_err(PracticeError::writing(&self.path))
    }

    pub(crate) fn close(mut self) -> Result<(), PracticeError> {
        self.file
            .flush()
            .map_err(PracticeError::writing(&self.path))
    }
}

/// The header row of the shop's export.
pub(crate) fn shop_header() -> String {
    header(',', &shop::HEADER)
}
