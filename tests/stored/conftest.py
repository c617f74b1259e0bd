"""The boatyard of the service's tests, for what the service does about names and things that are gone."""

from tests.service.conftest import yard

__all__ = ["yard"]
