"""Who is at work: an account with its role, or the one local user who may do everything."""

from __future__ import annotations

from dataclasses import dataclass, field

ADMIN, COORDINATOR, MEMBER, ASSESSOR, VIEWER = (
    "admin",
    "coordinator",
    "member",
    "assessor",
    "viewer",
)
ROLES = (ADMIN, COORDINATOR, MEMBER, ASSESSOR, VIEWER)


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever works with a store; `Store.act_as` takes one along."""

    account_id: int | None
    """None for the local user, who needs no account."""
    name: str
    role: str
    """One of `ROLES`; any other has no right at all."""
    agency_id: int | None = None
    """The agency that the person works for; None for all of them."""
    units: frozenset[str] = frozenset()
    """Names of the units (OPD) that a member belongs to."""
    session: str | None = field(default=None, compare=False, repr=False)
    """SHA-256 of the session's token: with it every transaction looks again who this is by now."""

    @property
    def is_local(self) -> bool:
        """Whether nobody signed in: the one user of this machine, who may do everything."""
        return self.account_id is None and self.role == ADMIN


LOCAL = Person(None, "", ADMIN)
NOBODY = Person(None, "", "")
"""Whoever has not signed in where that is asked for."""
