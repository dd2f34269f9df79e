import doctest

from odoo.tests import TransactionCase, tagged

from ..models import l10n_cn_closing_books
from ..tools import transfers


@tagged("post_install", "-at_install")
class TestTransfers(TransactionCase):
    """Where the closings carry accounts over to (财会〔2017〕25号, part three)."""

    def test_examples(self):
        for module in (transfers, l10n_cn_closing_books):
            result = doctest.testmod(module)
            self.assertTrue(result.attempted)
            self.assertFalse(result.failed)

    def test_every_carried_sub_account_goes_to_the_one_that_accumulates(self):
        found = {}
        for transfer in (*transfers.CARRY_OVER, *transfers.SURPLUS):
            found.update(dict.fromkeys(transfer.sources, transfer.target))
        for code, target in found.items():
            self.assertEqual(transfers.ONLY_AFTER_YEAR[code[:4]], target)
            self.assertNotEqual(code, target)
