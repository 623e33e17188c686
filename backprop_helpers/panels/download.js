// A button that hands out a file that the kernel makes when it is pressed. So it works
// where no server is that could be asked for files.

function render({ model, el }) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "bp-button";
  button.dataset.lmSuppressShortcuts = "true"; // a key on the button is no command
  button.textContent = model.get("label");
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  button.addEventListener("click", () => {
    status.textContent = "";
    model.send({});
  });
  const receive = ({ name, sentence }, buffers) => {
    status.textContent = sentence;
    if (!name) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([buffers[0]]));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
  };
  model.on("msg:custom", receive);
  const body = document.createElement("div");
  body.className = "bp-controls";
  body.setAttribute("role", "group");
  body.setAttribute("aria-label", model.get("label"));
  body.append(button);
  body.addEventListener("keydown", (event) => { // as in controls.js: back to the cell
    if (event.key === "Escape") el.closest(".jp-Cell")?.focus();
  });
  el.classList.add("bp-root");
  el.append(body, status);
  return () => model.off("msg:custom", receive);
}

export default { render };
