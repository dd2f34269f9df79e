from odoo import fields, models


class CivilFuneralCase(models.Model):
    """Funeral cases that institutions report."""

    _inherit = "civil.funeral.case"

    reporter_kind = fields.Selection(
        selection_add=[("institution", "Welfare Institution")],
        ondelete={"institution": "set default"},
    )
