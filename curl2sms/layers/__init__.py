"""The encodings: each lists its leaves with their spans and writes a value into one, and they nest."""

from curl2sms.layers.fields import Field, Hop
from curl2sms.layers.leaf import Layer, Leaf, Style
from curl2sms.layers.place import Place, Step, parse_place, place

__all__ = ["Field", "Hop", "Layer", "Leaf", "Place", "Step", "Style", "parse_place", "place"]
