//! Profiles as bytes, for keeping them: little-endian, with a version first.

use super::days::DayMarks;
use super::profile::Profile;
use crate::sparse::Sparse;
use dixit_model::Date;

const VERSION: u8 = 1;
/// The day of an article without one.
const UNDATED: i16 = i16::MIN;

impl Profile {
    /// The profile as bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = vec![VERSION];
        for part in [&self.title, &self.lead, &self.body, &self.names, &self.keys] {
            out.extend((part.0.len() as u32).to_le_bytes());
            for (term, weight) in &part.0 {
                out.extend(term.to_le_bytes());
                out.extend(weight.to_le_bytes());
            }
        }
        out.push(self.rare.len() as u8);
        self.rare.iter().for_each(|x| out.extend(x.to_le_bytes()));
        for list in [&self.meaning[..], &self.marks.weekdays] {
            out.push(list.len() as u8);
            list.iter().for_each(|x| out.extend(x.to_le_bytes()));
        }
        let years = &self.marks.years[..self.marks.years.len().min(255)];
        out.push(years.len() as u8);
        years.iter().for_each(|year| out.extend(year.to_le_bytes()));
        let (year, month, day) = match self.day {
            Some(day) => (day.year(), day.month(), day.day()),
            None => (UNDATED, 0, 0),
        };
        out.extend(year.to_le_bytes());
        out.extend([month as u8, day as u8]);
        out
    }

    /// The profile that [`Profile::to_bytes`] made; `None` if these are other
    /// bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Profile> {
        let mut rest = Rest(bytes);
        if rest.take()? != [VERSION] {
            return None;
        }
        let mut parts = Vec::with_capacity(5);
        for _ in 0..5 {
            let count = u32::from_le_bytes(rest.take()?) as usize;
            let pairs = (0..count.min(rest.0.len() / 8)).map(|_| {
                Some((
                    u32::from_le_bytes(rest.take()?),
                    f32::from_le_bytes(rest.take()?),
                ))
            });
            parts.push(Sparse(pairs.collect::<Option<Vec<_>>>()?));
        }
        let [rare] = rest.take()?;
        let rare = (0..rare).map(|_| Some(u32::from_le_bytes(rest.take()?)));
        let rare = rare.collect::<Option<Vec<u32>>>()?;
        let meaning = rest.floats()?;
        let weekdays = rest.floats()?.try_into().ok()?;
        let [years] = rest.take()?;
        let years = (0..years).map(|_| Some(i16::from_le_bytes(rest.take()?)));
        let years = years.collect::<Option<Vec<i16>>>()?;
        let year = i16::from_le_bytes(rest.take()?);
        let [month, day] = rest.take()?;
        let day = match year {
            UNDATED => None,
            year => Some(Date::new(year, month as i8, day as i8).ok()?),
        };
        let [title, lead, body, names, keys]: [Sparse; 5] = parts.try_into().ok()?;
        rest.0.is_empty().then_some(Profile {
            title,
            lead,
            body,
            names,
            keys,
            rare,
            meaning,
            day,
            marks: DayMarks { weekdays, years },
        })
    }
}

/// Bytes still to be read.
struct Rest<'b>(&'b [u8]);

impl Rest<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, tail) = self.0.split_first_chunk::<N>()?;
        self.0 = tail;
        Some(*head)
    }

    fn floats(&mut self) -> Option<Vec<f32>> {
        let [count] = self.take()?;
        (0..count)
            .map(|_| Some(f32::from_le_bytes(self.take()?)))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::Profiler;
    use super::*;
    use dixit_model::{Article, Inferred, Reading};

    fn profile() -> Profile {
        let text = "The port of Orrin reopened on Friday. It had closed in 2029, Marant said.";
        let mut article = Article::plain("harbour", text);
        let day = jiff::civil::date(2031, 3, 7);
        article.published = Some(Inferred::new(day, "metadata", 1.0));
        Profiler::new().profile(&Reading::plain(article))
    }

    #[test]
    fn a_profile_survives_its_bytes() {
        let profile = profile();
        assert_eq!(Profile::from_bytes(&profile.to_bytes()), Some(profile));
    }

    #[test]
    fn other_bytes_are_no_profile() {
        let bytes = profile().to_bytes();
        assert_eq!(Profile::from_bytes(&[]), None);
        for end in 0..bytes.len() {
            assert_eq!(Profile::from_bytes(&bytes[..end]), None);
        }
        let huge = [&[VERSION][..], &u32::MAX.to_le_bytes()].concat();
        assert_eq!(Profile::from_bytes(&huge), None);
    }
}
