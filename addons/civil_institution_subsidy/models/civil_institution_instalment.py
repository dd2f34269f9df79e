from odoo import api, fields, models


class CivilInstitutionInstalment(models.Model):
    """A part of a construction subsidy, or what is due back of it (分期拨付).

    Made by the steps of the construction; the database lets each stand in one claim.
    """

    _name = "civil.institution.instalment"
    _description = "Instalment of a Construction Subsidy"
    _order = "construction_id, sequence, id"

    construction_id = fields.Many2one(
        "civil.institution.construction",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    institution_id = fields.Many2one(
        related="construction_id.institution_id", store=True, index=True
    )
    division_id = fields.Many2one(
        related="construction_id.division_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="construction_id.company_id", store=True, index=True
    )
    sequence = fields.Integer(string="Instalment", readonly=True)
    due_on = fields.Date(readonly=True, required=True)
    currency_id = fields.Many2one(related="construction_id.currency_id")
    amount = fields.Monetary(
        readonly=True, help="Below zero: due back from the institution."
    )
    is_cancelled = fields.Boolean(string="Not Paid Anymore", readonly=True)
    line_ids = fields.One2many(
        "civil.institution.claim.line", "instalment_id", string="Claimed In"
    )
    claim_id = fields.Many2one(related="line_ids.claim_id", string="Claim")

    _sequence_uniq = models.UniqueIndex(
        "(construction_id, sequence)", "The construction has this instalment already."
    )

    @api.depends("construction_id.number", "sequence")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.construction_id.number}-{one.sequence}"
