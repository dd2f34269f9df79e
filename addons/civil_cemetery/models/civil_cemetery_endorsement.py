from odoo import api, fields, models

from .civil_cemetery_route_step import ROLES


class CivilCemeteryEndorsement(models.Model):
    """What somebody on the route said about an application (审批意见)."""

    _name = "civil.cemetery.endorsement"
    _description = "Word on an Application"
    _inherit = "civil.case.line.mixin"
    _order = "case_id, sequence, id"
    _rec_name = "organ"

    sequence = fields.Integer(readonly=True)
    organ = fields.Char(required=True, readonly=True)
    role = fields.Selection(ROLES, required=True, readonly=True)
    is_own = fields.Boolean(readonly=True, string="This Bureau")
    result = fields.Selection([("agreed", "Agreed"), ("refused", "Refused")])
    date = fields.Date()
    letter = fields.Char(string="Letter Number")
    opinion = fields.Text()
    attachment_ids = fields.Many2many("ir.attachment", string="Letters")
    is_waited = fields.Boolean(compute="_compute_is_waited", string="Still to Come")

    _dated_check = models.Constraint(
        "CHECK (result IS NULL OR date IS NOT NULL)",
        "Say when it was agreed to or refused.",
    )

    @api.depends("result", "role", "is_own")
    def _compute_is_waited(self):
        for word in self:
            word.is_waited = word._waited() and not word.result

    def _waited(self):
        return self.role in ("agrees", "approves") and not self.is_own
