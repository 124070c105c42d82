"""A report as a person reads it."""

from ritgraph.finding import Finding, Report, Severity
from ritgraph.term import Prefixes
from ritgraph.validate.output import render

EX = "http://example.com/"
PREFIXES = Prefixes({"ex": EX})


def test_findings_are_grouped_by_rule_and_message() -> None:
    kept = {"rule": f"{EX}kept", "message": "A light must have\n  one keeper."}
    report = Report(shapes=1234, nodes_covered=1, files=35, triples=4321).including(
        [
            Finding(
                Severity.VIOLATION,
                **kept,
                focus=f"{EX}anholt",
                focus_label="Anholt light",
                path=f"{EX}keeper",
            ),
            Finding(
                Severity.VIOLATION,
                **kept,
                focus=f"{EX}skagen",
                path=f"<{EX}keeper> / ^<{EX}wife>",
                value=r'"two\nlines"@en',
            ),
            Finding(Severity.VIOLATION, f"{EX}kept", "Another.", focus=f"{EX}a", value=f"{EX}a"),
            Finding(Severity.WARNING, "unused-term", "It is of no use.", focus="_:b0"),
            Finding(
                Severity.INFO,
                "number",
                "It is odd.",
                focus=f"{EX}a",
                value=f'"<{EX}1>"^^<{EX}number>',
            ),
            Finding(Severity.INFO, "whole", "It is all there is."),
        ]
    )

    assert render(report, "human", PREFIXES) == (
        "Violation ex:kept (3 findings)\n"
        "    Another.\n"
        "        ex:a\n"
        "    A light must have one keeper.\n"
        "        Anholt light (ex:anholt), ex:keeper\n"
        '        ex:skagen, ex:keeper / ^ex:wife: "two lines"@en\n'
        "\n"
        "Warning unused-term\n"
        "    It is of no use.\n"
        "        _:b0\n"
        "\n"
        "Info number\n"
        "    It is odd.\n"
        '        ex:a: "<http://example.com/1>"^^ex:number\n'
        "\n"
        "Info whole\n"
        "    It is all there is.\n"
        "\n"
        "Checked 35 files, 4,321 triples: 1,234 shapes, 0 of 0 targets matched, 1 focus node. "
        "3 violations, 1 warning, 2 infos.\n"
    )


def test_a_clean_report_is_one_line_that_says_what_was_checked() -> None:
    report = Report(
        shapes=1, targets=3, targets_matched=2, nodes_covered=456, files=1, triples=1, checks=2
    )

    assert render(report, "human", PREFIXES) == (
        "Checked 1 file, 1 triple: 1 shape, 2 of 3 targets matched, 456 focus nodes; 2 checks. "
        "0 violations, 0 warnings, 0 infos.\n"
    )


def test_rules_properties_and_values_have_their_labels() -> None:
    finding = Finding(
        Severity.INFO, f"{EX}kept", "Look.", focus=f"{EX}a", path=f"^<{EX}keeper>", value=f"{EX}ole"
    )
    labels = {f"{EX}kept": "is kept", f"{EX}keeper": "vaktare", f"{EX}ole": "Ole"}

    text = render(Report(labels=labels).including([finding]), "human", PREFIXES)

    assert text.startswith(
        "Info is kept (ex:kept)\n    Look.\n        ex:a, ^vaktare (ex:keeper): Ole (ex:ole)\n"
    )
