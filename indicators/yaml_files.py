"""Is a file of the catalogue what schema.json says that it should be?"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from indicators.errors import CatalogueError

SCHEMA_FILE = Path(__file__).parent / "catalogue" / "schema.json"


# The C parser reads the catalogue ten times as fast; wheels have it, some distributions do not.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _NoDuplicates(_Loader):
    """YAML that refuses a key written twice, where the last would silently win."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _value in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    "while reading", node.start_mark, f"{key} twice", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path, shape: str) -> dict[str, Any]:
    """The content of a catalogue file, checked against `shape` of schema.json.

    shape    'theme_file', 'unit_costs_file', 'flow_presets_file' or 'dimensions_file'
    raises   CatalogueError naming file, entry, field, value and what was expected
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_NoDuplicates)
    except FileNotFoundError:
        raise CatalogueError(path.name, "-", "-", None, f"a file {path}") from None
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        where = f"line {place.line + 1}" if place else "-"
        problem = getattr(error, "problem", None) or str(error)
        raise CatalogueError(path.name, where, "-", problem, "readable YAML") from error
    worst = best_match(validator(shape).iter_errors(content))
    if worst is not None:
        raise _explained(path, worst)
    return content


@cache
def schema() -> dict[str, Any]:
    """schema.json as read."""
    return json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))


@cache
def validator(shape: str) -> Draft202012Validator:
    """Checks one shape of file (`$defs` of schema.json)."""
    return Draft202012Validator({"$ref": f"#/$defs/{shape}", "$defs": schema()["$defs"]})


def _explained(path: Path, error: ValidationError) -> CatalogueError:
    """The validator's finding in the words of the person who wrote the file."""
    steps = [str(step) for step in error.absolute_path]
    inside_entry = len(steps) >= 2 and steps[0] != "theme"
    entry = steps[1] if inside_entry else "-"
    field = ".".join(steps[2:] if inside_entry else steps) or "-"
    return CatalogueError(path.name, entry, field, error.instance, _expected(error))


def _expected(error: ValidationError) -> str:
    guideline = error.schema.get("description", "") if isinstance(error.schema, dict) else ""
    match error.validator:
        case "required":
            return error.message.replace(" is a required property", " as well")
        case "enum":
            return "one of " + ", ".join(str(value) for value in error.validator_value)
        case "additionalProperties" | "unevaluatedProperties" | "propertyNames":
            return f"only fields that schema.json knows ({error.message})"
        case _:
            return f"{guideline or error.message}"
