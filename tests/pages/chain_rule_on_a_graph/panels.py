"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.chain_rule_on_a_graph.panels.own_graph import (
    build_your_own_graph,
)
from backprop_helpers.pages.chain_rule_on_a_graph.panels.paths import weight_used_twice
from backprop_helpers.pages.chain_rule_on_a_graph.panels.row import neurons_in_a_row
from backprop_helpers.pages.chain_rule_on_a_graph.panels.walk import walk_there_and_back

PANELS = {
    "walk_there_and_back": walk_there_and_back,
    "weight_used_twice": weight_used_twice,
    "build_your_own_graph": build_your_own_graph,
    "neurons_in_a_row": neurons_in_a_row,
}
