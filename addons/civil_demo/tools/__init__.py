"""An invented district month: generator, oracle and stand-in bank. No ORM in here.

Beside it, registers of social organizations and institutions with their truth.
"""

from .generator import generate, generate_months
from .home_oracle import home_oracle
from .homes import Homes
from .oracle import oracle
from .societies import Societies
from .society_oracle import society_oracle

__all__ = [
    "Homes",
    "Societies",
    "generate",
    "generate_months",
    "home_oracle",
    "oracle",
    "society_oracle",
]
