"""One folder for each notebook: what only that page needs.

A folder has the notebook's own name without its number, and of these files those that
the page needs. A file that outgrew a screen or two is a folder of the same name.

- example: its numbers and small models, without pictures; later pages may use them
- figures: its drawings; panels: its pictures with sliders
- exercises: what is asked, what is right, what often goes wrong; quiz: its questions
- pencil: its sheets, pictures with blanks to fill in
- parsons: its solutions as lines to put in order

What more than one page uses stands below: in nets, datasets, figures, panels, practice.
"""

# In reading order, each with its number; the last page has none, since it stays last.
PAGES = {
    "start_here": "00",
    "gradient_descent_on_a_line": "01",
    "one_neuron": "02",
    "chain_rule_on_a_graph": "03",
    "two_outputs_by_hand": "04",
    "four_equations": "05",
    "lines_and_xor": "06",
    "why_backprop": "07",
    "your_own_engine": "08",
    "handwritten_digits": "09",
    "softmax_and_batches": "10",
    "depth_and_initialization": "11",
    "regularization": "12",
    "optimizers": "13",
    "landscapes": "14",
    "convolutions": "15",
    "convolutional_networks": "16",
    "through_time": "17",
    "lstm": "18",
    "a_way_round": "19",
    "attention": "20",
    "one_block": "21",
    "bug_museum": "",
}
