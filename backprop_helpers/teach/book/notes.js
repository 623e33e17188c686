// What a reader did on a page, kept in this browser and nowhere else, so that it is there
// when the page is loaded again. Without such a place, as in some private windows, the
// page works all the same.

const PREFIX = "backprop book ";

// The notes on one thing: read() returns what was written, or null. What belongs to an
// earlier edition of the record counts as nothing.
export function notesOn(name, edition) {
  const key = PREFIX + name;
  return {
    read() {
      try {
        const { edition: noted, ...done } = JSON.parse(localStorage.getItem(key)) ?? {};
        return noted === edition ? done : null;
      } catch {
        return null;
      }
    },
    // What is as at the start is no longer noted.
    write(values, initial, more) {
      try {
        if (JSON.stringify(values) === JSON.stringify(initial)) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify({ values, ...more, edition }));
      } catch { /* there is no room, or no leave */ }
    },
  };
}

// A line under what came back, with a button that begins anew.
export function lineOfReturn(title, begin) {
  const line = document.createElement("p");
  const button = document.createElement("button");
  line.className = "bp-kept bp-help";
  Object.assign(button, { type: "button", className: "bp-button", textContent: "Start anew" });
  button.setAttribute("aria-label", `Start anew: ${title}`);
  button.addEventListener("click", () => {
    line.remove();
    begin();
  });
  line.append(button, " This is what you did here last time.");
  return line;
}
