"""Templates: their folders, and a renderer in which they can lay out but not compute."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hsp_cli.domain.request import RequestRefused
from hsp_cli.formats import markdown
from hsp_cli.publishing import limits
from hsp_cli.store.file_tree import FileTree
from hsp_cli.store.files import FileNotRead
from hsp_cli.store.layout import TEMPLATE_ENDING as ENDING, TEMPLATES
from hsp_cli.wording.counts import counted, counted_or_no, plural

if TYPE_CHECKING:
    from jinja2 import Environment, TemplateError

_PACKAGE = Path(__file__).parent.parent

_MOST_KEPT = 64
"""The most templates that are kept compiled. Papers share a few, and compiling one takes longer than filling it."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template: its name, its text, and whether it belongs to the workspace."""

    name: str
    text: str
    own: bool


def default_folder() -> Path:
    """The folder of the default templates: inside the installed package, or beside `src/` in a checkout."""
    installed = _PACKAGE / TEMPLATES
    return installed if installed.is_dir() else _PACKAGE.parent.parent / TEMPLATES


def template_names(tree: FileTree) -> list[str]:
    """The names of all templates that a workspace can use: its own and the defaults."""
    folder = default_folder()
    defaults = (path.name.removesuffix(ENDING) for path in folder.glob(f"*{ENDING}"))
    return sorted({*tree.template_names(), *defaults})


def find_template(tree: FileTree, name: str) -> Template:
    """A template by name: the workspace's own, or else the default. RequestRefused if there is none."""
    default = default_folder() / f"{name}{ENDING}"
    try:
        # A name must not be a path, so that no template can reach a file outside the folders of templates.
        if name in tree.template_names():
            content, _ = tree.open(f"{TEMPLATES}/{name}{ENDING}")
            # As any text file, a template may have the line ends of any system.
            return Template(name, re.sub("\r\n?", "\n", content.decode("utf-8")), own=True)
        if default.name == f"{name}{ENDING}" and default.is_file():
            return Template(name, default.read_text(encoding="utf-8"), own=False)
    except (FileNotRead, OSError, UnicodeDecodeError) as error:
        raise RequestRefused(f"the template {name}{ENDING} cannot be read: {error}") from None
    hint = f"there is {', '.join(template_names(tree))}"
    raise RequestRefused(f"no template is called {name!r}", hint)


def with_imports(template: Template, tree: FileTree) -> tuple[Template, ...]:
    """A template and everything that it imports, directly or indirectly, each once.

    The imports of a template that cannot be found or parsed are not followed; `render` reports the problem.
    """
    found = {template.name: template}
    waiting = [template]
    while waiting:
        for name in _imports(waiting.pop().text):
            if name not in found:
                try:
                    found[name] = find_template(tree, name)
                except RequestRefused:
                    continue
                waiting.append(found[name])
    return tuple(found.values())


@lru_cache(maxsize=_MOST_KEPT)
def _imports(text: str) -> tuple[str, ...]:
    """The names of the templates that a template imports. None if it cannot be parsed."""
    from jinja2 import Environment, TemplateSyntaxError
    from jinja2.meta import find_referenced_templates

    try:
        names = find_referenced_templates(Environment(autoescape=True).parse(text))
    except TemplateSyntaxError:
        return ()
    return tuple(name.removesuffix(ENDING) for name in names if name)


def render(template: Template, context: dict[str, Any], tree: FileTree) -> str:
    """The page that a template lays out. It may import macros from other templates of the workspace or of hsp.

    Templates run in a sandbox. A name that is not in the context is an error, not a blank. Every value is escaped
    unless a filter has already written it. RequestRefused names the line of the template that failed. If
    the workspace has templates of its own, time and memory are limited: a sandbox does not stop nested loops, or a text
    that is doubled repeatedly.
    """

    def work() -> str:
        return _rendered(template, context, tree)

    return within_limits(template, work) if has_templates_of_its_own(tree) else work()


def within_limits(template: Template, work: Callable[[], str]) -> str:
    """The result of work on what a template says, with limited time and memory. RequestRefused if it exceeds them."""
    try:
        return limits.bounded(work)
    except limits.Exceeded:
        raise RequestRefused(
            f"the template {template.name}{ENDING} was stopped: it took more than {limits.SECONDS} seconds, or more "
            f"than {limits.MEGABYTES} MB",
            "correct the template, or remove it to use the default",
        ) from None


def has_templates_of_its_own(tree: FileTree) -> bool:
    """Whether the workspace has templates that differ from the defaults. In a checkout of hsp they are the defaults."""
    return any(find_template(tree, name).text != _default_text(name) for name in tree.template_names())


def _default_text(name: str) -> str | None:
    default = default_folder() / f"{name}{ENDING}"
    return default.read_text(encoding="utf-8") if default.is_file() else None


def _rendered(template: Template, context: dict[str, Any], tree: FileTree) -> str:
    from jinja2 import TemplateError
    from jinja2.exceptions import SecurityError

    try:
        return _environment(tree).from_string(template.text).render(context)
    except SecurityError as error:
        raise RequestRefused(f"the template {template.name}{ENDING} may not do that: {error}") from None
    except RequestRefused as refused:
        raise RequestRefused(f"the template {template.name}{ENDING} failed: {refused.message}", refused.hint) from None
    except TemplateError as error:
        raise RequestRefused(
            _failed(template, error), "correct the template, or remove it to use the default"
        ) from None
    # A template is text from a pull request: any Python exception that it causes is an error in the template.
    except Exception as error:
        message = f"the template {template.name}{ENDING} failed: {error} ({type(error).__name__})"
        raise RequestRefused(message, "correct the template, or remove it to use the default") from None


_OF_HTML = ("safe", "e", "escape", "forceescape", "tojson", "urlize", "xmlattr", "striptags")
"""Filters that escape for HTML, or not at all. Neither is right for Markdown."""


_compiled: dict[tuple[str, Any, Any], Any] = {}
"""The code of templates by text, name and file name."""


def _environment(tree: FileTree) -> "Environment":
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.exceptions import SecurityError
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    class Sandbox(ImmutableSandboxedEnvironment):
        """Refuses operations that could take hours or all memory: powers, and repeated texts or lists."""

        intercepted_binops = frozenset({"**", "*", "%"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "**" or not all(isinstance(side, int | float) for side in (left, right)):
                raise SecurityError(f"it lays out and does not compute, so `{operator}` takes no such values")
            return super().call_binop(context, operator, left, right)

        def compile(self, source: Any, name: Any = None, filename: Any = None, *given: Any, **named: Any) -> Any:
            # All environments are alike, so that the code is the same for each. Only texts are kept.
            key = (source, name, filename)
            if given or named or not isinstance(source, str):
                return super().compile(source, name, filename, *given, **named)
            if key not in _compiled:
                if len(_compiled) >= _MOST_KEPT:
                    _compiled.clear()
                _compiled[key] = super().compile(source, name, filename)
            return _compiled[key]

    def finished(value: object) -> str:
        # The result of a macro is already written; the engine marks it with a type of its own.
        return value if isinstance(value, Markup) else markdown.written(value)

    def source(name: str) -> tuple[str, str, None]:
        found = find_template(tree, name.removesuffix(ENDING))
        # The template has its own file name, so that its errors differ from those of the importing template.
        return found.text, f"{found.name}{ENDING}", None

    environment = Sandbox(
        loader=FunctionLoader(source),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=finished,
        autoescape=True,  # for what it does to the results of macros; `finished` leaves nothing else to escape
    )
    for name in _OF_HTML:
        environment.filters.pop(name, None)
    environment.filters.update(markdown.FILTERS, counted=counted, counted_or_no=counted_or_no, plural=plural)
    environment.globals["contents"] = markdown.CONTENTS
    return environment


def _failed(template: Template, error: "TemplateError") -> str:
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    if line is None:
        name, line = _place_in(error)
    place = f" on line {line}" if line else ""
    return f"the template {name or f'{template.name}{ENDING}'} failed{place}: {error.message or type(error).__name__}"


def _place_in(error: BaseException) -> tuple[str | None, int | None]:
    """The template and line in a traceback, if the error does not have them. No name means the outermost template."""
    trace, name, line = error.__traceback__, None, None
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename == "<template>" or filename.endswith(ENDING):
            name, line = None if filename == "<template>" else filename, trace.tb_lineno
        trace = trace.tb_next
    return name, line
