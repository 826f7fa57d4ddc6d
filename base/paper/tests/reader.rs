//! A PDF in; what an independent reader finds in it out.

use std::process::Command;

/// A word with its box, in millimetres from the top left corner of its page.
#[derive(Debug)]
pub(crate) struct PlacedWord {
    pub(crate) text: String,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

/// A page as red, green and blue bytes.
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) bytes: Vec<u8>,
}

impl Picture {
    /// Colour at a place given in millimetres on an A4 page.
    pub(crate) fn at(&self, x_mm: f64, y_mm: f64) -> [u8; 3] {
        let column = (x_mm / 210.0 * self.width as f64) as usize;
        let row = (y_mm / 297.0 * self.height as f64) as usize;
        let start = (row * self.width + column) * 3;
        [
            self.bytes[start],
            self.bytes[start + 1],
            self.bytes[start + 2],
        ]
    }
}

/// True if all tools are there; otherwise says which is missing, or fails where they are required.
pub(crate) fn has_tools(names: &[&str]) -> bool {
    names.iter().all(|name| {
        let found = Command::new(name).arg("--help").output().is_ok();
        let required = std::env::var("REGULARS_E2E").is_ok_and(|value| value == "required");
        assert!(found || !required, "{name} is required but not found");
        if !found {
            println!("skipped: {name} not found");
        }
        found
    })
}

/// The text of all pages in reading order, pages ending in form feeds.
pub(crate) fn text_of(pdf: &[u8]) -> String {
    String::from_utf8(run("pdftotext", pdf, &["-layout"], &["-"])).unwrap()
}

/// The text of each page, with every run of blanks and breaks as one blank.
pub(crate) fn pages_of(pdf: &[u8]) -> Vec<String> {
    let text = text_of(pdf);
    let mut pages: Vec<String> = text
        .split('\x0c')
        .map(|page| page.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        pages.pop().as_deref(),
        Some(""),
        "every page ends in a form feed"
    );
    pages
}

/// One line of what pdfinfo says, like "Pages".
pub(crate) fn fact_of(pdf: &[u8], name: &str) -> String {
    let facts = String::from_utf8(run("pdfinfo", pdf, &[], &[])).unwrap();
    let line = facts
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.unwrap_or_else(|| panic!("pdfinfo says nothing of {name}: {facts}"))
        .trim()
        .to_owned()
}

/// All words of the first page with their places.
pub(crate) fn placed_words(pdf: &[u8]) -> Vec<PlacedWord> {
    let page = String::from_utf8(run("pdftotext", pdf, &["-bbox", "-l", "1"], &["-"])).unwrap();
    page.lines().filter_map(placed_word).collect()
}

fn placed_word(line: &str) -> Option<PlacedWord> {
    let line = line
        .trim()
        .strip_prefix("<word ")?
        .strip_suffix("</word>")?;
    let (places, text) = line.split_once('>')?;
    // 25.4 mm and 72 PDF points are one inch.
    let number = |name: &str| -> Option<f64> {
        let value = places
            .split_once(&format!("{name}=\""))?
            .1
            .split_once('"')?
            .0;
        Some(value.parse::<f64>().ok()? * 25.4 / 72.0)
    };
    Some(PlacedWord {
        text: text.to_owned(),
        left: number("xMin")?,
        top: number("yMin")?,
        right: number("xMax")?,
        bottom: number("yMax")?,
    })
}

/// The first page, drawn at 100 dots an inch.
pub(crate) fn picture_of(pdf: &[u8]) -> Picture {
    let ppm = run("pdftoppm", pdf, &["-r", "100", "-l", "1"], &[]);
    let mut fields = ppm.splitn(4, |byte| byte.is_ascii_whitespace());
    let mut next = || String::from_utf8(fields.next().unwrap().to_vec()).unwrap();
    assert_eq!(next(), "P6");
    let (width, height) = (next().parse().unwrap(), next().parse().unwrap());
    let bytes = ppm[ppm.len() - width * height * 3..].to_vec();
    Picture {
        width,
        height,
        bytes,
    }
}

/// What a QR decoder reads from each page.
pub(crate) fn codes_of(pdf: &[u8]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let prefix = folder.path().join("page");
    run(
        "pdftoppm",
        pdf,
        &["-r", "150", "-gray"],
        &[prefix.to_str().unwrap()],
    );
    let mut pages: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|page| page.unwrap().path())
        .collect();
    pages.sort();
    let output = Command::new("zbarimg")
        .args(["--quiet", "--raw"])
        .args(&pages)
        .output()
        .unwrap();
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

/// Runs a tool on a PDF: options before the file name, the rest behind it.
fn run(tool: &str, pdf: &[u8], before: &[&str], after: &[&str]) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let output = Command::new(tool)
        .args(before)
        .arg(file.path())
        .args(after)
        .output()
        .unwrap();
    // Poppler 22 takes the truth value of a tagged file's /Suspects entry for an error; ISO 32000
    // table 321 wants a truth value there.
    let complaints = String::from_utf8_lossy(&output.stderr)
        .replace("Syntax Error: Suspects object is wrong type (boolean)", "");
    assert!(
        output.status.success() && complaints.trim().is_empty(),
        "{tool}: {complaints}"
    );
    output.stdout
}
