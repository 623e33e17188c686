// JupyterLite opens the page that an address names, and forgets at which cell. This is
// put into its index.html (.ci/build_site.py), and remembers.
const { hash, search } = window.location; // JupyterLite changes them
const path = new URLSearchParams(search).get("path");
const cell = hash.replace("#cell-id=", "");

// A page begins with one empty cell; and no aim is taken at a cell until it is drawn,
// which on a slow machine is half a minute after it is there.
function aim() {
  const page = window.jupyterapp?.shell.currentWidget;
  const cells = (page?.context?.path === path && page.content.widgets) || [];
  const target = cells.find(({ model }) => model.id === cell);
  if (target?.isAttached) page.content.scrollToCell(target, "center");
  else if (target || cells.length < 2) setTimeout(aim, 100);
}

if (path && cell !== hash) aim();
