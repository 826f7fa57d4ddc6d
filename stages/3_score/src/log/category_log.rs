//! The category log of an account: how much of its money went to which category, packed.

use crate::log::varint::{Unpacker, put, put_signed};

/// Appends numbers of categories with what was spent on each, packed.
pub(crate) fn pack_spends(bytes: &mut Vec<u8>, spends: &[(u32, i64)]) {
    for (category, spent_minor) in spends {
        put(bytes, u64::from(*category));
        put_signed(bytes, *spent_minor);
    }
}

/// The categories and spends of packed bytes.
pub(crate) fn spends(bytes: &[u8]) -> impl Iterator<Item = (u32, i64)> {
    let mut unpacker = Unpacker::new(bytes);
    std::iter::from_fn(move || {
        (!unpacker.is_done()).then(|| (unpacker.take() as u32, unpacker.take_signed()))
    })
}

#[cfg(test)]
mod tests {
    use super::{pack_spends, spends};

    #[test]
    fn spends_come_back_as_they_went() {
        let all = [(1, 500_000), (300, -20), (7, 0)];
        let mut bytes = Vec::new();
        pack_spends(&mut bytes, &all);
        assert_eq!(spends(&bytes).collect::<Vec<_>>(), all);
    }
}
