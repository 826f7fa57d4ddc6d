//! Who came through whose link in; how many hands each link has gone through out.

use std::collections::{HashMap, HashSet};

/// A link and who holds it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LinkNode {
    pub(crate) id: i64,
    pub(crate) account_id: Option<i64>,
    pub(crate) friend_id: Option<i64>,
}

/// A friend, the link he came through, and the customer he became.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FriendNode {
    pub(crate) id: i64,
    pub(crate) link_id: i64,
    pub(crate) brought_account: Option<i64>,
}

/// The generation of every link: 0 is the shop's own, 1 a customer's, and one more than the link
/// its holder came through for everybody who came that way.
///
/// - Formula: g(shop) = 0; g(customer) = 1; g(holder who came through l) = g(l) + 1
/// - Shape: links and friends in, a number a link out
/// - Units: hands
/// - Range: 0 up to the number of links; a circle, which no honest history makes, counts once
/// - Errors: none; what a friend points at and is not there counts as a customer's
/// - Source: own
/// - Checked: `c24_generations_count_the_hands_a_link_went_through`
pub(crate) fn generations(links: &[LinkNode], friends: &[FriendNode]) -> HashMap<i64, u32> {
    let by_link: HashMap<i64, &LinkNode> = links.iter().map(|link| (link.id, link)).collect();
    let by_friend: HashMap<i64, i64> = friends.iter().map(|one| (one.id, one.link_id)).collect();
    let came_by: HashMap<i64, i64> = friends
        .iter()
        .filter_map(|one| one.brought_account.map(|account| (account, one.link_id)))
        .collect();
    // The link that the holder of a link came through, if any.
    let before = |link: &LinkNode| match (link.friend_id, link.account_id) {
        (Some(friend), _) => by_friend.get(&friend).copied(),
        (None, Some(account)) => came_by.get(&account).copied(),
        (None, None) => None,
    };
    let count = |link: &LinkNode| {
        let first = u32::from(link.account_id.is_some() || link.friend_id.is_some());
        let (mut hands, mut seen, mut at) = (0, HashSet::from([link.id]), link);
        loop {
            let next = before(at).and_then(|id| by_link.get(&id));
            match next {
                Some(next) if seen.insert(next.id) => (hands, at) = (hands + 1, next),
                Some(_) => return hands + first,
                None => {
                    return hands + u32::from(at.account_id.is_some() || at.friend_id.is_some());
                }
            }
        }
    };
    links.iter().map(|link| (link.id, count(link))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(id: i64, account_id: Option<i64>, friend_id: Option<i64>) -> LinkNode {
        LinkNode {
            id,
            account_id,
            friend_id,
        }
    }

    fn friend(id: i64, link_id: i64, brought_account: Option<i64>) -> FriendNode {
        FriendNode {
            id,
            link_id,
            brought_account,
        }
    }

    /// Proves C24.
    #[test]
    fn c24_generations_count_the_hands_a_link_went_through() {
        let links = [
            link(1, None, None),
            link(2, Some(100), None),
            // Friend 11 came through the customer's link and shares on before and after ordering.
            link(3, None, Some(11)),
            link(4, Some(200), None),
            // Friend 12 came through friend 11, friend 13 through the shop's own link.
            link(5, None, Some(12)),
            link(6, None, Some(13)),
        ];
        let friends = [
            friend(11, 2, Some(200)),
            friend(12, 3, None),
            friend(13, 1, None),
        ];
        let found = generations(&links, &friends);
        let by_id: Vec<u32> = (1..=6).map(|id| found[&id]).collect();
        assert_eq!(by_id, [0, 1, 2, 2, 3, 1]);
    }

    #[test]
    fn a_circle_ends() {
        let links = [link(1, Some(100), None), link(2, None, Some(11))];
        let friends = [friend(11, 1, None), friend(12, 2, Some(100))];
        let found = generations(&links, &friends);
        assert_eq!((found[&1], found[&2]), (2, 2));
    }
}
