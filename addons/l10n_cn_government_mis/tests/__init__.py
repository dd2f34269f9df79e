from . import test_books
from . import test_closing
from . import test_closing_access
from . import test_institution
from . import test_statement_paper
from . import test_statements
from . import test_statements_random
from . import test_transfers
