from . import l10n_cn_book
from . import l10n_cn_book_figures
from . import l10n_cn_book_line
from . import l10n_cn_statement
