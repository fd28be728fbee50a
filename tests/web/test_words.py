"""The words of the pages: none missing, none left over, none beside the content."""

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, nodes
from support.visiting import KEY, PERSON_1, PERSON_2

from rules.content import CONTENT
from webapp import create_app, pages
from webapp.forms import PageForm
from webapp.pages import PAGES, Page
from webapp.settings import BOOT_ERROR, SettingsError

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
CODE = sorted((ROOT / "webapp").rglob("*.py"))
PRINTED = {path.stem: path for path in (ROOT / "templates" / "print").glob("*.typ")}
WORDS = {**CONTENT.pages, **CONTENT.print}
EXAMPLE = re.compile(r"<pre><code>.*?</code></pre>", re.DOTALL)  # a command, for who can type one


def said_of(page: Page) -> dict[str, str]:
    """The words at the head of a page of questions."""
    return CONTENT.answers["pages"][page.slug]


Path_ = tuple[str, ...]
Names = dict[str, Path_]  # a name in a file -> the words that it stands for
ANY = "*"  # a key that is known only when it runs: any may be meant


def in_template(path: Path) -> Iterator[Path_]:
    """What a template of HTML places, by way of the names that it gives to parts of the words."""
    tree = Environment(autoescape=True).parse(path.read_text("utf-8"))
    names: Names = {"words": ()}
    for node in tree.find_all(nodes.Assign):
        if isinstance(node.target, nodes.Name) and (found := jinja_path(node.node, names)):
            names[node.target.name] = found
    inner = {id(node.node) for node in tree.find_all((nodes.Getattr, nodes.Getitem))}
    for node in tree.find_all((nodes.Getattr, nodes.Getitem, nodes.Name)):
        if id(node) not in inner and (found := jinja_path(node, names)):
            yield found
    for node in tree.find_all(nodes.Filter):  # which takes one of two by a number
        if node.name == "counted" and (found := jinja_path(node.node, names)):
            yield (*found, ANY)


def jinja_path(node: nodes.Node, names: Names) -> Path_ | None:
    if isinstance(node, nodes.Name):
        return names.get(node.name)
    if not isinstance(node, nodes.Getattr | nodes.Getitem):
        return None
    above = jinja_path(node.node, names)
    if above is None:
        return None
    if isinstance(node, nodes.Getattr):
        return above if node.attr in ("items", "keys", "values") else (*above, node.attr)
    return (*above, str(getattr(node.arg, "value", ANY)))


def in_code(path: Path) -> Iterator[Path_]:
    """The same for a file of Python: a function's names are its own."""
    text = path.read_text("utf-8")
    tree = ast.parse(text)
    names: Names = {}
    name_parts(tree.body, names)
    name_parts([node for node in ast.walk(tree) if is_own(node)], names)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for scope in (tree, *functions):
        known = dict(names)
        if scope is not tree:
            name_parts([*ast.walk(scope)], known)
        own = [node for node in ast.walk(scope) if scope is not tree or not inside(node, functions)]
        inner = {id(node.value) for node in own if isinstance(node, ast.Subscript)}
        for node in own:
            if isinstance(node, ast.Subscript) and id(node) not in inner:
                yield from code_paths(node, known)


def is_own(node: ast.AST) -> bool:
    """Whether it names a part of an object: all its functions know that."""
    match node:
        case ast.Assign([ast.Attribute(ast.Name("self"))], _):
            return True
    return False


def inside(node: ast.AST, functions: list[ast.FunctionDef]) -> bool:
    line = getattr(node, "lineno", 0)
    return any(each.lineno <= line <= (each.end_lineno or 0) for each in functions)


def name_parts(statements: list[ast.AST], names: Names) -> None:
    """Learn the names that statements give to parts of the words."""
    for node in statements:
        match node:
            case ast.Assign([ast.Tuple(targets)], ast.Tuple(values)):
                pairs = [*zip(targets, values, strict=True)]
            case ast.Assign([target], value) | ast.AnnAssign(target, _, value):
                pairs = [(target, value)]
            case _:
                continue
        for target, value in pairs:
            if isinstance(target, ast.Name | ast.Attribute):
                name, found = ast.unparse(target), [*code_paths(value, names)]
                names.pop(name, None)
                names |= {name: found[0]} if found else {}


def code_paths(node: ast.expr, names: Names) -> Iterator[Path_]:
    match node:
        case ast.Name() | ast.Attribute() if ast.unparse(node) in names:
            yield names[ast.unparse(node)]
        case ast.Attribute(ast.Name("content"), "pages" | "print"):
            yield ()
        case ast.Call(ast.Name("current_words"), []) | ast.Subscript(ast.Name("WORDS"), _):
            yield ()
        case ast.Call(ast.Name("print_words"), [ast.Constant(table), _]):
            yield (f"print_words {table}",)
        case ast.Subscript(value, key):
            for above, last in product_of(code_paths(value, names), keys(key)):
                yield (*above, last)


def product_of(above: Iterator[Path_], last: list[str]) -> Iterator[tuple[Path_, str]]:
    return ((one, each) for one in above for each in last)


def keys(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value):
            return [str(value)]
        case ast.IfExp(_, one, other):
            return keys(one) + keys(other)
        case _:
            return [ANY]


def in_print(table: str, path: Path) -> Iterator[Path_]:
    for name in re.findall(r"\bwords\.(\w+)", path.read_text("utf-8")):
        if name not in ("matches", "slice", "lang", "region"):
            yield (f"print_words {table}", name)
    yield from (("print", "common", name) for name in ("lang", "region"))


def placed() -> Iterator[tuple[str, Path_]]:
    """(file, path of the words) for each place where words are named."""
    named = [(path, in_template(path)) for path in TEMPLATES]
    named += [(path, in_code(path)) for path in CODE]
    named += [(path, in_print(table, path)) for table, path in PRINTED.items() if table != "common"]
    for path, found in named:
        for each in found:
            yield str(path.relative_to(ROOT)), whole(each)


def whole(path: Path_) -> Path_:
    """The path from the top: what goes to paper has three tables in one."""
    if not path or not path[0].startswith("print_words "):
        return path
    table = path[0].removeprefix("print_words ")
    shared = (("print", table), ("print", "common"), ("evidence",))
    return next(((*above, *path[1:]) for above in shared if find((*above, *path[1:]))), path)


def find(path: Path_) -> object:
    found = WORDS
    for key in path:
        if key == ANY or isinstance(found, list):
            break
        found = found.get(key) if isinstance(found, dict) else None
    return found


def leaves(table: object, path: Path_ = ()) -> Iterator[Path_]:
    if not isinstance(table, dict):
        yield path
        return
    for key, value in table.items():
        yield from leaves(value, (*path, key))


USED = [(file, path) for file, path in placed() if path]


def test_all_words_that_a_page_or_the_code_names_are_there():
    assert len(USED) > 300
    assert [f"{file}: {'.'.join(path)}" for file, path in USED if find(path) is None] == []


def test_no_words_are_left_over():
    listed = {("errors",), ("reviewers", "contents")}  # by status; one by one
    looked_up = {path[: path.index(ANY)] for _, path in USED if ANY in path}
    named = {path for _, path in USED if not isinstance(find(path), dict)}
    paths = listed | looked_up | named
    begins = {leaf: {leaf[:length] for length in range(1, len(leaf) + 1)} for leaf in leaves(WORDS)}
    assert len(begins) > 250
    assert [".".join(leaf) for leaf, begun in begins.items() if not begun & paths] == []


class Said(HTMLParser):
    """What a template says by itself: its text, and the attributes that are read out or shown."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", html, flags=re.DOTALL)
        self.feed(EXAMPLE.sub("", bare))

    def handle_data(self, data: str) -> None:
        bare = re.sub(r"[\w-]+=\"[^\"]*\"", "", data)  # an attribute that a block or macro adds
        self.found += re.findall(r"(?<!\?)\b[^\W\d_].*", bare)  # but what an address ends in

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        read = ("alt", "title", "aria-label", "placeholder")
        self.found += [value for name, value in attributes if name in read and value.strip()]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_says_nothing_by_itself(path):
    html = path.read_text("utf-8")
    assert Said(html).found == []
    quoted = Environment(autoescape=True).parse(html).find_all(nodes.Const)
    spoken = [each.value for each in quoted if re.search("[a-z] [a-z]", str(each.value))]
    assert spoken == []


def test_the_search_would_find_what_a_template_says():
    assert Said('<p>{{ x }}: Go on<img alt="Eczema" class="a">').found == ["Go on", "Eczema"]


def test_no_template_and_no_words_hold_a_time_that_a_setting_decides():
    content = ROOT / "rules" / "content" / "en"
    files = [*TEMPLATES, *PRINTED.values(), content / "pages.toml", content / "print.toml"]
    times = re.compile(r"\b(?:an|one|\d+) hours?\b|\b\d+ (?:days|minutes)\b")
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    assert [line for line in lines if times.search(line)] == ['hour = "an hour"']


# What stops the start


class SleepForm(PageForm):
    slug = "sleep"


FIRST, LAST = PAGES[0], PAGES[-1]
INCOMPLETE = {
    "a page without words": (
        (*PAGES, Page(SleepForm, keys=("severity",), lines=("severity",))),
        {"answers.toml: no title for the page sleep", "answers.toml: no why for the page sleep"},
    ),
    "an answer without a parser": (
        (replace(FIRST, keys=(*FIRST.keys, "weight")), *PAGES[1:]),
        {"progress.py: no parser for weight of the page about-you"},
    ),
    "a line of the answers without words": (
        (*PAGES[:-1], replace(LAST, lines=("sleep",))),
        {"answers.toml: no label for the line sleep of the page matters"},
    ),
    "words for no page, and an answer that no page asks for": (
        PAGES[:-1],
        {
            "answers.toml: words for matters, which is no page",
            "pages.py: no page asks for concerns",
        },
    ),
}


@pytest.mark.parametrize(("changed", "says"), INCOMPLETE.values(), ids=INCOMPLETE)
def test_what_is_missing_from_the_pages_stops_the_start_and_is_named(
    monkeypatch, capsys, changed, says
):
    monkeypatch.setattr(pages, "PAGES", changed)
    monkeypatch.setattr(pages, "BY_SLUG", {page.slug: page for page in changed})
    with pytest.raises(SettingsError) as stopped:
        create_app({"SECRET_KEY": KEY})
    assert stopped.value.code == BOOT_ERROR
    said = capsys.readouterr().err
    assert {line.strip() for line in said.splitlines()[1:]} == says


@pytest.mark.parametrize("page", [page for page in PAGES if "why_other" in said_of(page)])
def test_whoever_answers_for_another_is_not_spoken_to_as_the_patient(visitors, page):
    visitor = visitors()
    for person, key in ((PERSON_1, "why"), (PERSON_2, "why_other")):
        visitor.answered(person)
        visitor.open(f"/questions/{page.slug}")
        assert said_of(page)[key] in visitor.page.get_text()
