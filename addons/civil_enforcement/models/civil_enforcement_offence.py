from odoo import api, fields, models
from odoo.fields import Domain


class CivilEnforcementOffence(models.Model):
    """An unlawful act that the bureau may punish (违法行为), as a law has it.

    An act is judged by the law in force when it was done; a change of the law is a
    new record with its own first day.
    """

    _name = "civil.enforcement.offence"
    _description = "Offence"
    _order = "code, date_from desc"
    _rec_names_search = ["code", "name"]

    code = fields.Char(required=True, index=True)
    name = fields.Char(required=True, help="What was done, as the decision says it.")
    department_id = fields.Many2one(
        "civil.department", help="The section that deals with such acts."
    )
    date_from = fields.Date(string="In Force from", required=True)
    date_to = fields.Date(string="In Force through", help="Open if empty.")
    forbidden_by = fields.Text(
        string="Provision Violated",
        required=True,
        help="Law, article and what it forbids or demands.",
    )
    legal_basis = fields.Text(
        string="Basis of the Sanction",
        required=True,
        help="Law and article that provide for the sanctions.",
    )
    has_long_limit = fields.Boolean(
        string="Five-Year Limit",
        help="It concerns life and health or the safety of finances, with harmful "
        "results: Administrative Penalty Law, article 36.",
    )
    needs_review = fields.Boolean(
        string="Legal Review by Law",
        help="A law or regulation demands a legal review of every decision.",
    )
    sanction_ids = fields.One2many(
        "civil.enforcement.sanction", "offence_id", string="Sanctions", copy=True
    )
    group_ids = fields.Many2many(
        "res.groups",
        string="Seen by",
        help="Who sees cases of it; everybody of enforcement if empty.",
    )
    active = fields.Boolean(default=True)
    case_count = fields.Integer(string="Cases", compute="_compute_case_count")

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day in force lies before the first.",
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            code WITH =,
            daterange(date_from, date_to, '[]') WITH &&
        )""",
        "This offence is already defined for some of these days: give the earlier "
        "definition its last day first.",
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for offence in self:
            offence.display_name = f"{offence.code} {offence.name or ''}".strip()

    def _compute_case_count(self):
        counts = dict(
            self.env["civil.enforcement.case"]._read_group(
                [("offence_id", "in", self.ids)], ["offence_id"], ["__count"]
            )
        )
        for offence in self:
            offence.case_count = counts.get(offence, 0)

    @api.model
    def _domain_on(self, day):
        """The definitions in force on a day."""
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )

    def _in_force(self, day):
        """Tell whether the single definition was in force on a day."""
        self.ensure_one()
        return self.date_from <= day and (not self.date_to or day <= self.date_to)

    def action_view_cases(self):
        """Open the cases of the offence."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_enforcement.civil_enforcement_case_action"
        )
        return {**action, "domain": [("offence_id", "=", self.id)], "context": {}}
