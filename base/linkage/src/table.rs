//! Records as they come in: named columns, a text in every cell.

/// A table of records; every cell is text as written.
#[derive(Clone, Debug, Default)]
pub struct Table {
    names: Vec<String>,
    bytes: String,
    /// Where each row starts in `bytes`.
    starts: Vec<usize>,
    /// Where each cell ends, counted from the start of its row.
    ends: Vec<u32>,
}

impl Table {
    /// A table without rows.
    #[must_use]
    pub fn new<S: AsRef<str>>(columns: &[S]) -> Table {
        Table {
            names: columns
                .iter()
                .map(|name| name.as_ref().trim().to_owned())
                .collect(),
            ..Table::default()
        }
    }

    /// Adds a row; missing cells are empty, cells beyond the last column are left out.
    pub fn push<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) {
        let mut cells = cells.into_iter();
        let start = self.bytes.len();
        self.starts.push(start);
        for _ in 0..self.names.len() {
            if let Some(cell) = cells.next() {
                self.bytes.push_str(cell.as_ref().trim());
            }
            // No row is as long as four thousand million bytes.
            self.ends.push((self.bytes.len() - start) as u32);
        }
    }

    /// The names of the columns.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.names
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of one cell.
    ///
    /// # Panics
    /// When there is no such row or column.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let ends = &self.ends[row * self.names.len()..][..self.names.len()];
        let start = if column == 0 { 0 } else { ends[column - 1] };
        &self.bytes[self.starts[row]..][start as usize..ends[column] as usize]
    }
}
