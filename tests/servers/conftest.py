"""The shipped graph on engines that nobody here wrote: started once, stopped surely."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox
import pytest

from ritgraph.project import Project
from ritgraph.store.build import load
from ritgraph.store.disk import DiskStore
from ritgraph.store.endpoint import Endpoint
from ritgraph.turtle.files import RdfFiles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ritgraph.store.store import Store

PROJECT = Project.shipped()
_STARTS_WITHIN = 60.0
# An engine goes on with what nobody waits for any more; this ends it.
_SERVER_STOPS_AFTER = 20


@pytest.fixture(scope="session")
def graph_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped graph in one file, spelt as in its sources."""
    path = tmp_path_factory.mktemp("graph") / "graph.nt"
    ox.serialize(RdfFiles(PROJECT.graph_files), path, ox.RdfFormat.N_TRIPLES)
    return path


@pytest.fixture(scope="session")
def disk(tmp_path_factory: pytest.TempPathFactory) -> DiskStore:
    """The store on disk."""
    folder = tmp_path_factory.mktemp("disk") / "store"
    load(PROJECT, folder)
    return DiskStore.open(folder)


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory, graph_file: Path) -> Iterator[Endpoint]:
    """The Oxigraph server."""
    program = str(Path(sys.executable).with_name("oxigraph"))
    folder = tmp_path_factory.mktemp("oxigraph")
    location = ["--location", str(folder / "data")]
    subprocess.run(
        [program, "load", *location, "--file", str(graph_file)], check=True, capture_output=True
    )
    port = _free_port()
    command = [program, "serve-read-only", *location, "--bind", f"127.0.0.1:{port}"]
    command += ["--timeout-s", str(_SERVER_STOPS_AFTER)]
    with _serving(command, f"http://127.0.0.1:{port}/query", folder) as endpoint:
        yield endpoint


@pytest.fixture(scope="session")
def fuseki(tmp_path_factory: pytest.TempPathFactory, graph_file: Path) -> Iterator[Endpoint]:
    """Apache Jena Fuseki, in memory."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("Fuseki needs Java, and there is none: install Java 17 or later.")
    folder = tmp_path_factory.mktemp("fuseki")
    port = _free_port()
    command = [java, "-Xmx1g", "-jar", str(_fuseki_jar()), "--localhost", "--port", str(port)]
    command += [f"--timeout={_SERVER_STOPS_AFTER * 1000}", f"--file={graph_file}", "/graph"]
    with _serving(command, f"http://127.0.0.1:{port}/graph/query", folder) as endpoint:
        yield endpoint


@pytest.fixture(scope="session", params=["oxigraph", "fuseki"])
def server(request: pytest.FixtureRequest) -> Endpoint:
    """Each server in turn."""
    endpoint: Endpoint = request.getfixturevalue(request.param)
    return endpoint


@pytest.fixture(scope="session", params=["disk", "oxigraph", "fuseki"])
def store(request: pytest.FixtureRequest) -> Store:
    """Each place in turn where the graph is, other than in memory."""
    place: Store = request.getfixturevalue(request.param)
    return place


def _fuseki_jar() -> Path:
    named = os.environ.get("RITGRAPH_FUSEKI_JAR")
    found = sorted((PROJECT.root / ".venv" / "fuseki").glob("*.jar"))
    jar = Path(named) if named else found[-1] if found else None
    if jar is None or not jar.is_file():
        pytest.skip("There is no Fuseki: `make peers` fetches it to .venv/fuseki.")
    return jar


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _serving(command: Sequence[str], url: str, folder: Path) -> Iterator[Endpoint]:
    """Run a server until the block ends; it has answered when the block begins."""
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=output, start_new_session=True
        )
        endpoint = Endpoint(url)
        try:
            _await_answer(process, url, log)
            yield endpoint
        finally:
            endpoint.close()
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _await_answer(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    for _ in range(int(_STARTS_WITHIN / 0.1)):
        try:
            if httpx.get(url, params={"query": "ASK {}"}, trust_env=False).status_code == 200:
                return
        except httpx.TransportError:
            pass
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise AssertionError(f"{process.args!r} does not answer:\n{log.read_text(errors='replace')}")
