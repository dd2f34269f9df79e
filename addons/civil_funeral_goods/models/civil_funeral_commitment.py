from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class CivilFuneralCommitment(models.Model):
    """A practitioner's signed commitment to civilized funerals (承诺书)."""

    _name = "civil.funeral.commitment"
    _description = "Commitment of a Practitioner"
    _order = "signed_on desc, id desc"
    _rec_name = "practitioner_id"

    practitioner_id = fields.Many2one(
        "civil.funeral.practitioner", required=True, index=True, ondelete="cascade"
    )
    signed_on = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    valid_until = fields.Date(
        compute="_compute_valid_until", store=True, readonly=False
    )
    paper = fields.Binary(string="Signed Paper", attachment=True)
    paper_name = fields.Char()

    _days_in_order = models.Constraint(
        "CHECK (valid_until >= signed_on)",
        "A commitment can't end before it is signed.",
    )

    @api.depends("signed_on")
    def _compute_valid_until(self):
        for commitment in self.filtered("signed_on"):
            months = self.env["civil.parameter"]._get(
                "funeral.commitment_months", commitment.signed_on
            )
            commitment.valid_until = commitment.signed_on + relativedelta(
                months=months, days=-1
            )
