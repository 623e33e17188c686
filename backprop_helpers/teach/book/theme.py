"""What Sphinx is told of a book: settings, formulas, places, and ways to live pages.

The theme draws its icons with a script of 1.5 MB; the book cuts the few that it has out
of that script, and leaves it away, with the theme's fonts, languages and maps of code.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote

from docutils import nodes

from backprop_helpers.teach.book.formulas import mathml

TITLE = "Backpropagation by hand"
SCRIPT = "scripts/fontawesome.js"
TAG = re.compile(rf"\s*<script[^>]*{re.escape(SCRIPT)}[^>]*></script>")
ICON = re.compile(r"\bfa-([a-z]+(?:-[a-z]+)*)")
LEFT_OUT = (
    *("**/*.map", "locales/**/*", "vendor/**/*", SCRIPT, "images/logo_deepnote.svg"),
    "images/logo_jupyterhub.svg",
)


@dataclass(frozen=True)
class Address:
    """Where the course is published: a repository at GitHub, and a tag in it.

    lite: the folder with JupyterLite, as seen from the pages of the book; "" if none.
    """

    repository: str
    tag: str
    lite: str = ""

    @property
    def files(self):
        """Where the files of the repository are to be read."""
        return f"{self.repository}/blob/{self.tag}"

    def live(self, page):
        """Return the address of a page that runs, at the cell whose id is CELL."""
        if self.lite:
            return (
                f"{self.lite}/lab/index.html?path=notebooks/{page}.ipynb#cell-id=CELL"
            )
        name = self.repository.removeprefix("https://github.com/")
        path = quote(f"lab/tree/notebooks/{page}.ipynb#cell-id=CELL", safe="/=")
        return f"https://mybinder.org/v2/gh/{name}/{self.tag}?urlpath={path}"


def settings(address):
    """Return the settings of a book, as a `conf.py` would have them."""
    return {
        "project": TITLE,
        "html_title": TITLE,
        "language": "en",
        "extensions": ["myst_nb", "backprop_helpers.teach.book.theme"],
        "myst_enable_extensions": ["dollarmath"],
        "myst_heading_anchors": 3,
        "myst_heading_slug_func": f"{__name__}.place_of",
        "nb_execution_mode": "off",
        "html_math_renderer": "mathml",
        "html_theme": "sphinx_book_theme",
        "html_static_path": ["static"],
        "html_css_files": ["icons.css", "controls.css", "book.css"],
        "html_favicon": "static/favicon.svg",
        "html_context": {"default_mode": "auto"},
        "html_copy_source": False,
        "html_show_sphinx": False,
        "html_show_copyright": False,
        "html_use_index": False,
        "html_theme_options": {
            "repository_url": address.repository,
            "repository_branch": address.tag,
            "path_to_docs": "notebooks",
            "use_download_button": False,
            "use_fullscreen_button": False,
            "navbar_persistent": [],
            "primary_sidebar_end": [],
            "footer_content_items": [],
            "launch_buttons": {
                "notebook_interface": "jupyterlab",
                "binderhub_url": "https://mybinder.org",
                "colab_url": "https://colab.research.google.com",
                "jupyterlite_url": f"{address.lite}/lab/index.html"
                * bool(address.lite),
            },
        },
        "book_address": address,
    }


def place_of(heading):
    """Return what a link to a heading ends with, as in JupyterLab."""
    return heading.replace(" ", "-")


def setup(app):
    """Add to Sphinx what a book needs; Sphinx calls it."""
    app.add_config_value("book_address", None, "")  # the pages are always made anew
    app.add_html_math_renderer(
        "mathml", inline_renderers=(_inline, None), block_renderers=(_block, None)
    )
    for script in ("live.js", "book.js"):
        app.add_js_file(script, type="module")
    app.connect("doctree-read", _name_cells)
    app.connect("doctree-read", _keep_together)
    app.connect("html-page-context", _point_to_live_page)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _inline(writer, node):
    writer.body.append(mathml(node.astext()))
    raise nodes.SkipNode


def _block(writer, node):
    formula = mathml(node.astext(), block=True)
    writer.body.append(f'<div class="bp-formula" tabindex="0">{formula}</div>\n')
    raise nodes.SkipNode


def _keep_together(app, tree):
    """Let no line end between a formula and the full stop behind it."""
    for node in list(tree.findall(nodes.math)):
        after = node.next_node(descend=False, siblings=True)
        if isinstance(after, nodes.Text) and after[:1] in [*".,;:!?)"]:
            whole = nodes.inline(classes=["bp-whole"])
            node.parent.replace(after, nodes.Text(after[1:]))
            node.parent.replace(node, whole)
            whole += [node, nodes.Text(after[:1])]


def _name_cells(app, tree):
    """Give the box of each cell of code the cell's id, to which a link may lead."""
    for node in tree.findall(nodes.container):
        name = (node.get("cell_metadata") or {}).get("cell")
        if name:
            node["ids"] = [name]
            node["classes"].append("bp-cell")


def _point_to_live_page(app, name, template, context, tree):
    if tree is not None and context["page_source_suffix"] == ".ipynb":
        target = app.config.book_address.live(name)
        context["metatags"] += f'<meta name="bp-live" content="{target}" />'


def icons(script, texts):
    """Return the style that draws those icons which these texts name.

    Parameters
    ----------
    script : str
        That of Font Awesome, in which each icon is a path.
    """
    rules = []
    for name in sorted({name for text in texts for name in ICON.findall(text)}):
        shape = re.compile(
            rf'[{{,]"?{name}"?:\[(\d+),(\d+),\[[^\]]*\],"\w+","([^"]+)"\]'
        )
        found = shape.findall(script)
        if found:  # else it is the name of a size
            width, height, path = found[-1]  # the solid one comes last
            svg = (
                "<svg xmlns='http://www.w3.org/2000/svg' "
                f"viewBox='0 0 {width} {height}'><path d='{path}'/></svg>"
            )
            rules.append(
                f'.fa-{name} {{ --icon: url("data:image/svg+xml,{quote(svg)}"); }}'
            )
    return "\n".join(rules) + "\n"
