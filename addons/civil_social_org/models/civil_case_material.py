from odoo import fields, models

from .civil_case_kind_material import PURPOSES


class CivilCaseMaterial(models.Model):
    _inherit = "civil.case.material"

    social_purpose = fields.Selection(PURPOSES, string="Proves", readonly=True)

    def _proving(self, purpose):
        """The papers among these that are there and prove ``purpose``."""
        return self.filtered(
            lambda paper: paper.social_purpose == purpose and paper.check_result == "ok"
        )
