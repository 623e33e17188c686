// JupyterLite opens the page that an address names, and forgets at which cell. This is
// put into its index.html (.ci/build_site.py), and remembers.
const { hash, search } = window.location; // JupyterLite changes them
const path = new URLSearchParams(search).get("path");

function aim() {
  const page = window.jupyterapp?.shell.currentWidget;
  if (page?.context?.path === path && page.content.widgets?.length) {
    page.setFragment(hash);
  } else {
    setTimeout(aim, 100);
  }
}

if (path && hash.startsWith("#cell-id=")) aim();
