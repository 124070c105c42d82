"""The peers, each of one version and in an environment of its own below ``.peers``."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

HERE = Path(__file__).parents[1]
FOLDER = HERE / ".peers"
# What each is called, and what is installed for it.
PYTHON = {
    "pyoxigraph": ("pyoxigraph==0.5.13", "polars==2.1.0"),
    "oxigraph": ("oxigraph==0.5.13",),
    "rdflib": ("rdflib==7.6.0", "polars==2.1.0"),
    "maplib": ("maplib==0.20.26",),
    "pyshacl": ("pyshacl==0.40.1",),
    "shacl": ("shacl==0.3.4",),
    "shacl-rust": ("shacl-rust==0.2.12",),
    "pyshacl-turbo": ("pyshacl-turbo==0.6.5",),
    "pyrudof": ("pyrudof==0.3.35",),
    "matplotlib": ("matplotlib==3.11.2",),
}
# Comunica 5 needs a newer Node than many systems have, so it gets one.
NPM = {
    "comunica": ("@comunica/query-sparql-file@5.3.0", "node@22.23.3"),
    "rdf-validate-shacl": ("rdf-validate-shacl@0.6.5", "n3@2.0.3"),
    "shacl-engine": ("shacl-engine@1.1.2",),
}
JENA = "5.6.0"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
WAIT = 600


def install(names: Iterable[str], say: Callable[[str], None]) -> dict[str, str]:
    """Install what is not there yet; of each that could not be, say why."""
    return {name: reason for name in names if (reason := _install(name, say))}


def version(name: str) -> str:
    """Say which version of a peer is measured."""
    if name == "jena":
        return JENA
    return {**PYTHON, **NPM}[name][0].rpartition("=" if name in PYTHON else "@")[2]


def python(name: str) -> Path:
    """Give the Python of a peer."""
    return FOLDER / "python" / name / "bin" / "python"


def packages(name: str) -> Path:
    """Give the folder of a peer from npm."""
    return FOLDER / "npm" / name


def jena(command: str) -> list[str | Path]:
    """Give the command of Jena's class; it may take as much memory as the machine lets it."""
    return ["java", "-cp", f"{FOLDER / 'jena'}/*", command]


def _install(name: str, say: Callable[[str], None]) -> str:
    wanted = " ".join({**PYTHON, **NPM}.get(name, (JENA,)))
    stamp = FOLDER / "stamps" / name
    if stamp.is_file() and stamp.read_text() == wanted:
        return ""
    say(f"installing {name}")
    steps = _steps(name, wanted.split())
    for tool in ("java", "mvn", "npm"):
        if any(step[0] == tool for step in steps) and shutil.which(tool) is None:
            return f"not installed: there is no {tool}"
    for step in steps:
        try:
            outcome = subprocess.run(step, capture_output=True, text=True, timeout=WAIT)  # noqa: S603
        except subprocess.TimeoutExpired:
            return f"not installed: over {WAIT} s"
        except OSError as error:
            return f"not installed: {error.strerror}"
        if outcome.returncode:
            told = (outcome.stderr or outcome.stdout).strip().splitlines() or [""]
            return f"not installed: {told[-1][:120]}"
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    return ""


def _steps(name: str, wanted: Sequence[str]) -> list[list[str | Path]]:
    """Give the commands that install a peer."""
    if name in PYTHON:
        pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        folder = FOLDER / "python" / name
        make: list[str | Path] = [sys.executable, "-m", "venv", "--clear", folder]
        return [make, [folder / "bin" / "python", *pip, "--prefer-binary", *wanted]]
    if name in NPM:
        quiet = ["--silent", "--no-audit", "--no-fund"]
        packages(name).mkdir(parents=True, exist_ok=True)
        return [["npm", "install", "--prefix", packages(name), *quiet, *wanted]]
    project = ["-f", HERE / "programs" / "jena.xml", f"-Djena={JENA}"]
    into = f"-DoutputDirectory={FOLDER / 'jena'}"
    return [["mvn", "-q", "-B", *project, COPY, into], [*jena("arq.arq"), "--version"]]
