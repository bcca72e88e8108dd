"""What may a template of somebody else's say? Fields, loops over tables, and conditions on them.

Jinja's sandbox keeps a template from Python's inner parts, but not from what the objects it is
given can do: the picture of docxtpl leads to the document itself, which reads and writes files. So
nothing can be called here, no object but a table has parts, and nothing grows by itself.
"""

from collections.abc import Collection, Iterator

from jinja2 import TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from language import _
from reports.wording import TextTable

FILTERS = (
    "capitalize", "d", "default", "e", "escape", "first", "join", "last", "length", "lower",
    "title", "trim", "upper",
)  # fmt: skip
SAID = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.Getattr,
    nodes.Getitem, nodes.Slice, nodes.For, nodes.If, nodes.CondExpr, nodes.Not, nodes.And, nodes.Or,
    nodes.Compare, nodes.Operand, nodes.Neg, nodes.Filter, nodes.Test, nodes.Tuple, nodes.List,
    nodes.Keyword,
)  # fmt: skip
LISTS = ("tables", "rows", "columns")
MOST_LOOPS = 4  # inside each other; a cell of a table lies in three


class TemplateLanguage(SandboxedEnvironment):
    """Jinja without calls, assignments, arithmetic and other people's objects.

    fields  names of what can be asked for; a loop may not take one of them for its own
    """

    def __init__(self, fields: Collection[str]) -> None:
        super().__init__(autoescape=True)
        self.fields = frozenset(fields)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if not all(self._may_say(node, loops) for node, loops in _inside(tree)):
            raise TemplateSyntaxError(
                _("it holds more than fields, loops over tables, and conditions"), 1
            )
        return tree

    def _may_say(self, node: nodes.Node, loops: int) -> bool:
        if not isinstance(node, SAID) or loops > MOST_LOOPS:
            return False
        if not isinstance(node, nodes.For):
            return True
        if isinstance(node.iter, nodes.Getattr):
            is_list = node.iter.attr in LISTS
        else:  # the tables, or what an outer loop goes through: never a text, letter by letter
            name = getattr(node.iter, "name", "")
            is_list = name in LISTS or name not in self.fields | {""}
        return is_list and getattr(node.target, "name", "") not in self.fields

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Only a table, and where a loop has come to, have parts."""
        known = isinstance(obj, TextTable | LoopContext)
        return known and super().is_safe_attribute(obj, attr, value)

    def is_safe_callable(self, obj: object) -> bool:
        """Nothing is; the tree has no calls either, this is the second lock."""
        return False


def _inside(node: nodes.Node, loops: int = 0) -> Iterator[tuple[nodes.Node, int]]:
    """Every node, with how many loops lie around it, itself counted."""
    loops += isinstance(node, nodes.For)
    yield node, loops
    for child in node.iter_child_nodes():
        yield from _inside(child, loops)
