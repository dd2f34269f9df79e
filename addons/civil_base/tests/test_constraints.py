from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestConstraints(TransactionCase):
    def test_declared_constraints_stand_in_the_database(self):
        """One that the database couldn't make is only logged at installing."""
        self.env.cr.execute(
            """SELECT conname FROM pg_constraint
               UNION SELECT relname FROM pg_class WHERE relkind = 'i'"""
        )
        present = {name for [name] in self.env.cr.fetchall()}
        for model in self.env.values():
            if model._original_module == "civil_base" and not model._abstract:
                missing = model._table_objects.keys() - present
                self.assertFalse(missing, model._name)

    def test_the_extension_is_there(self):
        self.env.cr.execute("SELECT 1 FROM pg_extension WHERE extname = 'btree_gist'")
        self.assertTrue(self.env.cr.fetchall())
