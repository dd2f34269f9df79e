from . import l10n_cn_closing
