//! A row of months without gaps, so that a quiet month is seen as one.
//!
//! Enters: months with something in them, in order. Leaves: the same with the empty ones between.

/// Fills in the months between the first and the last, each made by `empty`.
pub(crate) fn every_month<T>(
    some: Vec<(String, T)>,
    empty: impl Fn(String) -> (String, T),
) -> Vec<(String, T)> {
    let mut all: Vec<(String, T)> = Vec::with_capacity(some.len());
    for (month, value) in some {
        while let Some(next) = all.last().and_then(|(last, _)| month_after(last))
            && next < month
        {
            all.push(empty(next));
        }
        all.push((month, value));
    }
    all
}

/// The month after `2026-12` is `2027-01`; none for what is no month.
fn month_after(month: &str) -> Option<String> {
    let (year, number) = month.split_once('-')?;
    let (year, number): (i32, u32) = (year.parse().ok()?, number.parse().ok()?);
    match number {
        1..=11 => Some(format!("{year:04}-{:02}", number + 1)),
        12 => Some(format!("{:04}-01", year + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::every_month;

    #[test]
    fn quiet_months_are_filled_in_across_the_new_year() {
        let some = vec![("2025-11".to_owned(), 5), ("2026-02".to_owned(), 7)];
        let all = every_month(some, |month| (month, 0));
        let months: Vec<&str> = all.iter().map(|(month, _)| month.as_str()).collect();
        assert_eq!(months, ["2025-11", "2025-12", "2026-01", "2026-02"]);
        assert_eq!(all.iter().map(|(_, value)| value).sum::<i32>(), 12);
        assert!(every_month(Vec::<(String, i32)>::new(), |month| (month, 0)).is_empty());
    }
}
