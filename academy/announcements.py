"""Facts that the ground tells wings of, through `academy.hooks.ANNOUNCEMENT`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ExamplesMade:
    """Example accounts are there, on a machine of one's own; `lead` is the id of the network lead's."""

    lead: int


@dataclass(frozen=True)
class Renamed:
    """Somebody (by account id) changed the name that others see."""

    person: int
