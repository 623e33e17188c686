"""The course as a book: every picture moves at once, and no Python is needed to read.

What a page can do is done beforehand: its pictures, sentences and replies are recorded,
and `controls.js`, which is the same as in JupyterLab, moves them.

- build.py: the book from the notebooks, in one call
- source.py: a notebook as Sphinx reads it, and what of its code is folded away
- theme.py: what Sphinx is told, and what of its theme is left out
- formulas.py: formulas as browsers draw them by themselves, with their font
- book.css, favicon.svg, cover.md: looks; live.js: the way to a page that runs
- things.py: runs a page's cells, and says what each of them shows that is alive
- record.py: all of that as files, and as HTML that takes its place
- panel_record.py (panel.js): which settings of a panel are recorded, and what it shows
- frames.py (frames.js): many pictures in one small file
- book.js: gives a record its controls, and plays the kernel
- practice_record.py: keeps what questions, pencils and problems answer; practice.js and
  judge.js answer with it, and notes.js keeps what was done
- layers.py: all pictures of a pencil from a few layers
"""
