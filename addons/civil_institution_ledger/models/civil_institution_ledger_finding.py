from odoo import api, fields, models

KINDS = [
    ("ghost", "More at Meals than in Residence"),
    ("stranger", "Money for Somebody Who Didn't Live There"),
    ("dead", "Money for a Dead Person"),
    ("cash_over", "Cash over the Limit"),
    ("cash_late", "Cash Not Banked"),
    ("one_person", "One Person Bought and Received"),
    ("over_standard", "More Cooked than the Standard"),
    ("no_meals", "Meals Not Put Down"),
]


class CivilInstitutionLedgerFinding(models.Model):
    """What the books of a home show to be wrong (账务核查), as of the last look.

    The list is made anew by each look; what is put right is gone from it.
    """

    _name = "civil.institution.ledger.finding"
    _description = "Finding in a Home's Books"
    _inherit = ["civil.institution.part"]
    _order = "date desc, id desc"
    _rec_name = "sentence"

    kind = fields.Selection(KINDS, required=True, readonly=True, index=True)
    date = fields.Date(readonly=True, index=True)
    sentence = fields.Char(required=True, readonly=True, translate=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(readonly=True)
    res_model = fields.Char(string="Kind of Source", readonly=True)
    res_id = fields.Many2oneReference(
        string="Source", model_field="res_model", readonly=True
    )

    def action_open_source(self):
        """Show the record behind the single finding."""
        self.ensure_one()
        self.check_access("read")
        record = self.env[self.res_model].browse(self.res_id)
        record.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    @api.model
    def _cron_look(self):
        """Begin the months of homes that keep books here, and look at the books."""
        homes = self.env["civil.institution"].search(
            [("ledger_account_ids", "!=", False), ("state", "!=", "closed")]
        )
        homes._begin_months()
        homes._look()
