from odoo import api, fields, models


class CivilInstitutionRatingExpert(models.Model):
    """Somebody who rates institutions on the spot (评定专家库).

    Whoever works for the institution or for its operator, or has another interest in
    one of the two, doesn't rate it (回避).
    """

    _name = "civil.institution.rating.expert"
    _description = "Expert for Ratings"
    _inherit = ["mail.thread"]
    _order = "name, id"

    name = fields.Char(required=True, index="trigram")
    title = fields.Char(string="Title or Post")
    field = fields.Selection(
        [
            ("care", "Care"),
            ("medicine", "Medicine"),
            ("management", "Management"),
            ("safety", "Safety"),
            ("finance", "Finance"),
            ("other", "Other"),
        ],
        default="care",
        required=True,
    )
    employer = fields.Char(help="As the expert states it.")
    employer_id = fields.Many2one(
        "civil.organization",
        string="Employer on Record",
        index="btree_not_null",
        ondelete="restrict",
        tracking=True,
    )
    conflict_ids = fields.Many2many(
        "civil.organization",
        "civil_institution_rating_conflict_rel",
        "expert_id",
        "organization_id",
        string="Interests in",
        help="Organizations that the expert invested in, advises, or whose head is a "
        "relative.",
    )
    resident_id = fields.Many2one(
        "civil.resident",
        string="On File as",
        index="btree_not_null",
        ondelete="restrict",
        help="Finds the expert among the staff of institutions, too.",
    )
    phone = fields.Char()
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    active = fields.Boolean(default=True, tracking=True)

    @api.model
    def _barred(self, home):
        """Return ``{expert: why not}`` of those who must not rate the institution.

        :param home: the single ``civil.institution``
        """
        # Interests bar whoever has them, seen or not.
        home = home.sudo()
        sides = home._rating_organizations()
        people = home.staff_ids.filtered(lambda one: not one.left_on).resident_id
        barred = {}
        for expert in self.sudo():
            interests = expert.conflict_ids & sides
            if expert.employer_id in sides:
                barred[expert] = self.env._(
                    "works for %(name)s", name=expert.employer_id.name
                )
            elif interests:
                barred[expert] = self.env._(
                    "has an interest in %(name)s", name=interests[0].name
                )
            elif expert.resident_id and expert.resident_id in people:
                barred[expert] = self.env._(
                    "is among the staff of %(name)s", name=home.name
                )
        return barred
