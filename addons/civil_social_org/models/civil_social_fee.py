from odoo import api, fields, models


class CivilSocialFee(models.Model):
    """Something for which a social organization takes money (收费项目).

    Source: 《行业协会商会收费行为合规指南》(2024): lawful, open, voluntary, published.
    """

    _name = "civil.social.fee"
    _description = "Fee of a Social Organization"
    _order = "org_id, name"

    org_id = fields.Many2one(
        "civil.social.org",
        string="Organization",
        required=True,
        index=True,
        ondelete="cascade",
    )
    division_id = fields.Many2one(related="org_id.division_id", store=True, index=True)
    company_id = fields.Many2one(related="org_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="org_id.currency_id")
    name = fields.Char(string="Item", required=True)
    fee_class = fields.Selection(
        [
            ("dues", "Dues"),
            ("administrative", "Administrative Fee"),
            ("service", "Fee for Services"),
            ("other", "Other"),
        ],
        string="Class",
        required=True,
        default="service",
    )
    basis = fields.Char(help="The regulation, price document or decision.")
    payer = fields.Char(string="Who Pays")
    standard = fields.Char(help="How much for what.")
    limit_amount = fields.Monetary(
        string="Highest Amount by the Standard", help="A year; 0: not limited."
    )
    collected = fields.Monetary(string="Collected Last Year")
    is_voluntary = fields.Boolean(string="Voluntary", default=True)
    published_on = fields.Date()
    published_at = fields.Char(string="Published at")
    date_to = fields.Date(string="Taken until")
    problems = fields.Text(compute="_compute_problems", string="To Put Right")

    _collected_not_negative = models.Constraint(
        "CHECK (collected >= 0 AND limit_amount >= 0)", "Fees can't be below 0."
    )

    @api.depends(
        "fee_class", "basis", "standard", "is_voluntary", "published_on", "collected"
    )
    @api.depends("limit_amount")
    @api.depends_context("lang")
    def _compute_problems(self):
        for fee in self:
            fee.problems = "\n".join(fee._problems()) or False

    def _problems(self):
        """Sentences on what the single fee breaks."""
        if not self.published_on:
            yield self.env._("Item and standard aren't published.")
        if not self.standard:
            yield self.env._("It has no standard.")
        if self.fee_class == "administrative" and not self.basis:
            yield self.env._("An administrative fee needs a basis in law.")
        if self.fee_class in ("service", "other") and not self.is_voluntary:
            yield self.env._("Nobody may be forced to take a service and pay for it.")
        if self.limit_amount and self.collected > self.limit_amount:
            yield self.env._("More was collected than the standard allows.")
