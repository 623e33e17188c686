"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.through_time.panels import (
    clipping,
    unrolled,
    vanish_or_explode,
)

PANELS = {
    "unrolled": unrolled,
    "vanish_or_explode": vanish_or_explode,
    "clipping": clipping,
}
