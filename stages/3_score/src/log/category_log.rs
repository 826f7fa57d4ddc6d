//! The category log of an account: how much of its money went to which category, packed.

use crate::log::varint::{Unpacker, put, put_signed};

/// Packs numbers of categories with what was spent on each.
pub(crate) fn pack_spends(spends: &[(u32, i64)]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(4 * spends.len());
    for (category, spent_minor) in spends {
        put(&mut bytes, u64::from(*category));
        put_signed(&mut bytes, *spent_minor);
    }
    bytes
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
        assert_eq!(spends(&pack_spends(&all)).collect::<Vec<_>>(), all);
    }
}
