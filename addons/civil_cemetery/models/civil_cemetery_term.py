from odoo import api, fields, models


class CivilCemeteryTerm(models.Model):
    """A term of an agreement: from, to, years, fee (使用年限、续费).

    Terms come from signing and renewing only, and follow each other.
    """

    _name = "civil.cemetery.term"
    _description = "Term of an Agreement"
    _order = "agreement_id, date_from"
    _rec_name = "number"

    agreement_id = fields.Many2one(
        "civil.cemetery.agreement", required=True, index=True, ondelete="cascade"
    )
    facility_id = fields.Many2one(related="agreement_id.facility_id", store=True)
    division_id = fields.Many2one(
        related="agreement_id.division_id", store=True, index=True
    )
    number = fields.Char(string="Renewal Slip", help="Of renewals only.")
    date_from = fields.Date(required=True)
    date_to = fields.Date(
        required=True, help="The last day; the next term begins with it."
    )
    years = fields.Integer(required=True)
    currency_id = fields.Many2one(related="agreement_id.currency_id")
    fee = fields.Monetary(required=True, default=0)

    _order_check = models.Constraint(
        "CHECK (date_to > date_from AND years > 0)", "A term ends after its beginning."
    )
    _fee_check = models.Constraint("CHECK (fee >= 0)", "A fee can't be below zero.")
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            agreement_id WITH =,
            daterange(date_from, date_to, '[)') WITH &&
        )""",
        "The terms of an agreement can't overlap.",
    )

    @api.depends("date_from", "date_to")
    def _compute_display_name(self):
        for term in self:
            term.display_name = f"{term.date_from} – {term.date_to}"
