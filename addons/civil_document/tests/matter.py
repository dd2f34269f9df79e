"""A matter with documents and an archive file, for the tests alone."""

from odoo import fields, models

#: Not the addon's name: the class joins a registry only where a test asks for it.
MODULE = "civil_document_test_matter"
MATTER = "civil.document.test.matter"


class Matter(models.Model):
    _module = MODULE
    _name = MATTER
    _description = "Matter Under Test"
    _inherit = ["civil.document.mixin", "civil.archive.mixin"]

    name = fields.Char()
    party_name = fields.Char()
    division_id = fields.Many2one("civil.division")
    served_at = fields.Date()
    archive_number = fields.Char()

    def _document_values(self, kind_code):
        return {
            **super()._document_values(kind_code),
            "ground": "材料齐全",
            "accepted": fields.Date.to_date("2024-02-29"),
        }

    def _document_served(self, document):
        self.served_at = document.served_date

    def _archive_bound(self, file):
        self.archive_number = file.number
