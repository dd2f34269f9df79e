from odoo import api, fields, models
from odoo.exceptions import UserError


class CivilHazardReport(models.Model):
    """A report of a major hazard upward (重大隐患上报): to whom, when, what."""

    _name = "civil.hazard.report"
    _description = "Report of a Hazard"
    _order = "report_date desc, id desc"

    hazard_id = fields.Many2one(
        "civil.hazard", required=True, index=True, ondelete="cascade"
    )
    report_date = fields.Date(
        string="Reported On", required=True, default=fields.Date.context_today
    )
    recipient = fields.Selection(
        [
            ("committee", "Safety Committee's Office"),
            ("government", "District Government"),
            ("upper", "Upper Civil Affairs Authority"),
            ("department", "Responsible Department"),
        ],
        required=True,
        default="committee",
    )
    document = fields.Char(string="Document Number")
    content = fields.Text(required=True)

    @api.model_create_multi
    def create(self, vals_list):
        """Only of hazards that aren't closed."""
        reports = super().create(vals_list)
        reports._check_open()
        return reports

    def write(self, vals):  # pylint: disable=method-required-super
        """Refuse: what was reported was reported."""
        raise UserError(self.env._("A report stays; add another."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A report stays; add another."))

    def _check_open(self):
        if self.hazard_id.filtered(lambda hazard: hazard.state == "closed"):
            raise UserError(self.env._("The hazard is closed and stays."))
