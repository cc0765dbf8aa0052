"""Reads the shapes of areas: a GeoJSON file with a feature for each area (RFC 7946)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hsp_cli.domain.finding import Finding, Key, Place, Rule
from hsp_cli.domain.period import Calendar
from hsp_cli.domain.shapes import Point, Polygon, Ring, Shape, Shapes
from hsp_cli.store import file_rules
from hsp_cli.store.guard import Refused
from hsp_cli.store.model_errors import shown
from hsp_cli.store.source_map import MAX_FINDINGS, SyntaxProblem

_MOST_LEVELS = 32
"""GeoJSON of areas has eight levels, apart from its properties."""

_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"|[][{}]', re.DOTALL)
_WGS84 = re.compile(r"(?:CRS:?84|EPSG::?4326|WGS ?84)$", re.IGNORECASE)
_FEWEST_POINTS = 4


class _Wrong(Exception):  # noqa: N818 - control flow inside this module
    """What is wrong at some keys of the file."""

    def __init__(self, rule: Rule, message: str, *keys: Key) -> None:
        super().__init__(message)
        self.rule, self.message, self.keys = rule, message, keys


def read_shapes(
    name: str, path: str, text: str, record: Mapping[str, Any], calendar: Calendar
) -> tuple[Shapes, Sequence[Finding]]:
    """The shapes in a text, or what is wrong with it. `record` is the plain data of the set of areas.

    `shapes_code` of the record names the property with the code of the area. Refused if the text is not JSON.
    """
    data = _parsed(text)
    code_key = record.get("shapes_code")
    shapes: list[Shape] = []
    findings: list[Finding] = []
    try:
        for number, feature in enumerate(_features(data) if isinstance(code_key, str) else ()):
            try:
                shapes.append(_shape(number, feature, str(code_key)))
            except _Wrong as wrong:
                findings.append(_finding(path, wrong, "features", number))
                if len(findings) == MAX_FINDINGS:
                    break
    except _Wrong as wrong:
        findings.append(_finding(path, wrong))
    return Shapes(name, path, () if findings else tuple(shapes)), findings


def _finding(path: str, wrong: _Wrong, *above: Key) -> Finding:
    return Finding(wrong.rule, Place(path, (*above, *wrong.keys)), wrong.message, wrong.rule.hint)


def _parsed(text: str) -> Any:
    if (at := _too_deep(text)) is not None:
        _refuse(file_rules.TOO_DEEP, text, at, f"brackets are nested more than {_MOST_LEVELS} deep")
    try:
        return json.loads(text, object_pairs_hook=_each_key_once, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise Refused(SyntaxProblem(file_rules.GEOJSON_SYNTAX, error.lineno, error.colno, error.msg)) from None
    except ValueError as error:  # a key twice, a number that is none, or one of thousands of digits
        raise Refused(SyntaxProblem(file_rules.GEOJSON_SYNTAX, 1, 1, str(error))) from None


def _too_deep(text: str) -> int | None:
    """The place of the first bracket that is nested too deeply. Such brackets can crash a parser."""
    depth = 0
    for match in _STRING_OR_BRACKET.finditer(text):
        depth += 1 if match[0] in "[{" else -1 if match[0] in "]}" else 0
        if depth > _MOST_LEVELS:
            return match.start()
    return None


def _refuse(rule: Rule, text: str, at: int, message: str) -> None:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    raise Refused(SyntaxProblem(rule, line, column, message))


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"an object has the key {shown(repeated)} twice")
    return found


def _no_number(word: str) -> Any:
    raise ValueError(f"{word} is not a number in JSON")


def _features(data: Any) -> Iterator[Any]:
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise _Wrong(file_rules.NOT_SHAPES, "the file is not a GeoJSON FeatureCollection")
    system = data.get("crs")
    if system is not None:
        properties = system.get("properties") if isinstance(system, dict) else None
        name = properties.get("name") if isinstance(properties, dict) else None
        if not isinstance(name, str) or not _WGS84.search(name):
            raise _Wrong(file_rules.NOT_WGS84, f"the coordinates follow {shown(name or system)}, not WGS 84", "crs")
    features = data.get("features")
    if not isinstance(features, list):
        raise _Wrong(file_rules.NOT_SHAPES, "the file has no list of `features`")
    yield from features


def _shape(number: int, feature: Any, code_key: str) -> Shape:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise _Wrong(file_rules.NOT_SHAPES, "this is not a GeoJSON Feature")
    properties = feature.get("properties")
    code = properties.get(code_key) if isinstance(properties, dict) else None
    if not isinstance(code, str) or not code:
        has = ", ".join(properties) if isinstance(properties, dict) and properties else "none"
        words = f"the feature has no property {shown(code_key)} with a text; its properties are: {has}"
        raise _Wrong(file_rules.NOT_SHAPES, words)
    geometry = feature.get("geometry")
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(geometry, dict) or kind not in ("Polygon", "MultiPolygon"):
        raise _Wrong(file_rules.NOT_SHAPES, f"the shape of {shown(code)} is no Polygon or MultiPolygon", "geometry")
    coordinates = geometry.get("coordinates")
    polygons = coordinates if kind == "MultiPolygon" else [coordinates]
    if not isinstance(polygons, list) or not polygons:
        raise _Wrong(file_rules.NOT_SHAPES, f"the shape of {shown(code)} has no coordinates", "geometry")
    return Shape(code, number, tuple(_polygon(code, polygon) for polygon in polygons))


def _polygon(code: str, rings: Any) -> Polygon:
    if not isinstance(rings, list) or not rings:
        raise _Wrong(file_rules.NOT_SHAPES, f"the shape of {shown(code)} has a polygon without rings", "geometry")
    return tuple(_ring(code, ring) for ring in rings)


def _ring(code: str, ring: Any) -> Ring:
    points = tuple(_point(code, point) for point in ring) if isinstance(ring, list) else ()
    if len(points) < _FEWEST_POINTS or points[0] != points[-1]:
        words = f"the shape of {shown(code)} has a ring that is not closed, or has fewer than {_FEWEST_POINTS} points"
        raise _Wrong(file_rules.NOT_SHAPES, words, "geometry")
    return points


def _point(code: str, point: Any) -> Point:
    """A position, without its height if it has one."""
    if not isinstance(point, list) or len(point) < 2 or not all(type(one) in (int, float) for one in point):
        words = f"the shape of {shown(code)} has a point that is no pair of numbers"
        raise _Wrong(file_rules.NOT_SHAPES, words, "geometry")
    longitude, latitude = point[:2]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        words = f"the shape of {shown(code)} has a point that is no longitude and latitude in degrees"
        raise _Wrong(file_rules.NOT_WGS84, words, "geometry")
    return float(longitude), float(latitude)
