from . import account_statement_import
from . import account_statement_import_camt_parser
from . import account_statement_import_sheet_parser
from . import account_parallel_bank_match
from . import account_parallel_bank_event
from . import account_parallel_close
