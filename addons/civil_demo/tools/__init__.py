"""An invented district month: generator, oracle and stand-in bank. No ORM in here.

Beside it, registers of social organizations with their truth.
"""

from .generator import generate, generate_months
from .oracle import oracle
from .societies import Societies
from .society_oracle import society_oracle

__all__ = ["Societies", "generate", "generate_months", "oracle", "society_oracle"]
