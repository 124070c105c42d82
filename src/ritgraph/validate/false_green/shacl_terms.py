"""Terms of SHACL that there are not, or that no engine here looks at."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ritgraph.errors import nearest
from ritgraph.finding import Finding
from ritgraph.validate.engine.shapes_graph import UNSUPPORTED
from ritgraph.validate.false_green.checked import Checked, text
from ritgraph.validate.graphs import SH
from ritgraph.validate.slip import one_slip_from

# The terms of https://www.w3.org/ns/shacl.ttl: core, SPARQL, and the working group notes on
# advanced features and JavaScript.
SHACL = frozenset(
    """
    AbstractResult AndConstraintComponent AndConstraintComponent-and BlankNode BlankNodeOrIRI
    BlankNodeOrLiteral ClassConstraintComponent ClassConstraintComponent-class
    ClosedConstraintComponent ClosedConstraintComponent-closed
    ClosedConstraintComponent-ignoredProperties ConstraintComponent
    DatatypeConstraintComponent DatatypeConstraintComponent-datatype
    DisjointConstraintComponent DisjointConstraintComponent-disjoint EqualsConstraintComponent
    EqualsConstraintComponent-equals ExpressionConstraintComponent
    ExpressionConstraintComponent-expression Function HasValueConstraintComponent
    HasValueConstraintComponent-hasValue IRI IRIOrLiteral InConstraintComponent
    InConstraintComponent-in Info JSConstraint JSConstraint-js JSConstraintComponent
    JSExecutable JSFunction JSLibrary JSRule JSTarget JSTargetType JSValidator
    LanguageInConstraintComponent LanguageInConstraintComponent-languageIn
    LessThanConstraintComponent LessThanConstraintComponent-lessThan
    LessThanOrEqualsConstraintComponent LessThanOrEqualsConstraintComponent-lessThanOrEquals
    Literal MaxCountConstraintComponent MaxCountConstraintComponent-maxCount
    MaxExclusiveConstraintComponent MaxExclusiveConstraintComponent-maxExclusive
    MaxInclusiveConstraintComponent MaxInclusiveConstraintComponent-maxInclusive
    MaxLengthConstraintComponent MaxLengthConstraintComponent-maxLength
    MinCountConstraintComponent MinCountConstraintComponent-minCount
    MinExclusiveConstraintComponent MinExclusiveConstraintComponent-minExclusive
    MinInclusiveConstraintComponent MinInclusiveConstraintComponent-minInclusive
    MinLengthConstraintComponent MinLengthConstraintComponent-minLength
    NodeConstraintComponent NodeConstraintComponent-node NodeKind NodeKindConstraintComponent
    NodeKindConstraintComponent-nodeKind NodeShape NotConstraintComponent
    NotConstraintComponent-not OrConstraintComponent OrConstraintComponent-or Parameter
    Parameterizable PatternConstraintComponent PatternConstraintComponent-flags
    PatternConstraintComponent-pattern PrefixDeclaration PropertyConstraintComponent
    PropertyConstraintComponent-property PropertyGroup PropertyShape
    QualifiedMaxCountConstraintComponent
    QualifiedMaxCountConstraintComponent-qualifiedMaxCount
    QualifiedMaxCountConstraintComponent-qualifiedValueShape
    QualifiedMaxCountConstraintComponent-qualifiedValueShapesDisjoint
    QualifiedMinCountConstraintComponent
    QualifiedMinCountConstraintComponent-qualifiedMinCount
    QualifiedMinCountConstraintComponent-qualifiedValueShape
    QualifiedMinCountConstraintComponent-qualifiedValueShapesDisjoint ResultAnnotation Rule
    SPARQLAskExecutable SPARQLAskValidator SPARQLConstraint SPARQLConstraintComponent
    SPARQLConstraintComponent-sparql SPARQLConstructExecutable SPARQLExecutable SPARQLFunction
    SPARQLRule SPARQLSelectExecutable SPARQLSelectValidator SPARQLTarget SPARQLTargetType
    SPARQLUpdateExecutable Severity Shape Target TargetType TripleRule
    UniqueLangConstraintComponent UniqueLangConstraintComponent-uniqueLang ValidationReport
    ValidationResult Validator Violation Warning XoneConstraintComponent
    XoneConstraintComponent-xone alternativePath and annotationProperty annotationValue
    annotationVarName ask class closed condition conforms construct datatype deactivated
    declare defaultValue description detail disjoint entailment equals expression filterShape
    flags focusNode group hasValue ignoredProperties in intersection inversePath js
    jsFunctionName jsLibrary jsLibraryURL labelTemplate languageIn lessThan lessThanOrEquals
    maxCount maxExclusive maxInclusive maxLength message minCount minExclusive minInclusive
    minLength name namespace node nodeKind nodeValidator nodes not object oneOrMorePath
    optional or order parameter path pattern predicate prefix prefixes property
    propertyValidator qualifiedMaxCount qualifiedMinCount qualifiedValueShape
    qualifiedValueShapesDisjoint result resultAnnotation resultMessage resultPath
    resultSeverity returnType rule select severity shapesGraph shapesGraphWellFormed
    sourceConstraint sourceConstraintComponent sourceShape sparql subject suggestedShapesGraph
    target targetClass targetNode targetObjectsOf targetSubjectsOf this union uniqueLang
    update validator value xone zeroOrMorePath zeroOrOnePath
    """.split()  # noqa: SIM905 (as people read it)
)
_TERMS = """
SELECT DISTINCT ?term WHERE { { ?s2 ?term ?o2 } UNION { ?s3 ?p3 ?term FILTER(isIRI(?term)) } }
"""
_USES = """
SELECT ?subject ?predicate ?object WHERE {
    VALUES ?term { %s }
    ?subject ?predicate ?object
    FILTER(?subject = ?term || ?predicate = ?term || ?object = ?term)
}
"""


def unknown_shacl_terms(checked: Checked) -> Iterator[Finding]:
    """Find names in the namespace of SHACL that SHACL does not define."""
    unknown = {name for name in _used(checked) if name not in SHACL}
    for name, triple in _uses(checked, unknown):
        near = nearest(name, sorted(SHACL))
        hint = checked.offer([f"sh:{other}" for other in near])
        wrong, meant = ox.NamedNode(SH + name), one_slip_from(name, SHACL)
        right = ox.NamedNode(SH + meant) if meant else None
        yield checked.finding(
            "unknown-shacl-term", triple, hint=hint, wrong=wrong, right=right, term=f"sh:{name}"
        )


def unsupported_shacl_terms(checked: Checked) -> Iterator[Finding]:
    """Find what the advanced features and JavaScript would have to do."""
    unsupported = {name for name in _used(checked) if name in UNSUPPORTED}
    for name, triple in _uses(checked, unsupported):
        if triple[1] == ox.NamedNode(SH + name):
            yield checked.finding(
                "unsupported-shacl-term", triple, wrong=triple[1], term=f"sh:{name}"
            )


def _used(checked: Checked) -> Iterator[str]:
    rows: Iterator[ox.QuerySolution] = iter(checked.graphs.shapes.query(_TERMS))  # type: ignore[arg-type]
    iris = (row["term"].value for row in rows)
    return (iri.removeprefix(SH) for iri in iris if iri.startswith(SH) and iri != SH)


def _uses(
    checked: Checked, names: set[str]
) -> Iterator[tuple[str, tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]]:
    """Give the triples that have one of these terms."""
    terms = {ox.NamedNode(SH + name) for name in names}
    if not terms:
        return
    for subject, predicate, value in checked.graphs.in_shapes(_USES % " ".join(map(str, terms))):
        for term in (subject, predicate, value):
            if term in terms:
                yield text(term).removeprefix(SH), (subject, predicate, value)
