"""A notebook's name without its number is the address of all that belongs to it."""

from backprop_helpers.pages import PAGES
from tests.rules.package_source import NOTEBOOKS, PACKAGE, REPOSITORY


def folders(place):
    """Names of the folders in a folder that hold something of ours."""
    inside = (REPOSITORY / place).iterdir()
    return {each.name for each in inside if any(each.glob("*.py"))}


def test_each_notebook_has_a_folder_in_the_package_and_one_in_the_tests():
    names = [f"{number}_{name}".lstrip("_") for name, number in PAGES.items()]
    assert [path.stem for path in NOTEBOOKS] == names
    assert folders(f"{PACKAGE}/pages") == set(PAGES)
    assert folders("tests/pages") == set(PAGES)


def test_the_tests_have_the_rooms_of_the_package():
    rooms = folders(PACKAGE)
    assert folders("tests") - {"rules", "browser", "benchmarks"} == rooms - {"pages"}
    loose = [path.name for path in (REPOSITORY / PACKAGE).glob("*.py")]
    assert loose == ["__init__.py"]


def test_no_module_is_named_after_a_number():
    names = [path.stem for path in (REPOSITORY / PACKAGE).rglob("*.py")]
    assert not [name for name in names if any(map(str.isdigit, name))]
