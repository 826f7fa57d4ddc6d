//! What can go wrong on the way to paper, in words for the person who printed.

/// Why a PDF could not be made.
///
/// Too long, strange or empty words are no error: they are shrunk, cut or left out.
#[derive(Debug, thiserror::Error)]
pub enum PaperError {
    /// An empty list was to be printed.
    #[error("there is nothing to print: the list holds no letter")]
    Nothing,
    /// The accent colour is no colour.
    #[error("the accent colour {0:?} is not a colour: write it as # and six digits, like #1a6b5c")]
    Colour(String),
    /// A personal web address does not fit a QR code that phones can read at this size.
    #[error(
        "the personal web address of letter {reference} is {bytes} bytes long, and a QR code of \
         this size holds {limit}: shorten the address"
    )]
    AddressTooLong {
        /// The letter's own reference.
        reference: String,
        /// Length of the address.
        bytes: usize,
        /// Greatest length that fits.
        limit: usize,
    },
    /// The typesetter refused; this is a bug in a template, not in the data.
    #[error("the pages could not be set, please report this: {0}")]
    Typeset(String),
    /// Parts could not be joined.
    #[error("part {part} of the printed pages could not be read back, print again: {reason}")]
    Join {
        /// Which part, counted from 1.
        part: usize,
        /// What the reader of the part said.
        reason: String,
    },
}
