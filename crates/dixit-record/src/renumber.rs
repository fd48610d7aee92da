//! A record's indexes moved to where its parts stand in another.

use dixit_model::Record;

/// Where the parts of a record stand in another.
#[derive(Clone, Copy, Debug)]
pub struct Places<'p> {
    /// By article: its place in the other's readings.
    pub articles: &'p [usize],
    /// By entity: its place there.
    pub entities: &'p [usize],
    /// The place of the first copy; the others follow it.
    pub copies: usize,
}

/// Makes every index of a record point into another that its parts are put
/// into. Ids stay as they are.
///
/// # Panics
/// If the record has more articles or entities than places.
pub fn renumber(record: &mut Record, places: &Places) {
    let article = |own: &mut usize| *own = places.articles[*own];
    let entity = |own: &mut usize| *own = places.entities[*own];
    for each in &mut record.entities {
        each.members.iter_mut().for_each(|m| article(&mut m.0));
    }
    for copy in &mut record.copies {
        copy.passages
            .iter_mut()
            .for_each(|p| article(&mut p.article));
        copy.credit.iter_mut().for_each(|c| article(&mut c.article));
    }
    for story in &mut record.stories {
        story
            .articles
            .iter_mut()
            .for_each(|m| article(&mut m.article));
        let sides = story.disagreements.iter_mut().flat_map(|d| &mut d.sides);
        let passages = sides.flat_map(|side| &mut side.passages);
        passages.for_each(|passage| article(&mut passage.article));
    }
    for statement in &mut record.statements {
        statement.speaker.iter_mut().for_each(entity);
        statement.to.iter_mut().for_each(entity);
        statement
            .members
            .iter_mut()
            .for_each(|m| article(&mut m.article));
        let wordings = statement.wordings.iter_mut();
        wordings.for_each(|wording| article(&mut wording.member.article));
        for route in &mut statement.routes {
            article(&mut route.article);
            route.relays.iter_mut().for_each(entity);
            route.copy = route.copy.map(|copy| places.copies + copy);
        }
    }
    let positions = record.positions.iter_mut();
    positions.for_each(|position| entity(&mut position.speaker));
}
