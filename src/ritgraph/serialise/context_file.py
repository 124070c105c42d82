"""The file of a JSON-LD context: read, and refused where the writer could not keep to it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from ritgraph.errors import InputError, SourceSyntaxError, UnsupportedError, place
from ritgraph.serialise.context import GEN_DELIMS, Context, Term

_ALIASED = ("@id", "@type")
_KEYS = {"@id", "@type", "@container", "@prefix"}
_CONTAINERS = ("@language", "@set")


def read_context(path: Path) -> Context:
    """Read a file that holds a context: prefixes, and terms with coercions and containers.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     path = Path(folder, "context.jsonld")
    ...     _ = path.write_text('{"@context": {"ex": "http://example.com/", "Light": "ex:Light"}}')
    ...     read_context(path).kind("<http://example.com/Light>")
    '"Light"'

    Raises:
        InputError: the file cannot be read.
        SourceSyntaxError: it is not JSON.
        UnsupportedError: it has something that JSON-LD does not allow, or that is not supported.
    """
    return _Reader(path).context()


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        document = self._json()
        definitions = document.get("@context") if isinstance(document, dict) else None
        if not isinstance(definitions, dict):
            self._refuse("There is no object under the key '@context'")
        self._definitions = definitions
        self._iris: dict[str, str] = {}

    def context(self) -> Context:
        aliases: dict[str, str] = {}
        terms = []
        for name, definition in self._definitions.items():
            if name == "@version":
                if definition != 1.1:
                    self._refuse("'@version' must be 1.1")
            elif name.startswith("@"):
                self._refuse(f"'{name}' in a context is not supported")
            elif definition in _ALIASED and ":" not in name and "/" not in name:
                aliases.setdefault(definition, name)
            else:
                terms.append(self._term(name, definition))
        return Context(self._definitions, terms, aliases)

    def _term(self, name: str, definition: object) -> Term:
        iri = self._iri_of(name, ())
        if not isinstance(definition, dict):
            return Term(name, iri, is_prefix=self._is_prefix(name))
        containers = definition.get("@container") or []
        if not isinstance(containers, list):
            containers = [containers]
        for container in containers:
            if container not in _CONTAINERS:
                self._refuse(f"The container {container!r} of the term '{name}' is not supported")
        coercion = self._coercion(name, definition.get("@type", "@none"))
        if "@language" in containers and coercion:
            self._refuse(f"The term '{name}' has a type and a container of languages")
        return Term(
            name,
            iri,
            coercion,
            self._is_prefix(name),
            by_language="@language" in containers,
            is_array="@set" in containers,
        )

    def _coercion(self, name: str, kind: Any) -> str:
        if kind == "@none":
            return ""
        if kind == "@id":
            return "@id"
        if not isinstance(kind, str) or kind.startswith("@"):
            self._refuse(f"The type {kind!r} of the term '{name}' is not supported")
        return self._expanded(kind, (name,))

    def _iri_of(self, name: str, through: Iterable[str]) -> str:
        """Give the IRI of a term; ``through`` are the terms that need it for their own."""
        if name in self._iris:
            return self._iris[name]
        if name in through:
            self._refuse(f"The term '{name}' is explained by itself")
        definition = self._definitions[name]
        if isinstance(definition, dict):
            if unknown := sorted(definition.keys() - _KEYS):
                self._refuse(f"'{unknown[0]}' of the term '{name}' is not supported")
            if not isinstance(definition.get("@prefix", True), bool):
                self._refuse(f"'@prefix' of the term '{name}' must be true or false")
            target = definition.get("@id", name)
        else:
            target = definition
        fits = isinstance(target, str) and not target.startswith("@")
        if name in ("", "_") or "/" in name or not fits:
            self._refuse(f"The term '{name}' is not supported")
        chain = (*through, name)
        iri = self._by_prefix(name, chain) if target == name else self._expanded(target, chain)
        if ":" in name and iri != self._by_prefix(name, chain):
            self._refuse(f"The term '{name}' has another IRI than its prefix says")
        self._iris[name] = iri
        return iri

    def _expanded(self, value: str, through: tuple[str, ...]) -> str:
        """Expand a value of the context itself (JSON-LD 1.1 API, section 5.2.2)."""
        if value in self._definitions:
            return self._iri_of(value, through)
        return self._by_prefix(value, through)

    def _by_prefix(self, value: str, through: tuple[str, ...]) -> str:
        prefix, colon, rest = value.partition(":")
        if not colon or not prefix or prefix == "_":
            self._refuse(f"'{value}' is neither an IRI nor a name of the context")
        if prefix in self._definitions and not rest.startswith("//"):
            namespace = self._iri_of(prefix, through)
            if self._is_prefix(prefix):
                return namespace + rest
        return value

    def _is_prefix(self, name: str) -> bool:
        definition = self._definitions[name]
        if ":" in name:
            return False
        if isinstance(definition, dict):
            return definition.get("@prefix") is True
        return self._iris[name].endswith(GEN_DELIMS)

    def _json(self) -> Any:
        try:
            text = self._path.read_text(encoding="utf-8")
            document = json.loads(text, object_pairs_hook=self._once)
            json.dumps(document, ensure_ascii=False).encode()  # half a surrogate pair is no text
            return document
        except RecursionError:
            self._refuse("It is nested too deep")
        except UnicodeEncodeError:
            self._refuse("It has half a surrogate pair")
        except json.JSONDecodeError as error:
            raise SourceSyntaxError(self._path, error.lineno, error.colno, error.msg) from None
        except UnicodeDecodeError as error:
            raise InputError(self._path, f"not UTF-8, at byte {error.start}") from None
        except OSError as error:
            raise InputError(self._path, error.strerror or str(error)) from None

    def _once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                self._refuse(f"The key '{key}' occurs twice")
            found[key] = value
        return found

    def _refuse(self, problem: str) -> NoReturn:
        raise UnsupportedError(
            f"{place(self._path)}: {problem}. A context may have prefixes, terms with '@id', "
            "'@type' and '@container' (@language, @set), and names for '@id' and '@type'."
        )
