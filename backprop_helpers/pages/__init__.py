"""One folder for each notebook: what only that page needs.

A folder has the notebook's own name without its number, and of these files those that
the page needs. A file that outgrew a screen or two is a folder of the same name.

- example: its numbers and small models, without pictures; later pages may use them
- figures: its drawings; panels: its pictures with sliders
- exercises: what is asked, what is right, what often goes wrong; quiz: its questions

What more than one page uses stands below: in nets, datasets, figures, panels, practice.
"""

# In reading order: the number of a page is its place here.
PAGES = (
    "start_here",
    "gradient_descent_on_a_line",
    "one_neuron",
    "chain_rule_on_a_graph",
    "two_outputs_by_hand",
    "four_equations",
    "why_backprop",
    "handwritten_digits",
    "depth_and_initialization",
    "regularization",
    "optimizers",
    "convolutions",
    "through_time",
    "bug_museum",
)
