from . import standard
