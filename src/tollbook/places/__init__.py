"""What places are called and what they lie in: a built-in index of the world, and a case's own places on top."""

from tollbook.places.gazetteer import Gazetteer, world
from tollbook.places.spelling import fold

__all__ = ["Gazetteer", "fold", "world"]
