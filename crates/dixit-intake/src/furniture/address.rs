//! Where the page turns to its reader.
//!
//! A report says neither *we* nor *you* outside quotation marks. Where it does so
//! on a few lines on end and nowhere else, it is the page that speaks; sentences
//! between (*The story is told by few*) belong to the same address, although
//! their own words would not tell.

use super::features::runs;
use super::unit::Unit;

/// Marks the whole of an address if the model has found some of it, and one
/// with which the text ends.
pub(super) fn extend(units: &[Unit], voices: &[&'static str], labels: &mut [bool]) {
    let runs = runs(units, voices);
    let mut at = 0;
    for group in runs.chunk_by(|a, b| a.is_some() == b.is_some()) {
        let here = at..at + group.len();
        at = here.end;
        let Some(run) = group[0] else { continue };
        let alone = run.elsewhere == "hardly";
        let short = here.len() * 2 < units.len();
        let found = labels[here.clone()].iter().any(|label| *label);
        let last = here.end == units.len() && run.speaks != "we";
        if alone && short && (found || last) {
            labels[here].fill(true);
        }
    }
}

/// A line that ends in a colon belongs with the addresses of the web that it
/// introduces.
pub(super) fn introduce(text: &str, units: &[Unit], labels: &mut [bool]) {
    for at in (1..units.len()).rev() {
        let (before, unit) = (units[at - 1], units[at]);
        let introduces = before.line != unit.line && before.span.of(text).ends_with(':');
        let words = unit.span.of(text);
        let address = words.starts_with("www.") || words.contains("://") || words.contains('@');
        if introduces && address && labels[at] && before.line > 0 {
            labels[at - 1] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::mark;

    const REPORT: &str = "Port of Kest to reopen\nThe port of Kest will reopen, officials said.\n\
        “We are glad,” said Tomas Veld, who leads the dockers.\nNo ship has left since January.\n";

    fn marked(end: &str) -> Vec<String> {
        let text = format!("{REPORT}{end}");
        mark(&text)
            .iter()
            .map(|piece| piece.span.of(&text).to_owned())
            .collect()
    }

    #[test]
    fn a_report_that_ends_by_turning_to_its_reader_has_ended_before() {
        let end = "Have a tip on the harbour? Tell the desk what you know.";
        assert_eq!(marked(end), [end]);
        assert_eq!(marked("“Tell the desk what you know,” he added."), [""; 0]);
    }
}
