from odoo.tests import TransactionCase, tagged

from ..tools.bulk import copy_rows


@tagged("post_install", "-at_install")
class TestBulk(TransactionCase):
    def setUp(self):
        super().setUp()
        self.env.cr.execute(
            "CREATE TEMP TABLE civil_bulk (a int, b text, c jsonb, d bool, e date)"
        )

    def rows(self):
        self.env.cr.execute("SELECT * FROM civil_bulk ORDER BY a")
        return self.env.cr.fetchall()

    def test_values_arrive_as_they_are(self):
        values = [
            (1, 'tab\t line\n return\r slash\\ "', {"k": ["\t\n\\", None, 1.5]}, True),
            (2, "中文\0", [1, "二"], False),
            (3, None, None, None),
        ]
        count = copy_rows(self.env.cr, "civil_bulk", ("a", "b", "c", "d"), values)
        self.assertEqual(3, count)
        expected = [(*row, None) for row in values]
        expected[1] = (2, "中文", [1, "二"], False, None)
        self.assertEqual(expected, self.rows())

    def test_many_rows_stream_from_a_generator(self):
        rows = ((number, "字" * 50) for number in range(20000))
        self.assertEqual(20000, copy_rows(self.env.cr, "civil_bulk", ("a", "b"), rows))
        self.assertEqual(20000, len(self.rows()))

    def test_no_rows(self):
        self.assertEqual(0, copy_rows(self.env.cr, "civil_bulk", ("a",), []))
