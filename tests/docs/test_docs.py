"""Documentation names only what exists, and shows the output that a reader will see.

Code blocks by their language: `console` is run and its output compared; `python` runs as a
doctest; `turtle` is parsed; `sparql` stands in a query of the repository; `yaml` of builds and
`json` of baselines use what there is. What stands in `sh` is not run, but the commands and targets
that it names exist. `make golden` writes the output that console blocks show anew.
"""

import doctest
import os
import re
import shlex
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pyoxigraph
import pytest
from yaml12 import parse_yaml, read_yaml

import ritgraph
from ritgraph.cli import COMMANDS, validate
from ritgraph.project import Project
from ritgraph.query.contract.contract import check_queries
from ritgraph.validate.baseline import Baseline
from ritgraph.validate.engine.choice import ENGINES

ROOT = Project.shipped().root
PAGES = sorted(
    [*ROOT.glob("*.md")]
    + [
        p
        for folder in ("docs", "ontology", "data", "queries")
        for p in (ROOT / folder).rglob("*.md")
    ]
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
MINIMUM = {"console": 5, "python": 1, "turtle": 2, "sparql": 1, "json": 1, "yaml": 3}


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT).as_posix()}:{self.line}"


def blocks(language: str) -> list[Block]:
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in FENCE.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            found.append(Block(page, line, match[1], match[2]))
    return [block for block in found if block.language == language]


def steps(block: Block) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output that is shown under it."""
    parts = re.split(r"^\$ (.+)\n", block.text, flags=re.M)
    assert parts[0] == "", f"{block}: a console block begins with a command"
    return list(zip(parts[1::2], parts[2::2], strict=True))


@pytest.mark.parametrize("language", sorted(MINIMUM))
def test_as_many_blocks_as_expected_are_collected(language: str) -> None:
    assert len(PAGES) > 12
    assert len(blocks(language)) >= MINIMUM[language]


def test_every_block_has_a_language_that_is_checked() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)

    assert set(re.findall(r"^```(\w+)", text, re.M)) <= {*MINIMUM, "sh", "text"}


def output(command: str) -> str:
    """What a reader sees who types the command in the checkout."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    outcome = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100"},
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    return outcome.stdout.replace(str(ROOT), "~/ritgraph")


@pytest.mark.parametrize("block", blocks("console"), ids=str)
def test_console_block_shows_what_a_reader_will_see(block: Block) -> None:
    shown = steps(block)
    seen = [(command, output(command)) for command, _ in shown]
    if os.environ.get("RITGRAPH_UPDATE_GOLDEN"):
        text = "".join(f"$ {command}\n{lines}" for command, lines in seen)
        page = block.page.read_text(encoding="utf-8")
        block.page.write_text(page.replace(block.text, text, 1), encoding="utf-8")
        return

    assert shown == seen


@pytest.mark.parametrize("block", blocks("python"), ids=str)
def test_python_block_runs(block: Block, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    example = doctest.DocTestParser().get_doctest(block.text, {}, str(block), str(block.page), 0)
    assert example.examples

    assert doctest.DocTestRunner().run(example).failed == 0


@pytest.mark.parametrize("block", blocks("turtle"), ids=str)
def test_turtle_block_is_turtle(block: Block) -> None:
    prefixes = ritgraph.open().prefixes
    head = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in prefixes)

    assert list(pyoxigraph.parse(input=head + block.text, format=pyoxigraph.RdfFormat.TURTLE))


@pytest.mark.parametrize("block", blocks("sparql"), ids=str)
def test_sparql_block_stands_in_a_query_or_is_one(block: Block, tmp_path: Path) -> None:
    graph = ritgraph.open()
    if block.text.startswith("#+"):
        file = tmp_path / "example.rq"
        file.write_text(block.text, encoding="utf-8")
        ask = partial(graph.ask, graph.store)
        assert list(check_queries([file], [], graph.store, ask)) == []
        return
    queries = [path.read_text(encoding="utf-8") for path in graph.project.query_files]

    assert any(" ".join(block.text.split()) in " ".join(query.split()) for query in queries)


@pytest.mark.parametrize("block", blocks("json"), ids=str)
def test_json_block_is_a_baseline(block: Block, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(block.text, encoding="utf-8")

    assert Baseline.read(file).entries


@pytest.mark.parametrize("block", blocks("yaml"), ids=str)
def test_yaml_block_uses_what_there_is(block: Block) -> None:
    content = parse_yaml(block.text)
    action = read_yaml(str(ROOT / "action.yml"))
    hooks = {hook["id"] for hook in read_yaml(str(ROOT / ".pre-commit-hooks.yaml"))}

    words = [
        line.split("ritgraph ", 1)[1] for line in block.text.splitlines() if "- ritgraph " in line
    ]
    steps = content.get("jobs", {}).get("validate", {}).get("steps", [])
    inputs = [set(step["with"]) for step in steps if "ritgraph" in step.get("uses", "")]
    used = [hook["id"] for repo in content.get("repos", []) for hook in repo["hooks"]]

    assert words or inputs or used
    for command in words:
        validate.build_parser().parse_args(shlex.split(command)[1:])
    assert all(names <= set(action["inputs"]) for names in inputs)
    assert set(used) <= hooks


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_and_paths_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (page.parent / target).exists(), target
    prose = FENCE.sub("", text)
    for path in re.findall(r"`((?!\.venv)(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:toml|cff|md))`", prose):
        places = (ROOT / path, page.parent / path, ROOT / "src/ritgraph" / path)
        assert any(place.exists() for place in places), path


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_targets_and_queries_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    names = set(ritgraph.open().queries)
    code = re.findall(r"`((?:make|ritgraph) [^`\n]+)`", text)
    code += [line for line in text.split("\n") if re.match(r"(make|ritgraph) ", line)]
    for command in code:
        words = shlex.split(command.split("|")[0], comments=True)
        if words[0] == "make":
            assert set(words[1:]) <= set(targets), command
            continue
        plain = [word for word in words[1:] if not word.startswith("-")]
        if plain and not {"--root", "--lang", "--store", "--endpoint"} & set(words):
            assert plain[0] in COMMANDS, command
        if "query" in plain and not {"-q", "--query-file"} & set(words):
            name = plain[plain.index("query") + 1 : plain.index("query") + 2]
            assert set(name) <= names | {"NAME"}, command


def test_every_command_and_query_of_the_readme_is_documented() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    for command in COMMANDS:
        assert f"ritgraph {command}" in readme, command
    assert "make demo" in "\n".join(readme.splitlines()[:25])
    assert "make test" in "\n".join(readme.splitlines()[:25])


def test_every_rule_of_a_validation_is_told_of() -> None:
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    table = page.partition("## No false green")[2].partition("```")[0]

    told = re.findall(r"^\| `([\w-]+)` \|", table, re.M)

    texts = tomllib.loads((ROOT / "src/ritgraph/validate/messages.toml").read_text("utf-8"))
    assert told
    assert sorted(told) == sorted(texts["rule"])


def test_the_engines_are_told_of() -> None:
    page = (ROOT / "docs" / "validation.md").read_text(encoding="utf-8")
    table = page.partition("## Engines")[2].partition("##")[0]

    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.M)) == ENGINES
