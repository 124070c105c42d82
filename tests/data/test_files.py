"""Every file of the graph is read, and all Turtle is laid out alike."""

import re
from pathlib import Path

import pyoxigraph
import pytest

from ritgraph.project import Project

PROJECT = Project.shipped()
SHAPE_FILES = PROJECT.shape_files + PROJECT.dataset_shape_files
FILES = [*PROJECT.ontology_files, *SHAPE_FILES, *PROJECT.data_files]
FOLDERS = ("ontology", "data", "queries")
EXPECTED_DATA_FILES = 112

PREFIX = re.compile(r"^@prefix ([\w-]*): <([^>]+)> \.$")
# A line ends a statement or a value, opens brackets, or holds a predicate or a list member alone.
LINE_END = re.compile(r"( [;,]|[\[(\])])$|^ +(\S+|\[.*\])$")
LITERAL = re.compile(r'"""(?:[^\\]|\\.)*?"""|"(?:[^"\\\n]|\\.)*"', re.S)


def name(path: Path) -> str:
    return path.relative_to(PROJECT.root).as_posix()


def split(path: Path) -> tuple[list[str], str]:
    """The prefix lines of a file and its body, every literal of the body made empty."""
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    return head.split("\n"), LITERAL.sub('""', body)


def test_as_many_files_as_expected_are_collected() -> None:
    assert len(PROJECT.data_files) == EXPECTED_DATA_FILES
    assert len(PROJECT.ontology_files) > 15
    assert len(PROJECT.shape_files) > 20


def test_every_file_in_the_three_folders_is_read_or_a_readme() -> None:
    profiles = [path for files in PROJECT.profile_files.values() for path in files]
    queries = {*PROJECT.query_files, *PROJECT.check_files, *profiles}
    queries |= {*PROJECT.dataset_query_files}
    read = {*FILES, *queries, PROJECT.context_file}
    found = {p for folder in FOLDERS for p in (PROJECT.root / folder).rglob("*") if p.is_file()}

    assert {path for path in found - read if path.name != "README.md"} == set()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_file_is_turtle_and_says_something(path: Path) -> None:
    assert len(list(pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE))) > 0


@pytest.mark.parametrize("path", PROJECT.data_files, ids=name)
def test_data_have_no_blank_node(path: Path) -> None:
    for triple in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
        assert not isinstance(triple.subject, pyoxigraph.BlankNode)
        assert not isinstance(triple.object, pyoxigraph.BlankNode)


def test_one_prefix_means_one_namespace_everywhere() -> None:
    text = (PROJECT.root / "ontology" / "prefixes.ttl").read_text(encoding="utf-8")
    declared = dict(re.findall(r'sh:prefix "([^"]*)" ;\n\s+sh:namespace "([^"]*)"', text))
    assert len(declared) > 40

    for path in FILES:
        for line in split(path)[0]:
            prefix, namespace = PREFIX.match(line).groups()  # type: ignore[union-attr]
            # What is said of a dataset is no part of the graph, which need not have its words.
            default = namespace if path in PROJECT.dataset_shape_files else None
            assert declared.get(prefix, default) == namespace, f"{name(path)}: {line}"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_prefixes_come_first_are_sorted_and_used(path: Path) -> None:
    head, body = split(path)
    prefixes = [PREFIX.match(line) for line in head]
    assert all(prefixes), "the file begins with its prefixes, then a blank line"
    names = [match[1] for match in prefixes if match]

    assert names == sorted(names)
    text = path.read_text(encoding="utf-8").partition("\n\n")[2]
    outside = re.sub(r"^# .*$", "", body, flags=re.M)
    datatypes = set(re.findall(r"\^\^([\w-]+):", text))
    assert set(names) == set(re.findall(r"(?<![\w<:/-])([a-z][\w-]*):", outside)) | datatypes


@pytest.mark.parametrize("path", FILES, ids=name)
def test_text_has_no_tab_no_trailing_space_and_one_final_newline(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")

    assert "\r" not in text
    assert "\t" not in text
    assert not re.search(r"[ ]+$", text, re.M)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("path", FILES, ids=name)
def test_each_subject_is_one_paragraph_with_its_class_first(path: Path) -> None:
    subjects = []
    for paragraph in split(path)[1].strip("\n").split("\n\n"):
        lines = paragraph.split("\n")
        if len(lines) == 1 and re.match(r"# --- .+ ---$", lines[0]):
            continue
        subjects.append(lines[0])
        assert re.match(r"(<[^>]+>|[\w-]+:[^\s;,]+)$", lines[0]), f"no subject: {lines[0]!r}"
        if path.name != "prefixes.ttl":  # a prefix declaration has no class
            assert re.match(r"    a \S", lines[1]), f"{lines[0]} has its class first"
        assert all(re.match(r"(    ){1,5}\S", line) for line in lines[1:]), lines[0]
        assert all(re.search(LINE_END, line) for line in lines[1:-1]), lines[0]
        assert lines[-1].endswith(" ."), lines[0]
    assert len(subjects) == len(set(subjects)), "one paragraph per subject"
