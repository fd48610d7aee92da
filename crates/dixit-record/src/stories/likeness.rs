//! How likely two articles report one happening.

use super::profile::Profile;

/// How many features a pair has.
pub(crate) const FEATURES: usize = 13;

/// Learned on half of a corpus of round-ups (see `training/evaluation`):
/// logistic regression, the constant last.
const MODEL: [f32; FEATURES + 1] = [
    -2.667, 3.438, -2.517, 11.222, 8.502, -6.031, 2.500, 5.269, -0.810, 1.001, -3.349, 2.645,
    1.947, -7.674,
];

/// What the model sees of a pair.
pub(crate) fn features(a: &Profile, b: &Profile) -> [f32; FEATURES] {
    let title = a.title.cosine(&b.title);
    let lead = a.lead.cosine(&b.lead);
    let body = a.body.cosine(&b.body);
    let names = a.names.cosine(&b.names);
    let cross = a.title.cosine(&b.lead).max(a.lead.cosine(&b.title));
    let meaning: f32 = a.meaning.iter().zip(&b.meaning).map(|(x, y)| x * y).sum();
    let apart = apart(a, b);
    [
        title,
        title.sqrt(),
        lead.sqrt(),
        body,
        body.sqrt(),
        names.sqrt(),
        cross.sqrt(),
        meaning,
        apart.map_or(0.0, |days| days.min(10.0)),
        f32::from(u8::from(apart == Some(0.0))),
        f32::from(u8::from(apart.is_none())),
        a.marks.weekdays_alike(&b.marks).map_or(0.0, |x| x - 0.5),
        title * body,
    ]
}

/// Days between the two, if both are dated.
pub(crate) fn apart(a: &Profile, b: &Profile) -> Option<f32> {
    let (a, b) = (a.day?, b.day?);
    Some((a - b).get_days().unsigned_abs() as f32)
}

/// The likeness of a pair, from 0 to 1.
pub(crate) fn likeness(a: &Profile, b: &Profile) -> f32 {
    let features = features(a, b);
    let sum: f32 = features.iter().zip(&MODEL).map(|(x, w)| x * w).sum();
    let likeness = 1.0 / (1.0 + (-(sum + MODEL[FEATURES])).exp());
    let against = |a: &Profile, b: &Profile| {
        a.day.is_none() && b.day.is_some_and(|day| a.marks.speak_against(day))
    };
    if against(a, b) || against(b, a) {
        likeness * 0.25
    } else {
        likeness
    }
}
