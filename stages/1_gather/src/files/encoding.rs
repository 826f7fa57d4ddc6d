//! What a text file's bytes stand for: UTF-8, UTF-16, Windows-1252 and its relatives,
//! and what old Macintoshes wrote.
//!
//! Enters: bytes. Leaves: the encoding, decided from the whole file, and a reader of UTF-8.

use std::io::{self, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    CoderResult, Decoder, Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252,
};

use crate::files::guard::check_first_line;

/// Bytes asked for at a time.
const CHUNK: usize = 64 * 1024;
/// The detector learns nothing more after this many bytes.
const DETECT_BYTES: usize = 1 << 20;

/// The encoding of everything the reader gives.
///
/// # Errors
/// When the reader fails.
pub(crate) fn sniff_encoding(mut from: impl Read) -> io::Result<&'static Encoding> {
    let mut buffer = vec![0; CHUNK];
    let (mut evidence, mut signs) = (Evidence::default(), SignsInWords::default());
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut seen, mut first_line) = (0, 0);
    loop {
        let length = from.read(&mut buffer)?;
        if length == 0 {
            break;
        }
        let bytes = &buffer[..length];
        if seen == 0
            && let Some(encoding) = mark_or_nulls(bytes)
        {
            return Ok(encoding);
        }
        check_first_line(bytes, &mut first_line).map_err(io::Error::other)?;
        evidence.take(bytes);
        signs.take(bytes);
        if seen < DETECT_BYTES {
            detector.feed(bytes, false);
        }
        seen += length;
    }
    evidence.finish();
    if evidence.broken == 0 || evidence.sound > 10 * evidence.broken {
        return Ok(UTF_8);
    }
    detector.feed(b"", true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    Ok(if guess == WINDOWS_1252 && signs.is_of_old_mac() {
        MACINTOSH
    } else {
        guess
    })
}

/// What stands inside words, read as Windows-1252 and as an old Macintosh wrote: where one gives
/// signs and the other letters, the letters are meant.
#[derive(Default)]
struct SignsInWords {
    windows: u64,
    mac: u64,
    /// The last byte, and the one before it.
    last: u8,
    before: u8,
}

impl SignsInWords {
    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().copied() {
            let (before, one) = (self.before, self.last);
            if !one.is_ascii() && before.is_ascii_alphabetic() && byte.is_ascii_alphabetic() {
                self.windows += u64::from(!fits_a_word(one, before, WINDOWS_1252));
                self.mac += u64::from(!fits_a_word(one, before, MACINTOSH));
            }
            (self.before, self.last) = (one, byte);
        }
    }

    fn is_of_old_mac(&self) -> bool {
        self.windows > 2 * self.mac
    }
}

/// Whether a byte behind another can stand inside a word of a western language: a letter of the
/// same size, or an apostrophe.
fn fits_a_word(byte: u8, before: u8, encoding: &'static Encoding) -> bool {
    let bytes = [byte];
    let (text, _) = encoding.decode_without_bom_handling(&bytes);
    text.chars().all(|letter| match letter {
        '\u{2019}' => true,
        // Letters of Windows-1252 that hardly any western word holds inside.
        'Š' | 'š' | 'Ž' | 'ž' | 'Ÿ' | 'ƒ' | 'ª' | 'º' | 'ˆ' => false,
        letter => letter.is_lowercase() || letter.is_uppercase() && before.is_ascii_uppercase(),
    })
}

/// UTF-8 or UTF-16 by byte order mark, or UTF-16 without one by its zero bytes.
fn mark_or_nulls(bytes: &[u8]) -> Option<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Some(encoding);
    }
    let sample = &bytes[..bytes.len().min(4096)];
    let nulls = |odd: usize| {
        sample
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    // Western text in UTF-16 has a zero in nearly every other place and none between.
    let most = sample.len() / 2 * 7 / 10;
    match (nulls(0), nulls(1)) {
        (0, high) if sample.len() > 3 && high > most => Some(UTF_16LE),
        (high, 0) if sample.len() > 3 && high > most => Some(UTF_16BE),
        _ => None,
    }
}

/// How many letters beyond ASCII are sound UTF-8 and how many bytes are not.
#[derive(Default)]
struct Evidence {
    sound: u64,
    broken: u64,
    rest: Vec<u8>,
}

impl Evidence {
    fn take(&mut self, bytes: &[u8]) {
        let joined;
        let mut bytes = if self.rest.is_empty() {
            bytes
        } else {
            self.rest.extend_from_slice(bytes);
            joined = std::mem::take(&mut self.rest);
            &joined[..]
        };
        if bytes.is_ascii() {
            return;
        }
        loop {
            let (text, after) = match std::str::from_utf8(bytes) {
                Ok(text) => (text, None),
                Err(error) => {
                    let (sound, after) = bytes.split_at(error.valid_up_to());
                    (
                        std::str::from_utf8(sound).unwrap_or_default(),
                        Some((after, error.error_len())),
                    )
                }
            };
            self.sound += text.chars().filter(|letter| !letter.is_ascii()).count() as u64;
            match after {
                None => return,
                // A letter cut at the end of the chunk goes on in the next one.
                Some((after, None)) => return self.rest = after.to_vec(),
                Some((after, Some(length))) => {
                    self.broken += 1;
                    bytes = &after[length..];
                }
            }
        }
    }

    fn finish(&mut self) {
        self.broken += u64::from(!self.rest.is_empty());
    }
}

/// Reads any encoding as UTF-8; what cannot be read becomes U+FFFD.
pub(crate) struct Decoded<R> {
    from: R,
    decoder: Decoder,
    raw: Vec<u8>,
    start: usize,
    end: usize,
    finished: bool,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(from: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Decoded {
            from,
            decoder,
            raw: vec![0; CHUNK],
            start: 0,
            end: 0,
            finished: false,
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        // The decoder needs room for at least one letter of four bytes.
        assert!(to.len() >= 4, "a decoded file is read through a buffer");
        while !self.finished {
            if self.start == self.end {
                self.start = 0;
                self.end = self.from.read(&mut self.raw)?;
            }
            let last = self.end == 0;
            let (result, read, written, _) =
                self.decoder
                    .decode_to_utf8(&self.raw[self.start..self.end], to, last);
            self.start += read;
            self.finished = last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::io::{BufRead, BufReader};

    use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

    use super::{Decoded, sniff_encoding};

    const TEXT: &str = "Name;Ort\nMüller & Söhne;Köln\nJosé Núñez;Málaga\nÅsa Öberg;Malmö\n";

    fn bytes_of(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        if encoding == UTF_16LE {
            return text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        }
        if encoding == UTF_16BE {
            return text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        }
        encoding.encode(text).0.into_owned()
    }

    fn read(bytes: &[u8], encoding: &'static Encoding) -> String {
        let mut text = Vec::new();
        BufReader::new(Decoded::new(bytes, encoding))
            .read_until(0, &mut text)
            .unwrap();
        String::from_utf8(text).unwrap()
    }

    #[test]
    fn every_usual_encoding_is_found_and_read() {
        for encoding in [UTF_8, UTF_16LE, UTF_16BE, WINDOWS_1252] {
            let bytes = bytes_of(TEXT, encoding);
            assert_eq!(
                sniff_encoding(&bytes[..]).unwrap(),
                encoding,
                "{}",
                encoding.name()
            );
            assert_eq!(read(&bytes, encoding), TEXT, "{}", encoding.name());
        }
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_first_name() {
        assert_eq!(read("\u{feff}Name".as_bytes(), UTF_8), "Name");
    }

    #[test]
    fn windows_1252_is_seen_even_when_the_first_accent_comes_late() {
        let mut bytes = b"plain,words\n".repeat(200_000);
        bytes.extend_from_slice(b"M\xfcller & S\xf6hne,K\xf6ln\n");
        assert_eq!(sniff_encoding(&bytes[..]).unwrap(), WINDOWS_1252);
    }

    #[test]
    fn one_damaged_letter_does_not_turn_a_utf8_file_into_another() {
        let mut bytes = TEXT.repeat(5).into_bytes();
        bytes.push(0xff);
        assert_eq!(sniff_encoding(&bytes[..]).unwrap(), UTF_8);
    }
}
