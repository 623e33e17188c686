"""Points are all inside their axes; a line through them has the right residuals."""

import numpy as np

from backprop_helpers.figures import new_figure
from backprop_helpers.figures.fitted_line import draw_line, draw_points
from tests.panels.pictures import followed

X, Y = np.array([1.0, 2.0, 3.0, 4.0]), np.array([2.0, 3.0, 3.0, 5.0])


def test_points_are_all_inside_the_axes():
    _, axes = new_figure(4, 3)
    draw_points(axes, X, Y, "length (cm)", "width (cm)")
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("length (cm)", "width (cm)")
    np.testing.assert_array_equal(axes.lines[0].get_xydata(), np.c_[X, Y])
    (left, right), (bottom, top) = axes.get_xlim(), axes.get_ylim()
    assert left < X.min() < X.max() < right
    assert bottom < Y.min() < Y.max() < top


def test_residuals_lead_to_a_line_across_the_picture():
    figure, axes = new_figure(4, 3)
    draw_points(axes, X, Y)
    draw_line(axes, lambda r: (X, Y), lambda r: r, squares=True)
    squares, residuals, line = followed(figure, (0.5, 1.0))
    ends_x, ends_y = line.get_data()
    np.testing.assert_allclose(ends_y, 0.5 * ends_x + 1)
    left, right = axes.get_xlim()
    assert min(ends_x) <= left < right <= max(ends_x)
    starts, ends = np.array(residuals.get_segments()).transpose(1, 0, 2)
    np.testing.assert_allclose(starts, np.c_[X, Y])
    np.testing.assert_allclose(ends, np.c_[X, 0.5 * X + 1])
    for square, residual in zip(squares.get_paths(), 0.5 * X + 1 - Y, strict=True):
        sides = np.ptp(square.vertices, axis=0)
        np.testing.assert_allclose(sides, abs(residual), atol=1e-12)
