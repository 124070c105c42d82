"""The file of a context: what is read from it, and what is refused."""

import json
from pathlib import Path

import pytest

from ritgraph.errors import InputError, SourceSyntaxError, UnsupportedError
from ritgraph.project import Project
from ritgraph.serialise.context import Context, Misread
from ritgraph.serialise.context_file import read_context
from ritgraph.serialise.jsonld_node import Property

E = "http://example.com/"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "context.jsonld"


def read(file: Path, definitions: object) -> Context:
    file.write_text(json.dumps({"@context": definitions}), encoding="utf-8")
    return read_context(file)


def test_terms_name_kinds_and_properties_and_prefixes_name_things(file: Path) -> None:
    found = read(
        file,
        {
            "@version": 1.1,
            "id": "@id",
            "ex": E,
            "Light": "ex:Light",
            "keeper": {"@id": "ex:keeper", "@type": "@id", "@container": "@set"},
            "built": {"@id": "ex:built", "@type": "ex:year"},
            "name": {"@id": f"{E}name", "@container": ["@language"]},
            "beam": {"@id": "Light", "@type": "@none"},
        },
    )

    assert (found.id, found.type) == ('"id"', '"@type"')
    assert found.kind(f"<{E}Light>") == '"Light"'
    assert found.iri(f"<{E}Light>") == '"ex:Light"'
    assert found.iri("<urn:a>") == '"urn:a"'
    assert found.kind(f"<{E}>") == f'"{E}"'  # a prefix says nothing of a class
    assert found.property(f"<{E}keeper>") == Property('"keeper"', "@id", True)
    assert found.property(f"<{E}built>") == Property('"built"', f"{E}year")
    assert found.property(f"<{E}name>") == Property('"ex:name"')
    assert found.by_language(f"<{E}name>") == Property('"name"')
    assert found.by_language(f"<{E}keeper>") is None
    with pytest.raises(Misread):
        found.iri("<Light:x>")


def test_the_text_is_the_context_of_the_file(file: Path) -> None:
    definitions = {"ex": E, "län": {"@id": "ex:län", "@type": "@id"}}

    text = read(file, definitions).text

    assert json.loads(text) == definitions
    assert text.splitlines()[2] == '    "län": {"@id": "ex:län", "@type": "@id"}'


@pytest.mark.parametrize(
    ("definitions", "problem"),
    [
        (f"{E}context", "There is no object under the key '@context'"),
        ([{}], "There is no object under the key '@context'"),
        ({"@vocab": E}, "'@vocab' in a context is not supported"),
        ({"@base": E}, "'@base' in a context is not supported"),
        ({"@language": "en"}, "'@language' in a context is not supported"),
        ({"@import": E}, "'@import' in a context is not supported"),
        ({"@protected": True}, "'@protected' in a context is not supported"),
        ({"@version": 1.0}, "'@version' must be 1.1"),
        ({"a": {"@id": f"{E}a", "@context": {}}}, "'@context' of the term 'a' is not supported"),
        ({"a": {"@reverse": f"{E}a"}}, "'@reverse' of the term 'a' is not supported"),
        ({"a": {"@id": f"{E}a", "@nest": "b"}}, "'@nest' of the term 'a' is not supported"),
        ({"a": {"@id": f"{E}a", "@language": "en"}}, "'@language' of the term 'a' is not"),
        (
            {"a": {"@id": f"{E}a", "@container": "@index"}},
            "The container '@index' of the term 'a' is not supported",
        ),
        (
            {"a": {"@id": f"{E}a", "@container": ["@set", 5]}},
            "The container 5 of the term 'a' is not supported",
        ),
        (
            {"a": {"@id": f"{E}a", "@type": "@json"}},
            "The type '@json' of the term 'a' is not supported",
        ),
        ({"a": {"@id": f"{E}a", "@type": 5}}, "The type 5 of the term 'a' is not supported"),
        (
            {"a": {"@id": f"{E}a", "@type": "@id", "@container": "@language"}},
            "The term 'a' has a type and a container of languages",
        ),
        ({"a": None}, "The term 'a' is not supported"),
        ({"a": 5}, "The term 'a' is not supported"),
        ({"": E}, "The term '' is not supported"),
        ({"_": E}, "The term '_' is not supported"),
        ({f"{E}a": f"{E}a"}, f"The term '{E}a' is not supported"),
        ({"graph": "@graph"}, "The term 'graph' is not supported"),
        ({"a:id": "@id"}, "The term 'a:id' is not supported"),
        ({"a": "b"}, "'b' is neither an IRI nor a name of the context"),
        ({"a": {"@type": "@id"}}, "'a' is neither an IRI nor a name of the context"),
        ({"a": "a:b"}, "The term 'a' is explained by itself"),
        ({"a": "b:x", "b": "a:x"}, "The term 'a' is explained by itself"),
        (
            {"ex": E, "ex:a": f"{E}b"},
            "The term 'ex:a' has another IRI than its prefix says",
        ),
    ],
)
def test_what_the_writer_could_not_keep_to_is_refused(
    file: Path, definitions: object, problem: str
) -> None:
    with pytest.raises(UnsupportedError) as caught:
        read(file, definitions)

    assert str(caught.value).startswith(f"{file}: {problem}")
    assert "\n" not in str(caught.value)


def test_a_key_that_occurs_twice_is_refused(file: Path) -> None:
    file.write_text('{"@context": {"a": "urn:a", "a": "urn:b"}}')

    with pytest.raises(UnsupportedError, match="The key 'a' occurs twice"):
        read_context(file)


def test_what_is_no_json_has_a_position(file: Path) -> None:
    file.write_text('{\n  "@context": {"ä" "b"}\n}', encoding="utf-8")

    with pytest.raises(SourceSyntaxError) as caught:
        read_context(file)

    assert str(caught.value) == f"{file}:2:20: Expecting ':' delimiter"


@pytest.mark.parametrize("content", [None, b'"\xff"'])
def test_a_file_that_cannot_be_read_is_named(file: Path, content: bytes | None) -> None:
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(InputError) as caught:
        read_context(file)

    assert str(caught.value).startswith(f"{file}: ")


def test_prefixes_that_json_ld_cannot_have_are_left_out() -> None:
    found = Context.of_prefixes(
        {"": E, "_": E, "urn": "urn:", "x": "urn:x:", "odd": "http://odd.example", "id": f"{E}id/"}
    )

    assert json.loads(found.text) == {
        "id": f"{E}id/",
        "odd": {"@id": "http://odd.example", "@prefix": True},
        "type": "@type",
    }
    assert found.id == '"@id"'
    assert found.iri(f"<{E}id/1>") == '"id:1"'


def test_a_project_may_have_a_context(tiny_project: Path) -> None:
    project = Project.at(tiny_project)
    assert project.context_file is None
    files = project.graph_files

    path = tiny_project / "ontology" / "context.jsonld"
    path.write_text('{"@context": {}}')

    assert project.context_file == path
    assert project.graph_files == files
