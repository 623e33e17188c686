"""A button that hands out a file made by the kernel, where no server could."""

from pathlib import Path

import anywidget
import traitlets

from backprop_helpers.panels.controls import Controls


class Download(anywidget.AnyWidget):
    """A button; pressed, it downloads what `make` returns, and says a sentence.

    make() returns the name of the file, its bytes and the sentence; no name means that
    there is no file.
    """

    _esm = Path(__file__).with_name("download.js")
    _css = Controls._css
    label = traitlets.Unicode().tag(sync=True)

    def __init__(self, label, make):
        super().__init__(label=label)
        self.make = make
        self.on_msg(self._hand_out)

    def _hand_out(self, *_):
        name, content, sentence = self.make()
        self.send({"name": name, "sentence": sentence}, [content] if name else None)

    def __repr__(self):
        # What a saved page shows. No address in it: saved outputs are compared.
        return f"[{self.label}] Run this cell to use the controls."
