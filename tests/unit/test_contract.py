"""What a saved query says of itself is complete and true, or a finding says where it is not."""

from pathlib import Path

import pytest

import ritgraph
from ritgraph.finding import Finding, Severity
from ritgraph.query.contract.contract import check_queries
from ritgraph.query.evaluate import evaluate_saved
from ritgraph.query.resolve import Resolver
from ritgraph.query.saved.saved_query import SavedQuery
from ritgraph.store.embedded import EmbeddedStore
from ritgraph.store.store import Store

SOUND = """\
#+ summary: Which lighthouses are there?
#+ description: One row per lighthouse.
#+ tags: [light]
#+ params:
#+   near: {help: Only those near this one, class: 'ex:Light'}
#+ columns:
#+   light: {type: iri, help: the lighthouse}
#+   lit: {type: date, help: the day when it was first lit}
#+ example: {near: light:anholt}
#+ expect: {rows: 3}
PREFIX ex: <http://example.com/lights#>

SELECT ?light ?lit
WHERE {
    ?light a ex:Light .
    OPTIONAL { ?light ex:lit ?lit }
    FILTER(!BOUND(?__near_iri) || EXISTS { ?light ex:near ?__near_iri })
}
ORDER BY ?light
"""
WARNING, VIOLATION = Severity.WARNING, Severity.VIOLATION
NEAR = "    FILTER(!BOUND(?__near_iri) || EXISTS { ?light ex:near ?__near_iri })\n"
# What is changed into what, and the finding that it leads to: severity, rule, line, column, words.
BREACHES = [
    ("#+ tags: [light]\n", "", VIOLATION, "query-header", 1, 1, "The header lacks 'tags'."),
    (", help: the lighthouse}", "}", VIOLATION, "query-header", 1, 1, "lacks help for 'light'."),
    ("type: iri, ", "", VIOLATION, "query-header", 1, 1, "lacks type for 'light'."),
    ("{near: light:anholt}", "{near: light:anholm}", VIOLATION, "query-run", 9, 4, "light:anholt"),
    ("ex:lit ?lit", "ex:lit ?lit?", VIOLATION, "query-unreadable", 16, 34, "cannot stand here"),
    ("ex:lit ?lit }", "ex:lit ?lit } SERVICE ex:x {}", VIOLATION, "query-run", 1, 4, "SERVICE"),
    ("type: date", "type: dat", VIOLATION, "query-column-type", 8, 6, "Did you mean 'date'?"),
    ("type: date", "type: string", VIOLATION, "query-column-type", 8, 6, "holds date once"),
    ("rows: 3", "rows: [4, 9]", VIOLATION, "query-rows", 10, 4, "3 rows, and 'expect' says 4 to 9"),
    ("rows: 3", "rows: many", VIOLATION, "query-rows", 10, 4, "'rows' cannot be many."),
    ("rows: 3", "rows: 3, row: 3", VIOLATION, "query-rows", 10, 4, "no key 'row'"),
    ("#+ example", "#+   lot: {type: iri, help: x}\n#+ example", VIOLATION, "query-columns", 9, 6,
     "'lot' is declared and not selected"),
    ("#+   lit: {type: date, help: the day when it was first lit}\n", "", VIOLATION,
     "query-columns", 12, 1, "'lit' is selected and not declared"),
    ("SELECT ?light ?lit", "SELECT ?lit ?light", VIOLATION, "query-columns", 13, 1,
     "in another order"),
    ("ORDER BY ?light\n", "", VIOLATION, "query-order", 13, 1, "in no stated order"),
    ("name: sound", "_sound", WARNING, "query-name", 1, 1, "'_sound' is hard to type"),
    ("ex: <http://example.com/lights#>\n", "ex: <http://example.com/lights#>\nPREFIX a: <b:c>\n",
     WARNING, "query-prefix", 12, 8, "'a:' is declared and not used"),
    ("ex:near ?__near_iri }", "ex:naer ?__near_iri }", VIOLATION, "query-unknown-term",
     17, 51, "'ex:naer'"),
    ("class: 'ex:Light'", "class: 'ex:Lihgt'", VIOLATION, "query-run", 9, 4, "ex:Lihgt"),
    ("{ ?light ex:lit ?lit }", "{ ?light ex:lit ?day }", VIOLATION, "query-empty-column",
     8, 6, "'lit' is empty in every row"),
    ("tags:", "tgas:", VIOLATION, "query-unreadable", 3, 4, "unknown key 'tgas'. Did you mean"),
    ("\nSELECT", "\nSELEC", VIOLATION, "query-unreadable", 13, 1, "'SELEC' is no SPARQL"),
    ("?light a ex:", "?light a exx:", VIOLATION, "query-unreadable", 15, 14, "Did you mean 'ex:'?"),
]  # fmt: skip


@pytest.fixture(scope="module")
def store() -> Store:
    """The lighthouses."""
    root = Path(__file__).parents[1] / "projects" / "tiny"
    return EmbeddedStore.load(ritgraph.open(root).project.graph_files)


def findings(
    folder: Path, store: Store, text: str, name: str = "sound", check: bool = False
) -> list[Finding]:
    path = folder / f"{name}.rq"
    path.write_text(text, encoding="utf-8")
    queries, checks = ([], [path]) if check else ([path], [])
    resolve = Resolver(store).resolve
    ask = lambda query, values: evaluate_saved(store, query, values, resolve)  # noqa: E731
    return list(check_queries(queries, checks, store, ask))


def test_a_query_that_keeps_to_its_contract_has_no_finding(tmp_path: Path, store: Store) -> None:
    assert findings(tmp_path, store, SOUND) == []


def test_every_rule_is_broken_below() -> None:
    assert len(BREACHES) == 23
    assert {breach[3] for breach in BREACHES} == {
        *("query-columns", "query-column-type", "query-empty-column", "query-header"),
        *("query-name", "query-order", "query-prefix", "query-rows", "query-run"),
        *("query-unknown-term", "query-unreadable"),
    }


@pytest.mark.parametrize(("old", "new", "severity", "rule", "line", "column", "words"), BREACHES)
def test_a_breach_is_found_where_it_stands(
    tmp_path: Path, store: Store, old: str, new: str, severity: Severity, rule: str,
    line: int, column: int, words: str,
) -> None:  # fmt: skip
    name, text = (new, SOUND) if old == "name: sound" else ("sound", SOUND.replace(old, new, 1))

    found = [finding for finding in findings(tmp_path, store, text, name) if finding.rule == rule]

    assert [(one.severity, one.place.line, one.place.column) for one in found] == [
        (severity, line, column)
    ]
    assert found[0].place.file == tmp_path / f"{name}.rq"
    assert words in f"{found[0].message} {found[0].hint}"
    assert found[0].hint or rule == "query-unreadable"


@pytest.mark.parametrize(("old", "new", "rule"), [(b[0], b[1], b[3]) for b in BREACHES])
def test_a_breach_breaks_no_other_rule(
    tmp_path: Path, store: Store, old: str, new: str, rule: str
) -> None:
    name, text = (new, SOUND) if old == "name: sound" else ("sound", SOUND.replace(old, new, 1))

    rules = {finding.rule for finding in findings(tmp_path, store, text, name)}

    # A column under a false name is also one that is not declared; a class that is not there
    # spoils the run, too; and one term that is unknown may leave a column empty.
    also = {"class: 'ex:Lihgt'": {"query-unknown-term"}, "  lot: {": {"query-columns"}}
    service = {"query-unknown-term"} if "SERVICE" in new else set()
    assert rules <= {rule} | also.get(new, set()) | service


def test_an_unknown_term_is_offered_the_nearest_one(tmp_path: Path, store: Store) -> None:
    text = SOUND.replace("{ ?light ex:lit ?lit }", "{ ?light ex:litt ?lit }")

    empty, unknown = findings(tmp_path, store, text)

    assert (unknown.rule, unknown.place.line, unknown.place.column) == (
        "query-unknown-term",
        16,
        23,
    )
    assert unknown.hint == "Did you mean 'ex:lit'?"
    assert empty.rule == "query-empty-column"


def test_the_class_of_a_parameter_is_a_term_as_well(tmp_path: Path, store: Store) -> None:
    text = SOUND.replace("class: 'ex:Light'", "class: 'ex:Lihgt'")

    unknown = findings(tmp_path, store, text)[-1]

    assert (unknown.rule, unknown.place.line, unknown.place.column) == ("query-unknown-term", 5, 6)
    assert "'ex:Light'" in (unknown.hint or "")


@pytest.mark.parametrize(
    ("pattern", "unknown"),
    [
        ("?light a <http://www.w3.org/2002/07/owl#Klass>", 1),
        ("?light a <http://www.w3.org/2002/07/owl#Ontology>", 0),
        ("?light a <http://www.w3.org/2002/07/owl#FunctionalProperty>", 0),
        ("BIND(<http://www.w3.org/2001/XMLSchema#integer>('1') AS ?one)", 0),
        ("BIND(<http://www.w3.org/2001/XMLSchema#intger>('1') AS ?one)", 1),
        ("BIND(<http://example.com/lights#shine>('1') AS ?one)", 0),
        ("FILTER(STRSTARTS(STR(?light), STR(<http://example.com/light/>)))", 0),
        ("?light a 'ex:Nothing' # ex:Nothing", 0),
    ],
)
def test_terms_are_looked_for_in_the_graph_and_in_vocabularies(
    tmp_path: Path, store: Store, pattern: str, unknown: int
) -> None:
    text = f"ASK {{\n{pattern}\n}}"

    rules = [finding.rule for finding in findings(tmp_path, store, text)]

    assert rules.count("query-unknown-term") == unknown


@pytest.mark.parametrize(
    ("term", "unknown"), [("<http://elsewhere.org/Place>", 0), ("<http://example.com/lights#P>", 1)]
)
def test_construct_may_translate_into_words_of_others(
    tmp_path: Path, store: Store, term: str, unknown: int
) -> None:
    text = f"CONSTRUCT {{ ?s a {term} }} WHERE {{ ?s a <http://example.com/lights#Light> }}"

    rules = [finding.rule for finding in findings(tmp_path, store, text)]

    assert rules.count("query-unknown-term") == unknown


def test_order_within_a_subselect_orders_nothing(tmp_path: Path, store: Store) -> None:
    inner = "{ SELECT ?light { ?light ?p ?o } ORDER BY ?light }"
    text = SOUND.replace("ORDER BY ?light\n", "").replace("WHERE {", f"WHERE {{ {inner}")

    assert "query-order" in [finding.rule for finding in findings(tmp_path, store, text)]


def test_one_row_needs_no_order(tmp_path: Path, store: Store) -> None:
    text = "#+ expect: {rows: 1}\nSELECT (COUNT(?s) AS ?n) WHERE { ?s ?p ?o }"

    assert [finding.rule for finding in findings(tmp_path, store, text)] == ["query-header"]


def test_a_query_without_rows_says_so(tmp_path: Path, store: Store) -> None:
    text = SOUND.replace("#+ expect: {rows: 3}\n", "").replace("a ex:Light", "a ex:height")

    (finding,) = findings(tmp_path, store, text)

    assert finding.message == "It gives 0 rows, and there is no 'expect: {rows: 0}'."


def test_a_required_parameter_needs_an_example(tmp_path: Path, store: Store) -> None:
    text = SOUND.replace("?__near", "?_near").replace("#+ example: {near: light:anholt}\n", "")

    found = findings(tmp_path, store, text)

    assert "an example of 'near'" in found[0].message


def test_a_column_that_only_other_values_fill_is_not_empty(tmp_path: Path, store: Store) -> None:
    # Of the light that is 24 metres high no day is known, of the one with 42 it is.
    text = SOUND.replace(NEAR, "    ?light ex:height ?_height_integer .\n")
    text = text.replace("rows: 3", "rows: 1")
    near = "near: {help: Only those near this one, class: 'ex:Light'}"
    text = text.replace(near, "height: {help: x}")
    text = text.replace("{near: light:anholt}", "{height: 24}")

    assert findings(tmp_path, store, text) == []
    text = text.replace("ex:height ?_height", "ex:near ?n ; ex:height ?_height")
    (empty,) = findings(tmp_path, store, text)
    assert empty.rule == "query-empty-column"


def test_of_a_check_only_header_columns_and_terms_count(tmp_path: Path, store: Store) -> None:
    text = SOUND.replace("WHERE {", "WHERE { FILTER(false)")

    assert findings(tmp_path, store, text, check=True) == []
    assert [one.rule for one in findings(tmp_path, store, text)] == ["query-rows"]
    other = text.replace("  lit: {", "  lot: {")
    assert {one.rule for one in findings(tmp_path, store, other, check=True)} == {"query-columns"}


def test_a_broken_file_does_not_hide_another(tmp_path: Path, store: Store) -> None:
    (tmp_path / "a.rq").write_bytes(b"\xff")
    (tmp_path / "b.rq").write_text("#+ tgas: [x]\nASK {}")
    (tmp_path / "c.rq").write_text("ASK {")
    ask = lambda query, values: evaluate_saved(store, query, values, Resolver(store).resolve)  # noqa: E731

    found = list(check_queries(sorted(tmp_path.glob("*.rq")), [], store, ask))

    assert [(one.place.file.name, one.rule, one.place.line) for one in found] == [
        ("a.rq", "query-unreadable", None),
        ("b.rq", "query-unreadable", 1),
        ("c.rq", "query-unreadable", 1),
    ]


def test_the_shipped_queries_keep_to_their_contract() -> None:
    graph = ritgraph.open()
    project = graph.project
    store = EmbeddedStore.load(project.graph_files)
    resolve = Resolver(store).resolve

    def ask(query: SavedQuery, values: dict[str, object]) -> object:
        return evaluate_saved(store, query, values, resolve)

    profiles = [path for files in project.profile_files.values() for path in files]

    found = check_queries(project.query_files, project.check_files, store, ask, profiles)

    assert list(found) == []
    assert (len(project.query_files), len(project.check_files), len(profiles)) == (45, 3, 7)


HEADER = "#+ summary: s\n#+ description: d\n#+ tags: [t]\n"
CONSTRUCT = "CONSTRUCT { ?light a schema:Place } WHERE { ?light a ex:Light }"
DECLARED = "PREFIX ex: <http://example.com/lights#>\nPREFIX schema: <https://schema.org/>\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{HEADER}{DECLARED}{CONSTRUCT}", []),
        (f"{DECLARED}{CONSTRUCT}", [("query-header", 1)]),
        (
            f"{HEADER}SELECT * {{ ?s ?p ?o }} ORDER BY ?s ?p ?o",
            [("query-header", 1), ("query-profile", 4)],
        ),
        (f"{HEADER}ASK {{ ?s ?p ?o }}", [("query-profile", 4)]),
        (f"{HEADER}DESCRIBE <http://example.com/light/anholt>", [("query-profile", 4)]),
        (
            f"{HEADER}{DECLARED}{CONSTRUCT.replace('Place', 'Plaze')}",
            [("query-unknown-term", 6)],
        ),
        (
            f"{HEADER}{DECLARED}{CONSTRUCT.replace('a ex:Light', 'a ex:Light, schema:Place')}",
            [("query-rows", 1)],
        ),
        (
            f"{HEADER}{DECLARED}{CONSTRUCT.replace('ex:Light', '?__class_iri')}",
            [("query-header", 1), ("query-profile", 6), ("query-prefix", 4)],
        ),
        ("CONSTRUCT {", [("query-unreadable", 1)]),
    ],
)
def test_a_query_of_a_profile_constructs_without_values(
    tiny_project: Path, text: str, expected: list[tuple[str, int]]
) -> None:
    folder = tiny_project / "queries" / "profiles" / "schema.org"
    folder.mkdir(parents=True)
    (folder / "lights.rq").write_text(text, encoding="utf-8")

    report = ritgraph.open(tiny_project).check_queries()

    found = [one for one in report.findings if one.place and one.place.file.parent == folder]
    assert [(one.rule, one.place.line) for one in found] == expected
    assert len(found) == len(report.findings)
