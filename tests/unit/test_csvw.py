"""Rows as CSV with metadata (CSV on the Web)."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

import ritgraph
from ritgraph import KnowledgeGraph
from ritgraph.errors import LimitError, OutputError, UnsupportedError
from ritgraph.query.answer.csvw import write_csvw
from ritgraph.query.answer.rows import Rows
from ritgraph.store.embedded import EmbeddedStore

Run = Callable[..., object]
XSD = "http://www.w3.org/2001/XMLSchema#"
THING = ox.NamedNode("http://example.com/a")
OTHER = ox.NamedNode("http://example.com/b")
EMPTY = EmbeddedStore(ox.Store(), ())
# Metadata Vocabulary for Tabular Data, sections 5.3, 5.5, 5.6, 5.7, 5.9 and 5.11.1: the properties
# that each object may have, and the names of the built-in datatypes that can be met here.
INHERITED = {"aboutUrl", "datatype", "lang", "null", "propertyUrl", "required", "valueUrl"}
OF_TABLE = {"@context", "url", "dialect", "tableSchema", "notes", *INHERITED}
OF_SCHEMA = {"columns", "primaryKey", *INHERITED}
OF_COLUMN = {"name", "titles", "suppressOutput", *INHERITED}
BUILT_IN = {
    *("anyURI", "boolean", "date", "dateTime", "decimal", "double", "gYear", "gYearMonth"),
    *("html", "integer", "string", "time", "xml"),
}
VARIABLE = r"(?:[A-Za-z0-9]|%[0-9A-F]{2})(?:[A-Za-z0-9_.]|%[0-9A-F]{2})*"


def typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(datatype if ":" in datatype else XSD + datatype))


def conforming(target: Path) -> dict[str, object]:
    """Read the metadata beside a CSV, and hold both to the specification."""
    metadata = json.loads(Path(f"{target}-metadata.json").read_text(encoding="utf-8"))
    with target.open(encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    schema = metadata["tableSchema"]
    columns = schema["columns"]
    assert metadata["@context"] == "http://www.w3.org/ns/csvw"
    assert unquote(metadata["url"]) == target.name
    for told, allowed in (
        (metadata, OF_TABLE),
        (schema, OF_SCHEMA),
        *((c, OF_COLUMN) for c in columns),
    ):
        assert {key for key in told if not key.startswith("dc:")} <= allowed
    assert [column["titles"] for column in columns] == header
    names = [column["name"] for column in columns]
    assert len(set(names)) == len(names)
    for index, column in enumerate(columns):
        assert re.fullmatch(VARIABLE, column["name"])
        cells = [record[index] if record else "" for record in records]
        assert not column.get("required") or all(cells)
        datatype = column.get("datatype", "string")
        if isinstance(datatype, dict):
            assert datatype["base"] == "string"
            assert not datatype["@id"].startswith(XSD)
        else:
            assert datatype in BUILT_IN
        assert column.get("valueUrl") in (None, f"{{+{column['name']}}}")
        assert ("valueUrl" in column) == (datatype == "anyURI")
    if "primaryKey" in schema:
        at = names.index(schema["primaryKey"])
        keys = [record[at] for record in records]
        assert len(set(keys)) == len(keys)
        assert schema["aboutUrl"] == f"{{+{schema['primaryKey']}}}"
    return metadata  # type: ignore[no-any-return]


def columns_of(
    tmp_path: Path, names: list[str], *rows: tuple[object, ...]
) -> list[dict[str, object]]:
    target = tmp_path / "out.csv"
    assert write_csvw(names, rows, None, EMPTY, target) == len(rows)  # type: ignore[arg-type]
    return conforming(target)["tableSchema"]["columns"]  # type: ignore[index,no-any-return]


def asked(graph: KnowledgeGraph, text: str) -> Rows:
    answer = graph.sparql(text)
    assert isinstance(answer, Rows)
    return answer


def test_a_saved_query_is_described(tiny: KnowledgeGraph, tmp_path: Path) -> None:
    answer = tiny.query("lights", height=30, lang="sv")
    assert isinstance(answer, Rows)

    assert answer.write_csvw(tmp_path / "the lights.csv") == 2

    assert conforming(tmp_path / "the lights.csv") == {
        "@context": "http://www.w3.org/ns/csvw",
        "url": "the%20lights.csv",
        "dc:title": {"@value": "Which lighthouses are there, and how high?", "@language": "en"},
        "dc:description": {
            "@value": "One row per lighthouse, the highest first. Asked with height: 30; lang: sv.",
            "@language": "en",
        },
        "dc:source": {"@id": "http://example.com/query/lights"},
        "null": "",
        "dialect": {"trim": False},
        "tableSchema": {
            "columns": [
                {
                    "name": "light",
                    "titles": "light",
                    "dc:description": {"@value": "the lighthouse", "@language": "en"},
                    "datatype": "anyURI",
                    "required": True,
                    "propertyUrl": "http://example.com/query/lights#light",
                    "valueUrl": "{+light}",
                    "suppressOutput": True,
                },
                {
                    "name": "name",
                    "titles": "name",
                    "dc:description": {"@value": "its name", "@language": "en"},
                    "datatype": "string",
                    "lang": "sv",
                    "propertyUrl": "http://example.com/query/lights#name",
                },
                {
                    "name": "height",
                    "titles": "height",
                    "dc:description": {"@value": "its height in metres", "@language": "en"},
                    "datatype": "integer",
                    "required": True,
                    "propertyUrl": "http://example.com/query/lights#height",
                },
            ],
            "primaryKey": "light",
            "aboutUrl": "{+light}",
        },
    }


@pytest.mark.parametrize(
    ("terms", "datatype"),
    [
        ([THING, OTHER], "anyURI"),
        ([THING, ox.Literal("a")], "string"),
        ([ox.BlankNode("b")], "string"),
        ([ox.Literal("a", language="sv")], "string"),
        ([typed("1", "integer"), typed("2", "nonNegativeInteger")], "integer"),
        ([typed("1", "integer"), typed("2.5", "decimal")], "decimal"),
        ([typed("1", "integer"), typed("2.5", "decimal"), typed("1e3", "double")], "double"),
        ([typed("1", "integer"), ox.Literal("2")], "string"),
        ([typed("one", "integer")], "string"),
        ([typed("INF", "double")], "double"),
        ([typed("true", "boolean"), None], "boolean"),
        ([typed("2018-04-17", "date")], "date"),
        ([typed("2018-04-17", "date"), typed("2018", "gYear")], "string"),
        ([typed("2018", "gYear")], "gYear"),
        ([typed("18", "gYear")], "string"),
        ([typed("2018-04", "gYearMonth")], "gYearMonth"),
        ([typed("2018-04-17T09:30:00Z", "dateTime")], "dateTime"),
        ([typed("09:30:00", "time")], "time"),
        ([typed("P1D", "duration")], "string"),
        ([typed("<p/>", "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML")], "html"),
        (
            [typed("POINT(1 2)", "http://example.com/wkt")],
            {"@id": "http://example.com/wkt", "base": "string"},
        ),
        ([None], None),
        ([], None),
    ],
)
def test_a_column_has_the_datatype_of_all_its_values(
    tmp_path: Path, terms: list[ox.Literal | None], datatype: object
) -> None:
    (column,) = columns_of(tmp_path, ["a"], *((term,) for term in terms))

    assert column.get("datatype") == datatype


def test_a_column_has_the_language_of_all_its_texts(tmp_path: Path) -> None:
    swedish, english = (ox.Literal("a", language=tag) for tag in ("sv", "en-GB"))
    plain = ox.Literal("a")

    one, mixed, half = columns_of(
        tmp_path, ["one", "mixed", "half"], (swedish, swedish, plain), (None, english, swedish)
    )

    assert one["lang"] == "sv"
    assert "lang" not in mixed
    assert "lang" not in half


def test_only_a_column_of_things_that_are_all_different_is_a_key(tmp_path: Path) -> None:
    def key(*rows: tuple[object, ...]) -> object:
        columns_of(tmp_path, ["a", "b"], *rows)
        return conforming(tmp_path / "out.csv")["tableSchema"].get("primaryKey")  # type: ignore[attr-defined]

    assert key((THING, OTHER), (OTHER, OTHER)) == "a"
    assert key((ox.Literal(1), THING), (ox.Literal(1), OTHER)) == "b"
    assert key((THING, OTHER), (THING, THING)) is None
    assert key((THING, OTHER), (None, OTHER)) is None
    assert key((ox.Literal(1), None), (ox.Literal(2), None)) is None


def test_an_empty_text_is_not_required(tmp_path: Path) -> None:
    one, two = columns_of(tmp_path, ["one", "two"], (ox.Literal(""), ox.Literal("a")))

    assert "required" not in one
    assert two["required"] is True


def test_names_are_variables_of_uri_templates(tmp_path: Path) -> None:
    columns = columns_of(tmp_path, ["_a", "ö", "b_1"], (THING, OTHER, None))

    assert [column["name"] for column in columns] == ["%5Fa", "%C3%B6", "b_1"]


def test_a_query_of_ones_own_has_no_title(tiny: KnowledgeGraph, tmp_path: Path) -> None:
    asked(tiny, "SELECT ?s { ?s ex:height ?o }").write_csvw(tmp_path / "a.csv")

    assert list(conforming(tmp_path / "a.csv")) == [
        *("@context", "url", "null", "dialect", "tableSchema")
    ]


def test_a_row_that_looks_like_a_comment_is_none(tmp_path: Path) -> None:
    columns_of(tmp_path, ["a"], (ox.Literal("# one"),))

    assert conforming(tmp_path / "out.csv")["dialect"] == {"trim": False, "commentPrefix": None}


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs"]))),
            st.one_of(st.none(), st.text('",\r\n \t#ab', max_size=5)),
        ),
        max_size=5,
    )
)
def test_the_table_is_what_the_engine_writes(
    tmp_path_factory: pytest.TempPathFactory, pairs: list[tuple[str | None, str | None]]
) -> None:
    names = ["a", "b"]
    rows = [tuple(None if text is None else ox.Literal(text) for text in pair) for pair in pairs]
    values = " ".join(
        f"({' '.join('UNDEF' if term is None else str(term) for term in row)})" for row in rows
    )
    solutions = ox.Store().query(f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {values} }} }}")
    target = tmp_path_factory.mktemp("table") / "out.csv"

    write_csvw(names, rows, None, EMPTY, target)

    assert target.read_bytes() == solutions.serialize(format=ox.QueryResultsFormat.CSV)  # type: ignore[union-attr]


def test_terms_of_every_kind_are_written_as_by_the_engine(
    tiny: KnowledgeGraph, tmp_path: Path
) -> None:
    text = """SELECT * { { ?s ?p ?o }
        UNION { VALUES ?o { 1.0 2e0 true "x"@sv "2018"^^<http://www.w3.org/2001/XMLSchema#gYear> } }
    } ORDER BY ?s ?p ?o"""
    stream = io.BytesIO()
    asked(tiny, text).write("csv", stream)

    asked(tiny, text).write_csvw(tmp_path / "a.csv")

    assert (tmp_path / "a.csv").read_bytes() == stream.getvalue()
    assert stream.getvalue().count(b"\r\n") > 20


@pytest.mark.parametrize("name", sorted(ritgraph.open().queries))
def test_every_saved_query_can_be_described(
    shipped: KnowledgeGraph, tmp_path: Path, name: str
) -> None:
    query = shipped.queries[name]
    needs = any(parameter.required for parameter in query.parameters)
    values = query.header.example if needs else {}
    answer, again = shipped.query(name, **values), shipped.query(name, **values)
    assert isinstance(answer, Rows)
    assert isinstance(again, Rows)
    stream = io.BytesIO()
    again.write("csv", stream)

    answer.write_csvw(tmp_path / f"{name}.csv")

    metadata = conforming(tmp_path / f"{name}.csv")
    assert (tmp_path / f"{name}.csv").read_bytes() == stream.getvalue()
    assert metadata["dc:license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert metadata["dc:source"] == {"@id": f"https://w3id.org/ritgraph/query/{name}"}
    assert set(columns_with(metadata, "dc:description")) == set(query.header.columns)
    csvw = pytest.importorskip("csvw", reason="pip install csvw proves it by another's reading")
    assert csvw.CSVW(str(tmp_path / f"{name}.csv"), validate=True).is_valid


def columns_with(metadata: dict[str, object], key: str) -> list[str]:
    columns = metadata["tableSchema"]["columns"]  # type: ignore[index]
    return [column["titles"] for column in columns if key in column]


@pytest.fixture(scope="module")
def shipped() -> KnowledgeGraph:
    return ritgraph.open()


def test_the_command_writes_both_files(run: Run, tiny_project: Path, tmp_path: Path) -> None:
    target = tmp_path / "lights.csv"

    outcome = run("query", "lights", "-f", "CSVW", "-o", str(target), root=tiny_project)

    assert (outcome.code, outcome.out, outcome.err) == (0, "", "3 rows\n")
    conforming(target)
    assert sorted(path.name for path in tmp_path.glob("lights*")) == [
        *("lights.csv", "lights.csv-metadata.json")
    ]


@pytest.mark.parametrize("words", [[], ["-o", "-"]])
def test_standard_output_cannot_take_two_files(
    run: Run, tiny_project: Path, words: list[str]
) -> None:
    outcome = run("query", "lights", "-f", "csvw", *words, root=tiny_project)

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "ritgraph: standard output: CSVW is a CSV and its metadata beside it;"
        " name a file with -o FILE\n"
    )


def test_a_stream_cannot_take_two_files(tiny: KnowledgeGraph) -> None:
    with pytest.raises(UnsupportedError, match="name a file with -o"):
        asked(tiny, "SELECT ?s { ?s ?p ?o }").write("csvw", io.BytesIO())


def test_a_device_has_nothing_beside_it(tiny: KnowledgeGraph) -> None:
    with pytest.raises(OutputError, match="the metadata stand beside the CSV"):
        asked(tiny, "SELECT ?s { ?s ?p ?o }").write_csvw(os.devnull)


def test_both_files_stay_as_they_were_if_one_cannot_be_written(
    tiny: KnowledgeGraph, tmp_path: Path
) -> None:
    target, beside = tmp_path / "a.csv", tmp_path / "a.csv-metadata.json"
    target.write_text("before")
    beside.mkdir()

    with pytest.raises(OutputError, match="it is a folder"):
        asked(tiny, "SELECT ?s { ?s ?p ?o }").write_csvw(target)

    assert target.read_text() == "before"
    beside.rmdir()
    beside.write_text("before")
    with pytest.raises(LimitError):
        tiny.limited(max_rows=2).query("lights").write_csvw(target)  # type: ignore[union-attr]
    assert (target.read_text(), beside.read_text()) == ("before", "before")
    assert len(list(tmp_path.glob("*a.csv*"))) == 2


def test_the_bytes_are_the_same_whatever_the_hash_seed(tmp_path: Path) -> None:
    written = set()
    for seed in ("0", "1", "2"):
        target = tmp_path / "a.csv"
        subprocess.run(
            [sys.executable, "-m", "ritgraph", "query", "events", "-f", "csvw", "-o", str(target)],
            check=True,
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        written.add((target.read_bytes(), Path(f"{target}-metadata.json").read_bytes()))

    assert len(written) == 1
