from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilEnforcementRemedy(models.Model):
    """A reconsideration or lawsuit against a decision (行政复议、行政诉讼).

    The decision isn't suspended by it, but no additional fine is computed meanwhile:
    Administrative Penalty Law, article 73.
    """

    _name = "civil.enforcement.remedy"
    _description = "Reconsideration or Lawsuit"
    _inherit = ["civil.enforcement.part"]
    _order = "case_id, filed_on, id"
    _rec_name = "body"

    _open_states = ("served", "closed")

    kind = fields.Selection(
        [
            ("reconsideration", "Reconsideration"),
            ("lawsuit", "Lawsuit"),
            ("appeal", "Appeal"),
        ],
        required=True,
        default="reconsideration",
    )
    body = fields.Char(required=True, help="The government or the court.")
    number = fields.Char(string="Its Number")
    filed_on = fields.Date(
        required=True, default=lambda self: fields.Date.context_today(self)
    )
    result = fields.Selection(
        [
            ("upheld", "Upheld"),
            ("changed", "Changed"),
            ("annulled", "Annulled"),
            ("unlawful", "Found Unlawful"),
            ("rejected", "Application Rejected"),
            ("withdrawn", "Withdrawn"),
        ]
    )
    currency_id = fields.Many2one(related="case_id.currency_id")
    changed_fine = fields.Monetary(
        string="Fine by the Result", help="Where the fine was changed."
    )
    resulted_on = fields.Date(string="Result on")
    note = fields.Text(string="Reasons and Consequences")

    _result_check = models.Constraint(
        "CHECK ((result IS NULL) = (resulted_on IS NULL))",
        "A result needs its day, and a day its result.",
    )
    _order_check = models.Constraint(
        "CHECK (resulted_on >= filed_on)", "The result lies before the application."
    )

    @api.constrains("filed_on", "case_id")
    def _check_filed_on(self):
        for remedy in self:
            if remedy.filed_on < remedy.case_id.served_on:
                raise ValidationError(
                    self.env._("It is applied for after the service, not before.")
                )
