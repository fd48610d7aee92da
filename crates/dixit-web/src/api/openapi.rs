//! The API's description: OpenAPI 3.1, made from the table of its addresses.

use super::{ENDPOINTS, Endpoint, MOST, ROWS};
use crate::ask::Ask;
use crate::reply::Reply;
use crate::router::Answer;
use dixit_ledger::Ledger;
use serde_json::{Map, Value, json};

const SCHEMAS: &str = include_str!("schemas.json");

/// `/api/v1/openapi.json`
pub(super) fn document(ask: &Ask, _: &Ledger) -> Answer {
    Reply::json(&description(&ask.desk.version, ask.desk.writes()))
}

fn description(version: &str, writes: bool) -> Value {
    let mut paths = Map::new();
    for endpoint in ENDPOINTS {
        let mut methods = Map::new();
        if endpoint.reading.is_some() {
            methods.insert("get".to_owned(), get(endpoint));
        }
        if endpoint.writing.is_some() {
            methods.insert("post".to_owned(), post(endpoint, writes));
        }
        paths.insert(endpoint.path.to_owned(), Value::Object(methods));
    }
    let schemas: Value = serde_json::from_str(SCHEMAS).unwrap_or_default();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Dixit",
            "version": version,
            "summary": "The sourced record of a ledger: who said what, according to whom",
            "description": "Keys of stories, statements and entities stay good as the ledger grows: \
                one that is part of another now answers with 308. Offsets count Unicode code points, \
                end exclusive. Listings give `next`, to be sent as `after`, until they end.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{}, {"token": []}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    })
}

fn get(endpoint: &Endpoint) -> Value {
    let mut parameters: Vec<Value> = variables(endpoint);
    parameters.extend(endpoint.query.iter().map(|name| parameter(name)));
    let mut responses = json!({
        "200": {"description": endpoint.about, "content": content(endpoint)},
        "304": {"description": "As it was when its ETag was given"},
        "400": problem("What was asked for cannot be understood"),
    });
    if !variables(endpoint).is_empty() {
        responses["404"] = problem("Nothing goes by this name");
        responses["308"] = json!({"description": "It goes by another key now"});
    }
    common(&mut responses);
    json!({
        "operationId": operation("get", endpoint.path),
        "summary": endpoint.about,
        "parameters": parameters,
        "responses": responses,
    })
}

fn post(endpoint: &Endpoint, writes: bool) -> Value {
    let undoes = endpoint.path.ends_with("/undo");
    let (schema, about) = if undoes {
        ("Undoing", "Undoes a correction, which stays in the log")
    } else {
        (
            "NewCorrection",
            "Corrects the record; the change is in effect when this answers",
        )
    };
    let mut responses = json!({
        "201": {
            "description": "It is in the record",
            "content": {"application/json": {"schema": reference("Made")}},
        },
        "400": problem("What was sent cannot be understood"),
        "403": problem("The desk takes no corrections, or not from there"),
        "404": problem("What is to be corrected is not in the ledger"),
        "409": problem("It contradicts the record"),
        "413": problem("It is too long"),
        "415": problem("It is not JSON"),
    });
    common(&mut responses);
    json!({
        "operationId": operation("post", endpoint.path),
        "summary": about,
        "description": if writes { "Open on this desk." } else { "Closed on this desk, which only reads." },
        "parameters": variables(endpoint),
        "requestBody": {
            "required": true,
            "content": {"application/json": {"schema": reference(schema)}},
        },
        "responses": responses,
    })
}

fn common(responses: &mut Value) {
    responses["401"] = problem("The desk’s token is needed");
    responses["414"] = problem("The address is too long");
    responses["421"] = problem("The desk does not go by the name it was asked under");
    responses["503"] = problem("The desk is busy");
    responses["500"] = problem("A fault of Dixit’s");
}

fn content(endpoint: &Endpoint) -> Value {
    match endpoint.answer {
        "Bytes" => json!({
            "application/octet-stream": {"schema": {}},
            "text/plain": {"schema": {}},
        }),
        name => json!({"application/json": {"schema": reference(name)}}),
    }
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn problem(about: &str) -> Value {
    json!({
        "description": about,
        "content": {"application/problem+json": {"schema": reference("Problem")}},
    })
}

fn operation(method: &str, path: &str) -> String {
    let words = path
        .trim_start_matches("/api/v1")
        .split(['/', '.', '{', '}'])
        .filter(|word| !word.is_empty());
    let mut name = method.to_owned();
    for word in words {
        name.push('_');
        name.push_str(word);
    }
    name
}

fn variables(endpoint: &Endpoint) -> Vec<Value> {
    endpoint
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| {
            let schema = match name {
                "id" => json!({"type": "integer", "minimum": 1}),
                _ => json!({"type": "string", "minLength": 1}),
            };
            json!({"name": name, "in": "path", "required": true, "schema": schema})
        })
        .collect()
}

fn parameter(name: &str) -> Value {
    let day = || json!({"type": "string", "format": "date"});
    let (name, schema, about) = match name {
        "limit" => (
            "limit",
            json!({"type": "integer", "minimum": 1, "maximum": MOST, "default": ROWS}),
            "Rows at most",
        ),
        "version" => (
            "version",
            json!({"type": "string"}),
            "SHA-256 of the version's bytes",
        ),
        "after" => (
            "after",
            json!({"type": "string"}),
            "The `next` of the page before",
        ),
        "q" => (
            "q",
            json!({"type": "string"}),
            "Words, phrases and fields, as in the search box",
        ),
        "words" => (
            "words",
            json!({"type": "string"}),
            "With an article that has all these words",
        ),
        "outlet" => (
            "outlet",
            json!({"type": "string"}),
            "Reported by this outlet",
        ),
        "speaker" => (
            "speaker",
            json!({"type": "string"}),
            "In which this entity (its key) says something",
        ),
        "from" => ("from", day(), "Reported on this day or later"),
        "until" => ("until", day(), "Reported on this day or earlier"),
        "least" => (
            "least",
            json!({"type": "integer", "minimum": 1, "maximum": 1_000_000}),
            "Of at least so many articles",
        ),
        "order" => (
            "order",
            json!({"type": "string", "enum": ["newest", "articles", "statements", ""], "default": "newest"}),
            "What comes first; empty as if it were not there",
        ),
        "statement_order" => (
            "order",
            json!({"type": "string", "enum": ["weight", "newest", "oldest", ""], "default": "weight"}),
            "What comes first; empty as if it were not there",
        ),
        name => (
            name,
            json!({"type": "boolean", "default": true}),
            "Whether articles’ texts are told",
        ),
    };
    json!({"name": name, "in": "query", "required": false, "description": about, "schema": schema})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_schema_that_is_spoken_of_is_there() {
        let document = description("1", true);
        let schemas = &document["components"]["schemas"];
        assert!(schemas.is_object(), "schemas.json is no JSON");
        let text = document.to_string();
        for name in text.split("#/components/schemas/").skip(1) {
            let name = name.split('"').next().unwrap();
            assert!(schemas.get(name).is_some(), "{name}");
        }
    }

    #[test]
    fn operations_have_names_of_their_own() {
        let mut names: Vec<String> = ENDPOINTS
            .iter()
            .flat_map(|e| [operation("get", e.path), operation("post", e.path)])
            .collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
