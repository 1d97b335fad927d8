"""What the bundle is for: systems and Pythons, which wheels fit them, which markers hold."""

from __future__ import annotations

from dataclasses import dataclass

from packaging.tags import Tag, compatible_tags, cpython_tags

_GLIBC = range(28, 4, -1)
"""Minor versions of glibc 2 that a wheel may ask for: Debian 10 and RHEL 8 have the first."""
_PLATFORMS = {
    "Windows": ["win_amd64"],
    "Linux": [
        *(f"manylinux_2_{minor}_x86_64" for minor in _GLIBC),
        *(f"manylinux{year}_x86_64" for year in ("2014", "2010", "1")),
    ],
}
_MARKERS = {
    "Windows": {"os_name": "nt", "sys_platform": "win32", "platform_machine": "AMD64"},
    "Linux": {"os_name": "posix", "sys_platform": "linux", "platform_machine": "x86_64"},
}


@dataclass(frozen=True, slots=True)
class Target:
    """One system and one CPython 3 that the bundle can be installed on."""

    system: str
    """As `platform.system()` gives it there: Windows or Linux, always 64-bit x86."""
    minor: int

    def __str__(self) -> str:
        return f"{self.system}, Python {self.python}"

    @property
    def python(self) -> str:
        return f"3.{self.minor}"

    @property
    def platforms(self) -> list[str]:
        """The platforms of wheels that run there, the best first."""
        return _PLATFORMS[self.system]

    def find_tags(self) -> list[Tag]:
        """List the tags of wheels that fit, the best first."""
        version, interpreter = (3, self.minor), f"cp3{self.minor}"
        return [
            *cpython_tags(version, [interpreter], self.platforms),
            *compatible_tags(version, interpreter, self.platforms),
        ]

    def find_markers(self) -> dict[str, str]:
        """Say what every marker of a requirement is there, whatever it is on this machine."""
        return {
            **_MARKERS[self.system],
            "implementation_name": "cpython",
            "implementation_version": f"{self.python}.0",
            "platform_python_implementation": "CPython",
            "platform_release": "",
            "platform_system": self.system,
            "platform_version": "",
            "python_full_version": f"{self.python}.0",
            "python_version": self.python,
        }


TARGETS = tuple(Target(system, minor) for system in ("Windows", "Linux") for minor in (11, 12, 13))
