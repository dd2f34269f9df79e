"""An invented district month: generator, oracle and stand-in bank. No ORM in here."""

from .generator import generate, generate_months
from .oracle import oracle

__all__ = ["generate", "generate_months", "oracle"]
