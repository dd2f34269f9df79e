from odoo import fields, models


class CivilCemeterySiteRule(models.Model):
    """Where no cemetery may be built (禁止建设区域).

    Source: 《殡葬管理条例》 art. 10; each rule names its own basis.
    """

    _name = "civil.cemetery.site.rule"
    _description = "Forbidden Place"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(required=True, help="What the site must not be.")
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    legal_basis = fields.Char(required=True)

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )

    def _in_force(self, day):
        """Return the rules of a day."""
        # Law is no secret.
        return self.sudo().search(
            [
                ("date_from", "<=", day),
                "|",
                ("date_to", "=", False),
                ("date_to", ">=", day),
            ]
        )
