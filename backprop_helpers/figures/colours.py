"""The named colours of the course; each reaches a contrast of 3:1 on white.

Taken from the Okabe-Ito set, which colour-blind readers can tell apart
(M. Okabe and K. Ito, "Color Universal Design", 2008). A colour never carries a
meaning alone: a marker, a dash or a word goes with it.
"""

INK = "#1f2937"  # text and axes
GREY = "#6b7280"  # what is there for comparison
BLUE = "#0072B2"  # data, and what flows forward
ORANGE = "#D55E00"  # the model that moves, and what flows backward
GREEN = "#009E73"  # the goal
PINK = "#CC79A7"  # a second model beside the first
BLACK = "#000000"

NAMED = {
    "ink": INK,
    "grey": GREY,
    "blue": BLUE,
    "orange": ORANGE,
    "green": GREEN,
    "pink": PINK,
    "black": BLACK,
}
