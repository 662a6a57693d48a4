"""Coordinates: whether they can be right, and how far it is between two."""

from dataclasses import dataclass
from math import asin, cos, isfinite, radians, sin, sqrt

EARTH_METRES = 6_371_008.8
#: Great Britain and Northern Ireland with their islands, in degrees: south, north, west, east.
SOUTH, NORTH, WEST, EAST = 49.8, 60.9, -8.7, 1.8


class WrongPlace(ValueError):
    """Coordinates that cannot be those of a service here; the text says why."""


@dataclass(frozen=True)
class Point:
    """A place on the globe, in degrees."""

    latitude: float
    longitude: float


def in_box(latitude: float, longitude: float) -> bool:
    """Whether a point lies in the United Kingdom's box."""
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def checked(latitude: object, longitude: object) -> Point | None:
    """The point, or None where neither number is given. Raises WrongPlace for what cannot be right."""
    if latitude in (None, "") and longitude in (None, ""):
        return None
    if isinstance(latitude, bool) or isinstance(longitude, bool):
        raise WrongPlace("Latitude and longitude must both be numbers.")
    try:
        north, east = float(str(latitude)), float(str(longitude))
    except ValueError:
        raise WrongPlace("Latitude and longitude must both be numbers.") from None
    if not (isfinite(north) and isfinite(east)):
        raise WrongPlace("Latitude and longitude must both be numbers.")
    if in_box(north, east):
        return Point(north, east)
    if in_box(east, north):
        raise WrongPlace("Latitude and longitude look swapped.")
    raise WrongPlace("The coordinates lie outside the United Kingdom.")


def metres_between(one: Point, other: Point) -> float:
    """The distance along the globe (haversine), good to half a per cent."""
    north = radians(other.latitude - one.latitude) / 2
    east = radians(other.longitude - one.longitude) / 2
    across = cos(radians(one.latitude)) * cos(radians(other.latitude))
    share = sin(north) ** 2 + across * sin(east) ** 2
    return 2 * EARTH_METRES * asin(min(1.0, sqrt(share)))


def middle_of(points: list[Point]) -> Point | None:
    """The middle of some points that lie close together."""
    if not points:
        return None
    return Point(
        sum(point.latitude for point in points) / len(points),
        sum(point.longitude for point in points) / len(points),
    )
