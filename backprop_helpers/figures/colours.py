"""The named colours of the course, for marks, for words, and for what is under them.

Those of marks are taken from the Okabe-Ito set, which colour-blind readers can tell
apart (M. Okabe and K. Ito, "Color Universal Design", 2008); each reaches a contrast
of 3:1 on white. A colour never carries a meaning alone: a marker, a dash or a word
goes with it.
"""

INK = "#1f2937"  # text and axes
GREY = "#6b7280"  # what is there for comparison
BLUE = "#0072B2"  # data, and what flows forward
ORANGE = "#D55E00"  # the model that moves, and what flows backward
GREEN = "#009E73"  # the goal
PINK = "#CC79A7"  # a second model beside the first
BLACK = "#000000"

# For words, whose letters are thin: 4.5:1 on white, and on what is pale. Ink and black
# do for words as well, and on white also blue and grey.
DARK_GREY = "#4b5563"
DARK_ORANGE = "#a63d00"
DARK_GREEN = "#006e4f"
DARK_PINK = "#963b7a"
FOR_WORDS = {ORANGE: DARK_ORANGE, GREEN: DARK_GREEN, PINK: DARK_PINK}

# Faint lines that only guide the eye, and zones behind marks and words.
FAINT = "#e5e7eb"
PALE_GREY = "#eef1f4"
PALE_BLUE = "#dbeaf5"
PALE_ORANGE = "#fbe3d1"
PALE_GREEN = "#d5efe6"
PALE_RED = "#f8d6c6"
PALE_YELLOW = "#fdf0e3"

# Behind words that a line may cross, as `bbox` of a text.
PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}

# In maps, which go from white through these.
MID_BLUE = "#86b9da"
MID_ORANGE = "#efa06c"
