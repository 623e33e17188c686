"""The panels of this page, with the data that the page gives them."""

from backprop_helpers.pages.chain_rule_on_a_graph.panels.differences import (
    size_of_epsilon,
)
from backprop_helpers.pages.chain_rule_on_a_graph.panels.paths import (
    two_ways_to_the_cost,
    weight_used_twice,
)
from backprop_helpers.pages.chain_rule_on_a_graph.panels.walk import (
    walk_back,
    walk_forward,
)

PANELS = {
    "walk_forward": walk_forward,
    "walk_back": walk_back,
    "weight_used_twice": weight_used_twice,
    "two_ways_to_the_cost": two_ways_to_the_cost,
    "size_of_epsilon": size_of_epsilon,
}
