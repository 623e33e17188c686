// Run pytest in Pyodide, outside a browser.
//
// usage: node pytest_in_pyodide.mjs PACKAGES FOLDERS ARGUMENTS...
//
// PACKAGES is the folder of the site that has Pyodide, its lock and all wheels; FOLDERS
// is JSON, {"place inside": "folder of this machine"}; ARGUMENTS are those of pytest.
import { pathToFileURL } from "node:url";

const [packages, folders, ...options] = process.argv.slice(2);

async function main() {
  const { loadPyodide } = await import(`${pathToFileURL(packages)}/pyodide.mjs`);
  const pyodide = await loadPyodide({
    indexURL: packages,
    packages: ["backprop-helpers"],
    env: { HOME: "/home/pyodide", PYTHONDONTWRITEBYTECODE: "1", TQDM_DISABLE: "1" },
  });
  for (const [place, root] of Object.entries(JSON.parse(folders))) {
    pyodide.FS.mkdirTree(place);
    pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root }, place);
  }
  pyodide.globals.set("options", pyodide.toPy(options));
  return pyodide.runPython(`
import os, sys
sys.path += ["/tools", "/course"]  # behind the packages: the course has its tests
os.chdir("/course")
import matplotlib.font_manager  # else the first test that draws waits for it
import pytest
int(pytest.main(options))
`);
}

// Node would show the source around an error: one line of a megabyte.
main().then(process.exit, (error) => {
  console.error(error.stack);
  process.exit(3);
});
