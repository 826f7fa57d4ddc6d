//! What is known of an account besides its orders, as numbers that can be compared.

/// Kind, country, industry and size of an account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Firmographics {
    pub(crate) is_firm: bool,
    /// Words of the base; 0 where nothing is known.
    pub(crate) country: u32,
    pub(crate) industry: u32,
    /// None where nobody said.
    pub(crate) employees: Option<u32>,
}

/// Where each band of employees begins: about a doubling each, as statistics offices count.
pub(crate) const BANDS: [u32; 8] = [1, 5, 10, 20, 50, 100, 250, 1_000];

impl Firmographics {
    /// The band of its employees, from 1; 0 where nobody said.
    pub(crate) fn band(&self) -> u32 {
        self.employees.map_or(0, |count| {
            BANDS.iter().filter(|begin| count >= **begin).count().max(1) as u32
        })
    }

    /// Whether country, industry and size are known.
    pub(crate) fn known(&self) -> [bool; 3] {
        [
            self.country != 0,
            self.industry != 0,
            self.employees.is_some(),
        ]
    }

    /// Whether anything is known but whether it is a firm.
    pub(crate) fn is_known(&self) -> bool {
        self.known().contains(&true)
    }
}

/// A band in words, such as "20 to 49 employees".
pub(crate) fn band_words(band: u32) -> String {
    let at = band.saturating_sub(1) as usize;
    let begin = BANDS[at.min(BANDS.len() - 1)];
    match BANDS.get(at + 1) {
        Some(next) => format!("{begin} to {} employees", next - 1),
        None => format!("{begin} employees and more"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Firmographics, band_words};

    #[test]
    fn bands_of_employees_begin_where_they_say() {
        for (employees, band, words) in [
            (Some(0), 1, "1 to 4 employees"),
            (Some(4), 1, "1 to 4 employees"),
            (Some(5), 2, "5 to 9 employees"),
            (Some(249), 6, "100 to 249 employees"),
            (Some(90_000), 8, "1000 employees and more"),
        ] {
            let firm = Firmographics {
                employees,
                ..Firmographics::default()
            };
            assert_eq!((firm.band(), band_words(band).as_str()), (band, words));
        }
        assert_eq!(Firmographics::default().band(), 0);
    }
}
