"""Which wheels a target needs: judged for the target, whatever machine builds the bundle."""

from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from bundle.archive import PROJECT
from bundle.targets import TARGETS, Target
from bundle.wheels import BundleError, collect_wheels, find_wheel, read_pins, read_requirements

WINDOWS, LINUX = Target("Windows", 12), Target("Linux", 12)


@pytest.fixture
def wheel(tmp_path):
    """Lay a wheel into a folder: its file name, and what it asks for."""

    def lay(name: str, *asked: str):
        project, version = name.split("-")[:2]
        lines = ["Metadata-Version: 2.1", f"Name: {project}", f"Version: {version}"]
        lines += [f"Requires-Dist: {requirement}" for requirement in asked]
        with ZipFile(tmp_path / name, "w") as archive:
            archive.writestr(f"{project}-{version}.dist-info/METADATA", "\n".join(lines) + "\n\n")
        return tmp_path

    return lay


def collect(folder, target, roots="app", **pins):
    pins = {"app": "1.0", **pins}
    wheels = collect_wheels([Requirement(roots)], pins, target, folder)
    return {path.name.split("-")[0] for path in wheels}


def test_targets_are_both_systems_with_each_python():
    assert [str(target) for target in TARGETS] == [
        "Windows, Python 3.11",
        "Windows, Python 3.12",
        "Windows, Python 3.13",
        "Linux, Python 3.11",
        "Linux, Python 3.12",
        "Linux, Python 3.13",
    ]


def test_what_only_windows_asks_for_comes_along_for_windows_alone(wheel):
    wheel(
        "app-1.0-py3-none-any.whl", 'colors; sys_platform == "win32"', 'old; python_version<"3.9"'
    )
    folder = wheel("colors-2.0-py3-none-any.whl")
    assert collect(folder, WINDOWS, colors="2.0") == {"app", "colors"}
    assert collect(folder, LINUX, colors="2.0") == {"app"}


def test_what_an_extra_asks_for_comes_along_where_the_extra_is_wanted(wheel):
    wheel("app-1.0-py3-none-any.whl", 'paper; extra == "pdf"')
    folder = wheel("paper-3.0-py3-none-any.whl")
    assert collect(folder, LINUX, "app[pdf]", paper="3.0") == {"app", "paper"}
    assert collect(folder, LINUX, "app", paper="3.0") == {"app"}


def test_libraries_that_ask_for_each_other_come_once(wheel):
    wheel("app-1.0-py3-none-any.whl", "paper")
    folder = wheel("paper-3.0-py3-none-any.whl", "app")
    assert collect(folder, LINUX, paper="3.0") == {"app", "paper"}


def test_library_without_a_pin_is_named(wheel):
    folder = wheel("app-1.0-py3-none-any.whl", "strange>=1")
    with pytest.raises(BundleError, match=r"also needs strange>=1: pin its version in constraints"):
        collect(folder, LINUX)


def test_pin_that_another_library_refuses_is_named(wheel):
    folder = wheel("app-1.0-py3-none-any.whl", "paper<3")
    with pytest.raises(BundleError, match=r"paper<3 is asked for, but pinned is 3\.0"):
        collect(folder, LINUX, paper="3.0")


@pytest.mark.parametrize(
    ("name", "fits"),
    [
        ("app-1.0-py3-none-any.whl", {"Windows", "Linux"}),
        ("app-1.0-cp39-abi3-win_amd64.whl", {"Windows"}),
        ("app-1.0-cp312-cp312-win_amd64.whl", {"Windows"}),
        ("app-1.0-cp312-cp312-win32.whl", set()),
        ("app-1.0-cp311-cp311-win_amd64.whl", set()),
        ("app-1.0-cp313-abi3-win_amd64.whl", set()),
        ("app-1.0-cp312-cp312-manylinux_2_28_x86_64.whl", {"Linux"}),
        ("app-1.0-cp312-cp312-manylinux2014_x86_64.manylinux_2_17_x86_64.whl", {"Linux"}),
        ("app-1.0-cp312-cp312-manylinux_2_34_x86_64.whl", set()),
        ("app-1.0-cp312-cp312-musllinux_1_2_x86_64.whl", set()),
    ],
)
def test_wheel_fits_by_its_name(wheel, name, fits):
    folder = wheel(name)
    found = {
        target.system for target in (WINDOWS, LINUX) if find_wheel("app", "1.0", target, folder)
    }
    assert found == fits


def test_every_requirement_of_the_app_is_pinned():
    requirements = read_requirements(PROJECT / "requirements.txt")
    assert len(read_pins(requirements)) == len(requirements) > 15
    assert "pip" in read_pins(read_requirements(PROJECT / "constraints.txt"))
