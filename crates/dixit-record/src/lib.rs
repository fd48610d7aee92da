//! Many readings to one record: entities, copies, stories, statements, routes.
