"""The loops that the page types out do what the package does."""

import numpy as np

from backprop_helpers.nets import convolution
from backprop_helpers.pages.convolutions import example
from backprop_helpers.practice.registry import SHEETS
from tests.rules.package_source import REPOSITORY, page_cells

(PAGE,) = (REPOSITORY / "notebooks").glob("*_convolutions.ipynb")


def scope_after(*beginnings):
    """Return the names that the page has after its cells with these words."""
    scope = {"np": np, "print": lambda *_, **__: None}
    cells = page_cells(PAGE, "code")
    for words in beginnings:
        (source,) = (cell for cell in cells if words in cell)
        exec(source, scope)
    return scope


def by_the_package(x, w, b, y):
    """Return z, ∂C/∂w, ∂C/∂b and ∂C/∂x of one row and one kernel."""
    x, w = x.reshape(1, -1, 1), w.reshape(1, 1, -1)
    z, seen = convolution.convolve(w, np.array([[b]]), x)
    delta = 2 * (z - y.reshape(z.shape))
    found = z, *convolution.gradient(w, seen, delta)
    return [*map(np.ravel, (*found, convolution.blame(w, seen, delta, x.shape)))]


def test_the_loops_of_the_page_do_what_the_package_does():
    page = scope_after("z = np.full(3, b)", "of_w, of_x =")
    z, of_w, _, of_x = by_the_package(
        example.X, example.KERNEL, example.BIAS, example.Y
    )
    np.testing.assert_array_equal(page["x"], example.X)
    np.testing.assert_array_equal(page["w"], example.KERNEL)
    np.testing.assert_allclose(page["z"], z)
    np.testing.assert_allclose(page["of_w"], of_w)
    np.testing.assert_allclose(page["of_x"], of_x)


def test_the_pencil_has_the_numbers_of_the_package():
    for seed in range(10):  # drawn again for no sheet: what is given is fair
        numbers = SHEETS["slide"].numbers(seed)
        x, w, b, delta = (numbers[name] for name in ("x", "w", "b", "delta"))
        z, of_w, of_b, of_x = by_the_package(x, w, b, numbers["z"] - delta / 2)
        np.testing.assert_allclose(numbers["z"], z)
        back = SHEETS["back_to_the_weights"].numbers(seed)
        found = SHEETS["back_to_the_inputs"].numbers(seed)
        for other in (back, found):
            np.testing.assert_array_equal(other["delta"], delta)
        np.testing.assert_allclose(back["nabla_w"], of_w)
        np.testing.assert_allclose(back["nabla_b"], of_b[0])
        np.testing.assert_allclose(found["blame_x"], of_x)


def test_the_targets_of_the_page_give_its_blame():
    z, *_ = by_the_package(example.X, example.KERNEL, example.BIAS, example.Y)
    np.testing.assert_array_equal(2 * (z - example.Y), example.DELTA[:3])


def test_the_answer_adds_up_the_diagonals_of_the_table():
    page = scope_after("z = np.full(3, b)", "of_w, of_x =")
    (answer,) = (
        cell for cell in page_cells(PAGE, "markdown") if "On diagonals" in cell
    )
    table = np.outer(page["delta"], page["x"])
    for k in range(3):
        terms = " + ".join(f"{table[i, i + k]:g}" for i in range(3))
        assert f"{terms} = {page['of_w'][k]:g}$".replace("+ -", "- ") in answer
