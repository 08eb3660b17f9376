//! The description of the API, made from the table of operations and from the types of questions and answers.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::operations::{OPERATIONS, Operation};
use super::parameters::Asks;
use super::reply::Failure;

/// Everything that can be asked for by programs, as OpenAPI 3.1.
pub fn openapi() -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    let mut generator = settings.into_generator();
    let failure = generator.subschema_for::<Failure>();
    let mut paths = Map::new();
    for (operation, asks) in
        OPERATIONS.iter().filter(|operation| is_for_programs(operation)).filter_map(|one| Some((one, one.asks?)))
    {
        let content = match operation.gives {
            Some(gives) => json!({ "application/json": { "schema": gives(&mut generator) } }),
            None => json!({ "*/*": {} }),
        };
        let refused =
            |description: &str| json!({ "description": description, "content": { "application/json": { "schema": failure } } });
        let responses = json!({
            "200": { "description": "The answer", "content": content },
            "400": refused("The question is wrong"),
            "401": refused("The token is missing or wrong"),
            "403": refused("It was asked from a page of others"),
            "413": refused("The body is too long"),
            "414": refused("The address is too long"),
            "415": refused("The body is not application/json, not UTF-8, or compressed"),
            "422": refused("A name means nothing, or more than one thing"),
            "431": { "description": "The headers are too long" },
            "500": refused("A bug of this program"),
            "503": refused("Too much is asked at once; ask again"),
        });
        let one = |method: &str| {
            let id = format!("{method}_{}", operation.path.trim_start_matches("/api/").replace(['/', '.', '-'], "_"));
            json!({ "operationId": id, "summary": operation.about, "responses": responses })
        };
        let mut methods = Map::new();
        if operation.by.is_get() {
            let mut get = one("get");
            get["parameters"] = parameters(asks);
            methods.insert("get".into(), get);
        }
        if operation.by.is_post() {
            let mut post = one("post");
            post["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": asks() } } });
            methods.insert("post".into(), post);
        }
        paths.insert(operation.path.into(), methods.into());
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "corridor",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "How goods move between Russia, the Caucasus, Iran, Central Asia and India. Values have the names and units of the command line's JSON; every request needs the token that `corridor serve` prints.",
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" }
        },
        "servers": [{ "url": "/" }],
        "security": [{ "token": [] }],
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
            "schemas": generator.take_definitions(true),
        }
    })
}

/// The page and its parts are its own business.
fn is_for_programs(operation: &Operation) -> bool {
    operation.path.starts_with("/api/") || operation.path.starts_with("/download/")
}

fn parameters(asks: Asks) -> Value {
    let schema = asks();
    let required: Vec<&str> =
        schema.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema.get("properties").and_then(Value::as_object).into_iter().flatten();
    properties
        .map(|(name, property)| {
            let mut property = property.clone();
            let about = property.as_object_mut().and_then(|property| property.remove("description"));
            json!({
                "name": name, "in": "query", "required": required.contains(&name.as_str()), "description": about.unwrap_or_default(),
                "schema": property, "style": "form", "explode": true,
            })
        })
        .collect()
}
