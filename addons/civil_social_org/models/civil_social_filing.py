from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain


class CivilSocialFiling(models.Model):
    """Something that is filed and not registered (备案): seal, account, officers …

    Source: 《社会团体登记管理条例》第十四条, 第十八条; the days are dated parameters.
    """

    _name = "civil.social.filing"
    _description = "Filing of a Social Organization"
    _order = "org_id, event_on desc, id desc"

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="cascade",
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    company_id = fields.Many2one(related="org_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [
            ("seal", "Seal Specimen"),
            ("account", "Bank Account"),
            ("officers", "Officers"),
            ("charter", "Charter"),
            ("dues", "Dues"),
        ],
        string="What",
        required=True,
        index=True,
    )
    event_on = fields.Date(
        string="Happened on",
        required=True,
        default=fields.Date.context_today,
        help="Election, opening of the account, decision of the meeting.",
    )
    due_on = fields.Date(compute="_compute_due_on", store=True, index=True)
    filed_on = fields.Date()
    is_late = fields.Boolean(compute="_compute_is_late", search="_search_is_late")
    note = fields.Char()
    specimen = fields.Image(string="Paper or Specimen", max_width=1920)

    _days_in_order = models.Constraint(
        "CHECK (filed_on >= event_on)", "It can't be filed before it happened."
    )

    @api.depends("kind", "event_on")
    def _compute_due_on(self):
        parameters = self.env["civil.parameter"]
        for filing in self:
            if filing.kind and filing.event_on:
                days = parameters._get("social.filing_days", filing.event_on)
                filing.due_on = filing.event_on + relativedelta(days=days)
            else:
                filing.due_on = False

    @api.depends("filed_on", "due_on")
    @api.depends_context("tz")
    def _compute_is_late(self):
        today = fields.Date.context_today(self)
        for filing in self:
            day = filing.filed_on or today
            filing.is_late = bool(filing.due_on and day > filing.due_on)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        open_late = Domain("filed_on", "=", False) & Domain("due_on", "<", today)
        return Domain.OR(open_late if wanted else ~open_late for wanted in value)

    @api.depends("kind", "event_on")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for filing in self:
            filing.display_name = f"{kinds.get(filing.kind, '')} {filing.event_on}"

    def action_file(self):
        """Note that the filings came in today."""
        self.filtered(lambda filing: not filing.filed_on).write(
            {"filed_on": fields.Date.context_today(self)}
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Let the desk of the section know what is still to be filed."""
        filings = super().create(vals_list)
        filings.org_id._sync_todos()
        return filings

    def write(self, vals):
        """Let the desk follow."""
        result = super().write(vals)
        self.org_id._sync_todos()
        return result
