"""The controls of a panel that goes through the stages of a walk."""

from backprop_helpers.panels.controls import Bank, Button, Buttons, Slider


def stage_controls(names, start, sliders, go_to=None):
    """Return a slider for the stage, buttons for a step, and one slider for all inputs.

    names has one for each stage; go_to maps labels of more buttons to their stages.
    """
    last = len(names) - 1
    stage = Slider("stage", "stage", 0, last, start, integer=True, names=names)
    steps = Button("Step back", add={"stage": -1}), Button("Step", add={"stage": 1})
    controls = [stage, Buttons(steps)]
    if go_to:
        jumps = tuple(Button(label, set={"stage": n}) for label, n in go_to.items())
        controls.append(Buttons(jumps, "Go to"))
    return *controls, Bank("pick", "Change", sliders)
