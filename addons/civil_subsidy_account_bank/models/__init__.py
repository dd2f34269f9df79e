from . import account_bank_statement_line
from . import civil_bank_movement
from . import civil_subsidy_books
from . import civil_subsidy_books_line
