"""The book of two pages, which the tests share."""

from backprop_helpers.teach.book.build import build_book
from backprop_helpers.teach.book.theme import Address
from tests.rules.package_source import REPOSITORY

# Both have panels; between them they have a pencil, quizzes, exercises and a problem.
PAGES = ("01_gradient_descent_on_a_line", "04_two_outputs_by_hand")
ADDRESS = Address("https://github.com/somebody/course", "v1.2.3", "live")


def build_two_pages(folder):
    """Build the book of PAGES into a new folder, with few pictures; returns it."""
    paths = [REPOSITORY / "notebooks" / f"{name}.ipynb" for name in PAGES]
    build_book(paths, folder, ADDRESS, jobs=2, most=3)
    return folder
