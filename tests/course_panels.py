"""Every panel of the course, and ways to move it without a browser."""

import itertools

import numpy as np
from convolution_examples import KNOWN, LINES, one_of_each_digit, text_reader
from digit_examples import DIGITS, reader
from neuron_examples import HELD_OUT, IMAGES, PETAL_WORDS, PETALS, SEPAL_WORDS, SEPALS

from backprop_helpers.data import load_iris
from backprop_helpers.panels import (
    bill,
    boolean,
    clipping,
    depth,
    differences,
    digits,
    engine,
    graph,
    least_squares,
    line,
    lstm_cell,
    maps,
    museum,
    one_neuron,
    optimizer_paths,
    optimizers,
    paths,
    regularization,
    sigmoid,
    sliding,
    start,
    through_time,
    training_deep,
    two_outputs,
    walk,
)
from backprop_helpers.panels.controls import Bank, Choice, Grid, Slider
from backprop_helpers.practice.museum import name_the_bug

FEW = (np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 3.0, 3.0, 5.0]))
IRIS = load_iris()
FLOWERS = (IRIS.petal_length - IRIS.petal_length.mean(), IRIS.petal_width)
SCALED = tuple(
    (rows - rows.mean(axis=1, keepdims=True)) / rows.std(axis=1, keepdims=True)
    for rows in (
        np.array([IRIS.petal_length, IRIS.sepal_length, IRIS.sepal_width]),
        np.array([IRIS.petal_width]),
    )
)
NAMES = ("petal length − mean (cm)", "petal width (cm)")

PANELS = {
    "aim_a_line": start.aim_a_line,
    "find_the_line": lambda: line.find_the_line(*FEW),
    "slope_at_a_point": lambda: line.slope_at_a_point(*FEW, 1.0),
    "descend_one_parameter": lambda: line.descend_one_parameter(*FEW, 1.0),
    "descend": lambda: line.descend(*FLOWERS, *NAMES),
    "compare_batches": lambda: line.compare_batches(*FLOWERS),
    "perceptron_by_steps": lambda: one_neuron.perceptron_by_steps(
        *SEPALS, *SEPAL_WORDS
    ),
    "keep_sweeping": lambda: one_neuron.keep_sweeping(*PETALS, *PETAL_WORDS),
    "two_rules": lambda: one_neuron.two_rules(*PETALS, *PETAL_WORDS),
    "sigmoid_and_slope": sigmoid.sigmoid_and_slope,
    "saturation": sigmoid.saturation,
    "saturation_twin": sigmoid.saturation_twin,
    "three_or_eight": lambda: sigmoid.three_or_eight(*IMAGES, *HELD_OUT),
    "walk_forward": graph.walk_forward,
    "walk_back": graph.walk_back,
    "weight_used_twice": paths.weight_used_twice,
    "two_ways_to_the_cost": paths.two_ways_to_the_cost,
    "size_of_epsilon": differences.size_of_epsilon,
    "one_step": two_outputs.one_step,
    "chain_of_factors": two_outputs.chain_of_factors,
    "repeat_the_step": two_outputs.repeat_the_step,
    "order_of_updates": two_outputs.order_of_updates,
    "whole_walk": walk.whole_walk,
    "decision_boundary": boolean.decision_boundary,
    "twins": boolean.twins,
    "same_arrow": bill.same_arrow,
    "the_bill": bill.the_bill,
    "every_node": engine.every_node,
    "draw_a_digit": lambda: digits.draw_a_digit(
        reader(), DIGITS.test.images, DIGITS.test.labels
    ),
    "train_again": lambda: digits.train_again(DIGITS.training, DIGITS.test),
    "product_of_factors": depth.product_of_factors,
    "sizes_by_layer": depth.sizes_by_layer,
    "dead_neurons": training_deep.dead_neurons,
    "find_the_largest_eta": training_deep.find_the_largest_eta,
    "one_weight_shrinks": regularization.one_weight_shrinks,
    "keep_weights_small": regularization.keep_weights_small,
    "sgd_and_momentum": optimizer_paths.sgd_and_momentum,
    "same_gradients": optimizers.same_gradients,
    "five_paths": optimizer_paths.five_paths,
    "many_starts": optimizers.many_starts,
    "levenberg_beside_others": lambda: least_squares.levenberg_beside_others(*SCALED),
    "unrolled": through_time.unrolled,
    "vanish_or_explode": through_time.vanish_or_explode,
    "clipping": clipping.clipping,
    "lstm_gates": lstm_cell.lstm_gates,
    "walk_the_kernel": sliding.walk_the_kernel,
    "kernel_on_an_image": lambda: maps.kernel_on_an_image(one_of_each_digit()),
    "reactions": lambda: maps.reactions(text_reader(), LINES, KNOWN),
    "on_and_off": museum.on_and_off,
    "mystery": lambda: museum.mystery(name_the_bug),
}


class Page:
    """Stands in for a notebook: keeps what a panel sends to it."""

    def __init__(self, panel):
        self.panel = panel
        self.bundles = []
        panel.handle = self

    def update(self, bundle, raw):
        assert raw
        self.bundles.append(bundle)

    def send(self, values, moving=False, ratio=1):
        """Do what the browser does when a control moves."""
        state = {"values": values, "moving": moving, "ratio": ratio}
        self.panel.widget.set_state({"state": state})

    def move(self, moving=False, ratio=1, **values):
        """Move some controls by hand."""
        self.send(self.panel.values | values, moving, ratio)


def button_rows(panel):
    """Yield the buttons of a panel."""
    for control in panel.controls:
        yield from getattr(control, "buttons", ())


def corners(panel):
    """Yield settings at every corner: each slider at an end, each option, each pick.

    A bank has too many numbers for all their corners; each of them is picked and put
    at each of its ends, at every corner of the other controls.
    """
    axes = []
    for control in panel.controls:
        if isinstance(control, Slider):
            axes.append([{control.name: end} for end in (control.low, control.high)])
        elif isinstance(control, Choice):
            axes.append([{control.name: option} for option in control.options])
        elif isinstance(control, Grid):
            pixels = len(control.value)
            axes.append([{control.name: [ink] * pixels} for ink in (0.0, 1.0)])
        elif isinstance(control, Bank):
            axes.append(
                [
                    {control.name: slider.name, slider.name: end}
                    for slider in control.sliders
                    for end in (slider.low, slider.high)
                ]
            )
    for corner in itertools.product(*axes):
        yield {name: value for part in corner for name, value in part.items()}


def fast_drags(panel, count):
    """Yield the settings of a drag from end to end, with so many pictures.

    One for each slider, of a bank the first, and one through the options of a choice.
    """
    for control in panel.controls:
        if isinstance(control, Choice):
            yield [{control.name: option} for option in control.options[:count]]
        if isinstance(control, Bank):
            slider, also = control.sliders[0], {control.name: control.sliders[0].name}
        elif isinstance(control, Slider):
            slider, also = control, {}
        else:
            continue
        between = np.geomspace if slider.log else np.linspace
        values = between(slider.low, slider.high, count).clip(slider.low, slider.high)
        if slider.integer:
            values = np.unique(values.round())
        yield [also | {slider.name: float(value)} for value in values]


def random_settings(panel, rng):
    """Draw a value for every control of a panel, all numbers of a bank included."""
    values = {}
    for control in panel.controls:
        if isinstance(control, Slider):
            values[control.name] = random_value(control, rng)
        elif isinstance(control, Choice):
            values[control.name] = str(rng.choice(control.options))
        elif isinstance(control, Grid):
            values[control.name] = rng.uniform(size=len(control.value)).tolist()
        elif isinstance(control, Bank):
            values |= {
                slider.name: random_value(slider, rng) for slider in control.sliders
            }
            values[control.name] = str(rng.choice([s.name for s in control.sliders]))
    return values


def random_value(slider, rng):
    """Draw a number from all of a slider's range, not only from its positions."""
    if slider.integer:
        return int(rng.integers(slider.low, slider.high + 1))
    if slider.log:
        exponent = rng.uniform(np.log(slider.low), np.log(slider.high))
        return float(np.clip(np.exp(exponent), slider.low, slider.high))
    return float(rng.uniform(slider.low, slider.high))
