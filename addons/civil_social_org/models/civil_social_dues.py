from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class CivilSocialDues(models.Model):
    """A standard of dues (会费标准), passed by the members' meeting.

    It is passed by secret ballot and has a few tiers at most; how many is a dated
    parameter. A later standard takes the place of an earlier one.
    """

    _name = "civil.social.dues"
    _description = "Standard of Dues"
    _order = "org_id, passed_on desc, id desc"
    _rec_name = "passed_on"

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
    passed_on = fields.Date(required=True)
    passed_by = fields.Selection(
        [
            ("members", "Members' Meeting"),
            ("delegates", "Members' Representatives"),
            ("board", "Board"),
        ],
        required=True,
        default="members",
    )
    is_secret = fields.Boolean(string="Secret Ballot", default=True)
    present = fields.Integer()
    in_favor = fields.Integer()
    date_from = fields.Date(string="Applies from", required=True)
    date_to = fields.Date(string="Applies until")
    tier_ids = fields.One2many("civil.social.dues.tier", "dues_id", string="Tiers")
    tier_count = fields.Integer(compute="_compute_tier_count", store=True)
    problems = fields.Text(compute="_compute_problems", string="To Put Right")
    note = fields.Char()

    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A standard can't end before it begins."
    )
    _votes_in_order = models.Constraint(
        "CHECK (in_favor <= present)", "More were in favor than were present."
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            org_id WITH =, daterange(date_from, date_to, '[]') WITH &&
        )""",
        "Another standard of dues applies on some of these days: give that one its "
        "last day first.",
    )

    @api.depends("tier_ids")
    def _compute_tier_count(self):
        for dues in self:
            dues.tier_count = len(dues.tier_ids)

    @api.constrains("org_id")
    def _check_members(self):
        for dues in self:
            if not dues.org_id.kind_id.has_members:
                raise ValidationError(
                    self.env._(
                        "%(name)s has no members who could pay dues.",
                        name=dues.org_id.name,
                    )
                )

    @api.depends("tier_count", "passed_on", "passed_by", "is_secret", "in_favor")
    @api.depends_context("lang")
    def _compute_problems(self):
        for dues in self:
            dues.problems = "\n".join(dues._problems()) or False

    def _problems(self):
        """Sentences on how the single standard was passed against the rules."""
        limit = self.env["civil.parameter"]._get(
            "social.dues_tiers", self.passed_on or fields.Date.context_today(self)
        )
        if self.tier_count > limit:
            yield self.env._(
                "It has %(count)s tiers; %(limit)s are allowed.",
                count=self.tier_count,
                limit=limit,
            )
        if self.passed_by == "board":
            yield self.env._("The members' meeting has to pass it, not the board.")
        if not self.is_secret:
            yield self.env._("It has to be passed by secret ballot.")
        if self.present and self.in_favor * 2 <= self.present:
            yield self.env._("Not more than half of those present were in favor.")

    @api.model
    def _in_force(self, org, day):
        """The standard of ``org`` that applies on ``day``, or none."""
        return self.search(
            Domain("org_id", "=", org.id)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day)),
            limit=1,
        )
