from . import test_statement_figure
