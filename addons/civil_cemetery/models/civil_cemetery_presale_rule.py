from odoo import api, fields, models
from odoo.fields import Domain


class CivilCemeteryPresaleRule(models.Model):
    """Who may have a plot before a death (生前预购条件).

    Everybody else shows the certificate of a cremation.
    """

    _name = "civil.cemetery.presale.rule"
    _description = "Ground for a Plot before Death"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, translate=True)
    ground = fields.Selection(
        [
            ("age", "Age"),
            ("spouse", "Surviving Spouse"),
            ("critical", "Critical Patient"),
            ("other", "Other Ground"),
        ],
        required=True,
    )
    min_age = fields.Integer(string="From This Age", help="Of the ground “Age”.")
    division_id = fields.Many2one(
        "civil.division", index=True, ondelete="restrict", help="Empty: everywhere."
    )
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    proof = fields.Char(help="What is shown as proof.")
    legal_basis = fields.Char(required=True)

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _age_check = models.Constraint(
        "CHECK (ground != 'age' OR min_age > 0)", "Say from which age."
    )

    def _refusal(self, division, day, birth_date=None):
        """Return why the single rule doesn't hold for somebody, or False.

        :param division: where the facility lies
        :param date day: when the plot is asked for
        :param date birth_date: of the person for whom the plot is
        """
        if self.date_from > day or (self.date_to and self.date_to < day):
            return self.env._("the ground “%(name)s” isn't in force", name=self.name)
        place = self.division_id
        if place and not division.parent_path.startswith(place.parent_path):
            return self.env._("the ground “%(name)s” holds elsewhere", name=self.name)
        if self.ground == "age":
            if not birth_date:
                return self.env._("the birth date of the future user is missing")
            born = birth_date
            years = (
                day.year - born.year - ((day.month, day.day) < (born.month, born.day))
            )
            if years < self.min_age:
                return self.env._(
                    "the future user is %(age)s years old, and has to be %(least)s",
                    age=years,
                    least=self.min_age,
                )
        return False

    @api.model
    def _in_force(self, day):
        """Return the domain of the rules of a day."""
        return Domain("date_from", "<=", day) & (
            Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        )
