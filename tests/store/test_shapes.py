"""Shapes from a GeoJSON file: what is read, and what is refused at its place."""

import json
from pathlib import Path
from typing import Any

import pytest

from hsp_cli.domain.kind import Kind
from hsp_cli.store.file_reader import FileReader, FileReading
from hsp_cli.store.file_tree import Disk
from hsp_cli.store.layout import DataFile
from tests.workspaces import write_files

SET = "id: wards\ntitle: Wards\ntier: ward\nshapes: wards.geojson\nshapes_code: code\n"
SQUARE: list[list[float]] = [[0, 51], [0.5, 51], [0.5, 51.5], [0, 51]]


def feature(code: Any = "W1", kind: str = "Polygon", coordinates: Any = None) -> dict[str, Any]:
    geometry = {"type": kind, "coordinates": [SQUARE] if coordinates is None else coordinates}
    return {"type": "Feature", "properties": {"code": code, "name": None}, "geometry": geometry}


def collection(*features: Any, **more: Any) -> str:
    lines = ",\n".join(map(json.dumps, features))
    head = json.dumps({"type": "FeatureCollection", **more})[:-1]
    return f'{head}, "features": [\n{lines}\n]}}\n'


def read(tmp_path: Path, geojson: str | bytes, record: str = SET) -> FileReading:
    files = {"data/areas/wards.yaml": record, "data/areas/wards.geojson": geojson}
    return FileReader(Disk(str(write_files(tmp_path, files)))).read(DataFile("data/areas/wards.yaml", Kind.AREA_SET))


def found(tmp_path: Path, geojson: str | bytes) -> list[tuple[str, int, str]]:
    reading = read(tmp_path, geojson)
    assert reading.record is None
    assert {one.path for one in reading.diagnostics} == {"data/areas/wards.geojson"}
    return [(one.code, one.line, one.message) for one in reading.diagnostics]


def test_a_feature_is_a_shape_with_its_code_and_its_polygons(tmp_path: Path) -> None:
    hole = [[0.1, 51.1], [0.2, 51.1], [0.2, 51.2], [0.1, 51.1]]
    many = feature("W2", "MultiPolygon", [[SQUARE, hole], [SQUARE]])
    record = read(tmp_path, collection(feature(), many)).record
    assert record is not None
    first, second = record.record.shapes.shapes
    assert (first.code, first.feature, first.polygons) == ("W1", 0, ((tuple(map(tuple, SQUARE)),),))
    assert [len(polygon) for polygon in second.polygons] == [2, 1]


def test_a_point_may_have_a_height_and_the_file_may_name_wgs_84(tmp_path: Path) -> None:
    high = [[x, y, 35.5] for x, y in SQUARE]
    for name in ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::4326"):
        crs = {"type": "name", "properties": {"name": name}}
        record = read(tmp_path, collection(feature(coordinates=[high]), crs=crs)).record
        assert record is not None
        assert record.record.shapes.shapes[0].polygons[0][0][0] == (0.0, 51.0)


def test_shapes_need_the_property_that_holds_the_code(tmp_path: Path) -> None:
    reading = read(tmp_path, collection(feature()), SET.replace("shapes_code: code\n", ""))
    (one,) = reading.diagnostics
    assert (one.path, one.code) == ("data/areas/wards.yaml", "wrong-type")
    assert "`shapes` needs `shapes_code`" in one.message


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ('{"type": "FeatureCollection",\n "features": [', "geojson-syntax", 2, "Expecting value"),
        ("", "geojson-syntax", 1, "Expecting value"),
        ('{"type": "FeatureCollection", "features": [NaN]}', "geojson-syntax", 1, "NaN is not a number"),
        ('{"features": [], "features": []}', "geojson-syntax", 1, "has the key 'features' twice"),
        (f"[{'1' * 5000}]", "geojson-syntax", 1, "digits"),
        ("[\n" * 40, "nesting-too-deep", 33, "nested more than 32 deep"),
        ("[]", "shapes-not-readable", 1, "not a GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection"}', "shapes-not-readable", 1, "no list of `features`"),
        (collection(feature(), 5), "shapes-not-readable", 3, "not a GeoJSON Feature"),
        (collection(feature(7)), "shapes-not-readable", 2, "no property 'code' with a text"),
        (collection({"type": "Feature"}), "shapes-not-readable", 2, "its properties are: none"),
        (collection(feature(), feature("W2", "Point", [0, 51])), "shapes-not-readable", 3, "'W2' is no Polygon"),
        (collection(feature(coordinates=[])), "shapes-not-readable", 2, "a polygon without rings"),
        (collection(feature(kind="MultiPolygon", coordinates=[])), "shapes-not-readable", 2, "no coordinates"),
        (collection(feature(coordinates=[SQUARE[:3]])), "shapes-not-readable", 2, "not closed"),
        (collection(feature(coordinates=[[*SQUARE[:3], [1, 2]]])), "shapes-not-readable", 2, "not closed"),
        (collection(feature(coordinates=[[["0", "51"]] * 4])), "shapes-not-readable", 2, "no pair of numbers"),
        (collection(feature(coordinates=[[[True, 51]] * 4])), "shapes-not-readable", 2, "no pair of numbers"),
        (collection(feature(coordinates=[[[515263, 188901]] * 4])), "shapes-not-wgs84", 2, "in degrees"),
        (collection(feature(coordinates=[[[1e999, 51]] * 4])).replace("Infinity", "1e999"), "shapes-not-wgs84", 2, ""),
        (
            collection(feature(), crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}),
            "shapes-not-wgs84",
            1,
            "EPSG::27700",
        ),
        (collection(feature(), crs=5), "shapes-not-wgs84", 1, "not WGS 84"),
    ],
)
def test_a_file_that_holds_no_shapes_is_refused_at_its_line(
    text: str, code: str, line: int, words: str, tmp_path: Path
) -> None:
    ((one, at, message),) = found(tmp_path, text)
    assert (one, at) == (code, line)
    assert words in message


def test_several_faults_are_reported_in_one_run_and_not_more_than_a_person_reads(tmp_path: Path) -> None:
    assert [line for _, line, _ in found(tmp_path, collection(feature(1), feature(), feature(2)))] == [2, 4]
    assert len(found(tmp_path, collection(*[feature(1)] * 5_000))) <= 1_000


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    assert found(tmp_path, b'{"name": "caf\xe9"}')[0][0] == "not-utf8"
