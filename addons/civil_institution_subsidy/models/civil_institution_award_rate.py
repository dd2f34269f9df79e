from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.civil_institution.models.civil_institution_rating_level import LEVELS


class CivilInstitutionAwardRate(models.Model):
    """What is paid once for something achieved, from one date to another (奖补标准).

    The rating award by level (等级评定奖补), the subsidy of the liability insurance
    (综合责任险补贴), the post award of care workers (护理员岗位补贴).
    """

    _name = "civil.institution.award.rate"
    _description = "Amount of an Award"
    _order = "program_id, kind, level, date_from desc"
    _rec_name = "kind"

    program_id = fields.Many2one(
        "civil.subsidy.program",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('claim_kind', '=', 'award')]",
    )
    kind = fields.Selection(
        [
            ("rating", "Rating Award"),
            ("insurance", "Liability Insurance"),
            ("post", "Post of a Care Worker"),
        ],
        string="For",
        required=True,
    )
    level = fields.Selection(LEVELS, string="Rating", help="Of the rating award.")
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary(
        required=True, help="Yuan: once a level, once a policy, once a worker and year."
    )
    least_months = fields.Integer(
        string="Months at the Post", help="A care worker has to have been here."
    )
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="Last day; empty: it holds.")
    legal_basis = fields.Char(string="Document")

    _amount_check = models.Constraint(
        "CHECK (amount > 0)", "An award is more than zero yuan."
    )
    _level_check = models.Constraint(
        "CHECK ((kind = 'rating') = (level IS NOT NULL))",
        "The rating award has a level, the others have none.",
    )
    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)", "An amount can't end before it begins."
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (program_id WITH =, kind WITH =,
            coalesce(level, '') WITH =, daterange(date_from, date_to, '[]') WITH &&)""",
        "There is already an amount for some of these days: give that one its last "
        "day first.",
    )

    @api.model
    def _on(self, program, day):
        """The amounts of a program that hold on a day."""
        return self.sudo().search(
            Domain("program_id", "=", program.id)
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
