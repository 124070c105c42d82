"""Things with two preferred names in one language, in whichever files these stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from ritgraph.finding import Finding
from ritgraph.validate.false_green.checked import Checked

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ritgraph.serialise.canonical import Term

_PREFERRED = ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
# Who has no more labels than languages, which a store has in lower case, is left out first. An
# rdfs:label beside skos:prefLabel may be another name.
_LABELS = f"""
SELECT ?subject ?path ?label WHERE {{
    {{
        SELECT ?subject ?path WHERE {{
            VALUES ?path {{ {_PREFERRED} {_LABEL} }}
            ?subject ?path ?one
        }}
        GROUP BY ?subject ?path
        HAVING (COUNT(*) > COUNT(DISTINCT COALESCE(LANG(?one), "")))
    }}
    ?subject ?path ?label , ?other
    FILTER(LANG(?label) != "" && LANG(?label) = LANG(?other))
    FILTER(!sameTerm(?label, ?other))
    FILTER(?path = {_PREFERRED} || NOT EXISTS {{ ?subject {_PREFERRED} ?preferred }})
}}
"""


def labels_twice(checked: Checked) -> Iterator[Finding]:
    """Find subjects with several labels in one language."""
    labels: defaultdict[tuple[Term, Term, str], set[ox.Literal]] = defaultdict(set)
    for subject, path, label in checked.graphs.in_data(_LABELS):
        labels[subject, path, label.language.lower()].add(label)
    for (subject, path, language), found in labels.items():
        ordered = sorted(found, key=str)
        yield checked.finding(
            "label-twice",
            (subject, path, ordered[-1]),
            number=len(ordered),
            language=language,
            values=", ".join(f"“{label.value}”" for label in ordered),
        )
