//! Independence once more, with parties of one owner or state counted as one.

use super::present::{listed, number};
use crate::routes::{Party, independent};
use crate::tell::Guidance;
use dixit_model::ByOwner;
use std::collections::{BTreeMap, BTreeSet};

/// The count by owner; `None` where no two parties share one. `party` gives a
/// party's name and the state whose organ it is.
pub(crate) fn by_owner(
    paths: &BTreeSet<Vec<Party>>,
    guidance: &Guidance,
    party: &dyn Fn(Party) -> (String, Option<String>),
) -> Option<ByOwner> {
    let mut owned: BTreeMap<String, BTreeMap<Party, String>> = BTreeMap::new();
    for &each in paths.iter().flatten() {
        let (name, state) = party(each);
        if let Some(owner) = guidance.owners.get(&name).cloned().or(state) {
            owned.entry(owner).or_default().insert(each, name);
        }
    }
    owned.retain(|_, parties| parties.len() > 1);
    if owned.is_empty() {
        return None;
    }
    let first: BTreeMap<Party, Party> = owned
        .values()
        .filter_map(|parties| Some((*parties.keys().next()?, parties)))
        .flat_map(|(first, parties)| parties.keys().map(move |&party| (party, first)))
        .collect();
    let joined = paths.iter().map(|path| {
        let mut path: Vec<Party> = path
            .iter()
            .map(|party| first.get(party).copied().unwrap_or(*party))
            .collect();
        path.dedup();
        path
    });
    Some(ByOwner {
        independent: independent(&joined.collect()).0,
        owners: owned
            .into_iter()
            .map(|(owner, parties)| (owner, parties.into_values().collect()))
            .collect(),
    })
}

/// The count by owner as a sentence after others, or nothing.
pub(crate) fn sentence(by_owner: &Option<ByOwner>) -> String {
    let Some(by_owner) = by_owner else {
        return String::new();
    };
    let owners: Vec<String> = by_owner
        .owners
        .iter()
        .map(|(owner, parties)| format!("{} ({owner})", listed(parties)))
        .collect();
    let routes = match by_owner.independent {
        1 => "one route is left".to_owned(),
        n => format!("{} routes are left", number(n)),
    };
    format!(
        " Counted by owner or state, {routes}: {} are one party.",
        owners.join("; ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_organs_of_one_state_are_one_party() {
        let paths = BTreeSet::from([
            vec![Party::Relay(0), Party::Outlet(0)],
            vec![Party::Relay(1), Party::Outlet(1)],
        ]);
        let name = |party: Party| match party {
            Party::Relay(n) => (format!("organ {n}"), Some("Orrin".to_owned())),
            Party::Outlet(n) => (format!("outlet {n}"), None),
            Party::Copy(_) => (String::new(), None),
        };
        let counted = by_owner(&paths, &Guidance::default(), &name);
        let counted = counted.expect("two organs of one state");
        assert_eq!(counted.independent, 1);
        assert_eq!(counted.owners[0].0, "Orrin");
        assert!(sentence(&Some(counted)).contains("one route is left"));
        let foreign = |party: Party| (name(party).0, None);
        assert_eq!(by_owner(&paths, &Guidance::default(), &foreign), None);
    }
}
