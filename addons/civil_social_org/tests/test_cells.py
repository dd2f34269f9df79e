import doctest

from odoo.tests import BaseCase, tagged

from ..tools import cells, names


@tagged("post_install", "-at_install")
class TestCells(BaseCase):
    """The examples in the tools are true."""

    def test_examples(self):
        for module in (cells, names):
            with self.subTest(module=module.__name__):
                done = doctest.testmod(module)
                self.assertGreater(done.attempted, 0)
                self.assertEqual(0, done.failed)
