//! The five articles that Dixit was asked for.

use crate::scoring::{RecordFigures, Shared, at_least};
use serde_json::Value;

#[test]
fn attributions_of_the_seeds() {
    let Some(shared) = Shared::find() else { return };
    let readings = shared.read(&shared.files("seeds", "txt"), "accurate", "seeds.jsonl");
    let gold = shared.corpus("seeds/seeds.gold.json");
    let figures = shared.attributions("seeds, attributions", &gold, &readings);
    at_least(0.62, "linked F1", figures.linked());
    for (what, least) in [
        ("speaker", 0.88),
        ("via_where_gold_has_one", 0.70),
        ("parent", 0.70),
        ("said_on", 0.70),
        ("to", 0.60),
    ] {
        at_least(least, what, figures.right(what));
    }
}

#[test]
fn record_of_the_seeds() {
    let Some(shared) = Shared::find() else { return };
    let record = shared.report(&shared.files("seeds", "txt"), "accurate", "seeds.json");
    let gold = shared.corpus("seeds/seeds.gold.json");
    let figures = shared.record("seeds, record", &gold, &record);
    at_least(1.0, "stories", figures.number("stories", "F1"));
    at_least(
        0.60,
        "statement pairs F1",
        figures.number("statements", "F1"),
    );
    at_least(
        0.95,
        "furniture precision",
        figures.number("furniture", "P"),
    );
    at_least(0.95, "furniture recall", figures.number("furniture", "R"));
    assert!(figures.says("published   4 of 4"), "publication dates");
    assert!(figures.says("outlet      2 of 2"), "outlets");
    assert!(routes_are_counted_right(&figures), "independent routes");
    let gold = std::fs::read(gold).expect("the gold");
    let gold: Value = serde_json::from_slice(&gold).expect("gold is JSON");
    for [one, other] in figures.wrong_pairs() {
        let same = story(&gold, &one) == story(&gold, &other);
        assert!(same, "{one} and {other} are of two stories");
    }
}

/// The story of an attribution of the gold: its place in the list.
fn story(gold: &Value, attribution: &str) -> Option<usize> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let holds = |article: &Value| {
        let rows = list(&article["attributions"]);
        rows.iter().any(|row| row["id"] == attribution)
    };
    let articles = list(&gold["articles"]);
    let article = articles.iter().find(|article| holds(article))?;
    let stories = list(&gold["stories"]);
    stories
        .iter()
        .position(|story| list(story).contains(&article["id"]))
}

/// Every statement with a known number of independent routes has it.
fn routes_are_counted_right(figures: &RecordFigures) -> bool {
    figures.says("gold 3, record ['3']")
}
