from . import draw
