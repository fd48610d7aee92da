//! The paths from a speaker to the reader that a statement's routes make.

use crate::entities::body;
use crate::routes::Party;
use dixit_model::{Reading, Record, Route, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// The paths that count as routes.
pub(crate) struct Paths {
    /// Parties from the speaker to the reader.
    pub paths: BTreeSet<Vec<Party>>,
    /// How many articles name no relay although others do.
    pub silent: usize,
}

impl Paths {
    /// Of some routes; `outlet` names that of an article, `names` an entity's.
    pub fn of<'a>(
        routes: &[Route],
        outlet: impl Fn(usize) -> Option<&'a str>,
        names: impl Fn(usize) -> &'a [String],
    ) -> Paths {
        let outlet_key = |article: usize| outlet(article).map(body::letters);
        let mut outlets: BTreeMap<String, usize> = BTreeMap::new();
        for route in routes {
            if let Some(key) = outlet_key(route.article) {
                outlets.entry(key).or_insert(route.article);
            }
        }
        let outlet = |article: usize| {
            let known = outlet_key(article).and_then(|key| outlets.get(&key).copied());
            Party::Outlet(known.unwrap_or(article))
        };
        // A relay that is itself one of the outlets is one party with it.
        let relay = |entity: usize| {
            let own = names(entity)
                .iter()
                .find_map(|name| outlets.get(&body::letters(name)));
            own.map_or(Party::Relay(entity), |&article| Party::Outlet(article))
        };
        let named = routes.iter().any(|route| !route.relays.is_empty());
        let mut paths = BTreeSet::new();
        let mut silent = BTreeSet::new();
        for route in routes {
            if named && route.relays.is_empty() {
                silent.insert(route.article);
                continue;
            }
            let mut path: Vec<Party> = route.relays.iter().rev().map(|&r| relay(r)).collect();
            path.extend(route.copy.map(Party::Copy));
            path.push(outlet(route.article));
            path.dedup();
            paths.insert(path);
        }
        // An outlet that others cite as their relay stands for itself already.
        silent.retain(|&article| !paths.iter().any(|path| path.contains(&outlet(article))));
        Paths {
            paths,
            silent: silent.len(),
        }
    }
}

/// The outlet of an article, by name.
pub(crate) fn outlet_of(reading: &Reading) -> Option<&str> {
    let outlet = reading.article.outlet.as_ref()?;
    Some(&outlet.value)
}

/// The paths by which a statement of a record came, each with its parties from
/// the speaker to the reader: the graph whose greatest flow, with room for one
/// in every party, is [`Statement::independent`].
pub fn paths(record: &Record, statement: &Statement) -> BTreeSet<Vec<Party>> {
    Paths::of(
        &statement.routes,
        |article| outlet_of(&record.readings[article]),
        |entity| &record.entities[entity].names,
    )
    .paths
}
