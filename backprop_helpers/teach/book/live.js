// The way from the book to a page that runs, at the cell where the reader is.

const LINE = 0.3; // of the window: what stands above it has been read

function isAbove(cell) {
  return cell.getBoundingClientRect().top < LINE * window.innerHeight;
}

// The id of the cell that is being read; of the first one at the top of the page.
function cellOfReader() {
  const cells = [...document.querySelectorAll(".bp-cell")];
  return (cells.filter(isAbove).at(-1) ?? cells[0])?.id ?? "";
}

// The address of the live page at a cell; "" on a page that has none.
export function liveAddress(cell = cellOfReader()) {
  const address = document.querySelector("meta[name=bp-live]")?.content ?? "";
  return address.replace("CELL", cell);
}

function aim(link) {
  if (link.matches(".bp-live")) {
    link.href = liveAddress(link.dataset.cell);
    return;
  }
  const { href } = link; // of the menu with the rocket
  const cell = cellOfReader();
  if (href.includes("mybinder.org")) {
    link.href = `${href.split("%23")[0]}%23cell-id=${cell}`;
  } else {
    const name = href.includes("colab") ? "scrollTo" : "cell-id";
    link.href = `${href.split("#")[0]}#${name}=${cell}`;
  }
}

// A formula that is wider than a phone scrolls, and then the arrow keys must reach it.
function reachByKeys(box) {
  if (box.scrollWidth > box.clientWidth) {
    box.tabIndex = 0;
  } else {
    box.removeAttribute("tabindex");
  }
}

const LINKS = ".bp-live, .dropdown-launch-buttons a";
document.querySelectorAll(LINKS).forEach(aim);
for (const kind of ["pointerdown", "focusin", "click"]) {
  document.addEventListener(kind, (event) => {
    const link = event.target.closest?.(LINKS);
    if (link) aim(link);
  });
}
const width = new ResizeObserver((seen) => seen.forEach((each) => reachByKeys(each.target)));
document.querySelectorAll(".bp-formula, .pst-scrollable-table-container").forEach((box) => width.observe(box));
