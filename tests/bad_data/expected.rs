//! The bad fixtures and what is wrong with each.

/// A file of `tests/fixtures/bad` with the issues that it gives.
pub struct Bad {
    /// Below `tests/fixtures/bad`.
    pub file: &'static str,
    /// All of its issues: `LINE: SEVERITY[CODE] feature N field NAME`.
    pub issues: &'static [&'static str],
    /// A part of the help of one of them; each has one.
    pub help: &'static str,
}

/// One row.
pub const fn bad(file: &'static str, issues: &'static [&'static str], help: &'static str) -> Bad {
    Bad { file, issues, help }
}

#[rustfmt::skip] // One row a fixture.
pub const EXPECTED: &[Bad] = &[
    // What cannot be read.
    bad("json.geojson", &["7: error[json]"], "a missing comma"),
    bad("json-nan.geojson", &["10: error[json]"], "no NaN"),
    bad("feature.geojson", &["15: error[feature] feature 1"], ""),
    bad("feature-file.geojson", &["1: error[feature] field type"], "FeatureCollection"),
    bad("feature-nested.geojson", &["27: error[limit] feature 1"], ""),
    bad("feature-properties.geojson", &["2: error[feature] feature 0"], ""),
    bad("crs.geojson", &["1: error[crs] field crs"], "EPSG:4326"),
    bad("crs-wgs84.geojson", &["1: warning[crs] field crs"], "RFC7946=YES"),
    bad("byte-order-mark.geojson", &["1: warning[byte-order-mark]"], "without byte order mark"),
    bad("encoding.csv", &["3: error[encoding]"], "UTF-8"),
    bad("csv.csv", &["3: error[csv]"], "double quotes"),
    bad("csv-header.csv", &["1: error[csv]"], "crossings.csv"),
    bad("csv-unnamed-column.csv", &["1: error[csv]"], ""),
    // Fields.
    bad("unknown-field.geojson", &["10: error[unknown-field] feature 0 field lenght_km"], "did you mean \"length_km\"?"),
    bad("missing-field.geojson", &["15: error[missing-field] feature 1 field status"], "add \"status\""),
    bad("missing-field.csv", &["3: error[missing-field] field source"], "add \"source\""),
    bad("missing-field-capacity-source.geojson", &["10: error[missing-field] feature 0 field capacity"], "name the source"),
    bad("missing-field-country.geojson", &["2: error[missing-field] feature 0 field country"], "add \"country\""),
    bad("missing-field-length-source.geojson", &["10: error[missing-field] feature 0 field length_km"], "name the source"),
    bad("missing-field-sea.geojson", &["7: error[missing-field] feature 0 field country"], "add \"sea\""),
    bad("wrong-value.geojson", &["6: error[wrong-value] feature 0 field mode"], "rail, road, sea"),
    bad("wrong-value-border.csv", &["2: error[wrong-value] field target"], "hyphen"),
    bad("wrong-value-country.csv", &["2: error[wrong-value] field code"], "write its code: \"IR\""),
    bad("wrong-value-date.geojson", &["10: error[wrong-value] feature 0 field opened"], ""),
    bad("wrong-value-id.geojson", &["3: error[wrong-value] feature 0 field id"], "kebab-case"),
    bad("wrong-value-quoted-number.geojson", &["10: error[wrong-value] feature 0 field length_km"], "take the quotes away"),
    bad("wrong-value-text.geojson", &["4: error[wrong-value] feature 0 field name"], ""),
    // Geometries.
    bad("geometry.geojson", &["14: error[geometry] feature 0 field geometry"], "draw it"),
    bad("geometry-unreadable.geojson", &["14: error[geometry] feature 0 field geometry"], "arrays of numbers"),
    bad("geometry-type.geojson", &["14: error[geometry-type] feature 0 field geometry"], "Multipart to singleparts"),
    bad("short-line.geojson", &["14: error[short-line] feature 0 field geometry"], "add the other end"),
    bad("short-line-same.geojson", &["23: error[short-line] feature 1 field geometry"], "second end"),
    bad("open-ring.geojson", &["14: error[geometry-type] feature 0 field geometry", "14: error[open-ring] feature 0 field geometry"], "repeat the first position"),
    bad("short-ring.geojson", &["14: error[geometry-type] feature 0 field geometry", "14: error[short-ring] feature 0 field geometry"], "draw the polygon again"),
    bad("position.geojson", &["14: error[position] feature 0 field geometry"], "[longitude, latitude]"),
    bad("position-short.geojson", &["10: error[position] feature 0 field geometry"], "[longitude, latitude]"),
    bad("position-range.geojson", &["10: error[position-range] feature 0 field geometry"], "metres of a projection"),
    bad("position-range-swapped.geojson", &["10: error[position-range] feature 0 field geometry"], "look swapped"),
    bad("antimeridian.geojson", &["15: error[antimeridian] feature 0 field geometry"], "cut it in two"),
    // Ids.
    bad("duplicate-id.geojson", &["12: error[duplicate-id] feature 1 field id"], "another id"),
    bad("duplicate-id/areas.csv", &["4: error[duplicate-id] field name"], "delete one"),
    bad("unknown-place.geojson", &["5: error[unknown-place] feature 0 field to"], "did you mean \"rasht\"?"),
    bad("unknown-place-terminal.csv", &["2: error[unknown-place] field where"], "places.geojson"),
    bad("unknown-place-main.csv", &["2: error[unknown-place] field main_place"], "places.geojson"),
    bad("main-place.csv", &["2: error[main-place] field main_place"], "a place of the country"),
    bad("unused-row.csv", &["2: error[unused-row] field mode"], "terminals.csv"),
    bad("unused-row-pipeline.csv", &["2: error[unused-row] field from"], "delete the row"),
    bad("unused-row-border.csv", &["2: error[unused-row] field where"], "crossings.csv"),
    bad("unknown-source.geojson", &["12: error[unknown-source] feature 0 field source"], "did you mean \"general-knowledge\"?"),
    bad("unknown-corridor.geojson", &["10: error[unknown-corridor] feature 0 field corridors"], "did you mean \"instc-western\"?"),
    bad("unknown-sea.geojson", &["10: error[unknown-sea] feature 0 field sea"], "did you mean \"Caspian Sea\"?"),
    bad("unknown-sea.csv", &["2: error[unknown-sea] field area"], "did you mean \"Caspian Sea\"?"),
    bad("unknown-country.csv", &["2: error[unknown-country] field from"], "countries.csv"),
    bad("unknown-segment.csv", &["2: error[unknown-segment] field target"], "segments/"),
    // The line against its places and its length.
    bad("end-not-at-place.geojson", &["5: error[end-not-at-place] feature 0 field to"], "move the end to [49.58, 37.215]"),
    bad("end-not-at-place-reversed.geojson", &["4: error[end-not-at-place] feature 0 field from", "5: error[end-not-at-place] feature 0 field to"], "swap \"from\" and \"to\""),
    bad("loop.geojson", &["5: error[loop] feature 0 field to"], "cut it at a place"),
    bad("length-unit.geojson", &["11: error[length-unit] feature 0 field length_km"], "did you mean 1.5?"),
    bad("detour.geojson", &["15: warning[detour] feature 0 field geometry"], "drawn twice"),
    bad("parallel.geojson", &["19: warning[parallel] feature 1 field from"], "two lines"),
    bad("length-ratio.geojson", &["10: warning[length-ratio] feature 0 field length_km"], "length_note"),
    bad("unreachable.geojson", &["22: warning[unreachable] feature 2 field from"], "join one of its ends"),
    // Countries.
    bad("swapped-coordinates.geojson", &["10: error[swapped-coordinates] feature 0 field geometry"], "[longitude, latitude]"),
    bad("outside-country.geojson", &["10: error[outside-country] feature 0 field geometry"], "correct the position"),
    bad("border-sides.geojson", &["6: error[border-sides] feature 0 field kind"], "add \"countries\""),
    bad("border-sides.csv", &["2: error[border-sides] field to"], "two countries of the border"),
    bad("segment-country.geojson", &["16: error[segment-country] feature 1 field country"], "cut the segment at the border"),
    // Dates, quantities, trust.
    bad("status-date.geojson", &["10: error[status-date] feature 0 field opened"], "use \"expected\""),
    bad("status-date-operating.geojson", &["10: error[status-date] feature 0 field expected"], "delete \"expected\""),
    bad("status-date-slipped.geojson", &["10: warning[status-date] feature 0 field expected"], "newest date"),
    bad("status-date.csv", &["2: error[status-date] field until"], "swap the dates"),
    bad("quantity.geojson", &["10: error[quantity] feature 0 field length_km"], "km, not metres"),
    bad("quantity.csv", &["2: error[quantity] field hours_high", "3: error[quantity] field hours_low"], "hours"),
    bad("quantity-capacity.geojson", &["10: error[quantity] feature 0 field capacity"], "leave the capacity out"),
    bad("low-high.geojson", &["10: error[low-high] feature 0 field capacity"], "order the three values"),
    bad("low-high.csv", &["2: error[low-high] field hours_low"], "order the three values"),
    bad("gauge.geojson", &["6: error[gauge] feature 0 field mode"], "1520"),
    bad("gauge-road.geojson", &["6: error[gauge] feature 0 field mode"], "delete it"),
    bad("confidence.geojson", &["13: warning[confidence] feature 0 field confidence"], "write \"low\""),
    bad("confidence-accepted.geojson", &["13: note[confidence] feature 0 field confidence"], "seen with own eyes"),
    // Found late: each was once a defect of the checks.
    bad("csv-crlf.csv", &["3: error[csv]"], "double quotes"),
    bad("csv-lines.csv", &["6: error[quantity] field hours_low", "8: error[csv]"], "double quotes"),
    bad("csv-twice-column.csv", &["1: error[csv] field usd_high"], "keep one"),
    bad("unknown-sea-mode.geojson", &["8: error[unknown-sea] feature 0 field sea"], "did you mean \"Caspian Sea\"?"),
    bad("unknown-country-to.csv", &["2: error[unknown-country] field to"], "countries.csv"),
    bad("border-sides-itself.csv", &["2: error[border-sides] field to"], "\"from\" is the country left"),
    bad("border-sides-twice.geojson", &["5: error[border-sides] feature 0 field kind"], "add \"countries\""),
    bad("duplicate-id.csv", &["3: error[duplicate-id] field place"], ""),
    bad("low-high-part.csv", &["2: error[missing-field]"], ""),
    bad(
        "far-off.csv",
        &["2: warning[far-off] field hours_central", "3: warning[far-off] field hours_central", "3: warning[far-off] field usd_central"],
        "in something else",
    ),
    bad("quantity-factor.csv", &["2: error[quantity] field rail"], ""),
    bad("border-gauge.geojson", &["33: warning[border-gauge] feature 2 field gauge_mm"], "lead one gauge"),
    bad("copy.csv", &["3: error[copy] field id"], "delete one of the two"),
    bad("contract-inside.csv", &["2: error[contract] field from"], "a place of kind border"),
    bad("same-name.csv", &["2: error[same-name] field aliases"], "one of the two"),
    bad("same-name-corridor.csv", &["2: error[same-name] field aliases", "2: error[unused-row] field id", "3: error[unused-row] field id", "4: error[same-name] field id", "4: error[unused-row] field id", "5: error[unused-row] field id", "5: error[wrong-value] field name"], "longer id"),
    bad("unknown-place-flow.csv", &["2: error[unknown-place] field destination", "3: error[unknown-corridor] field branch"], "instc-western"),
    bad("wrong-value-source.csv", &["2: error[wrong-value] field year", "2: error[wrong-value] field url", "3: error[wrong-value] field url", "3: error[wrong-value] field id"], "https://"),
    bad("wrong-value-locode.geojson", &["5: error[wrong-value] feature 0 field locode", "15: error[border-sides] feature 1 field locode"], "two letters"),
    bad("contract.csv", &["2: error[contract] field through", "2: error[contract]", "2: error[contract] field through", "3: error[contract] field through", "3: error[contract] field through", "3: error[contract] field capacity_high"], "add the row"),
];
