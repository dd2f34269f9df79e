from . import book_xlsx
from . import statement_xlsx
