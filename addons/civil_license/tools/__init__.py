from . import groups
from . import words
