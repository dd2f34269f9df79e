from odoo import api, fields, models
from odoo.fields import Domain


class CivilCemeteryFee(models.Model):
    """What a facility takes a year for looking after a plot (管护费标准)."""

    _name = "civil.cemetery.fee"
    _description = "Yearly Fee"
    _order = "facility_id, plot_type_id, date_from desc"
    _rec_name = "facility_id"

    facility_id = fields.Many2one(
        "civil.cemetery.facility", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(related="facility_id.division_id", store=True)
    plot_type_id = fields.Many2one(
        "civil.cemetery.plot.type",
        index=True,
        ondelete="restrict",
        help="Empty: all types that have no fee of their own.",
    )
    date_from = fields.Date(string="Valid from", required=True)
    date_to = fields.Date(string="Valid through", help="The last day; open if empty.")
    currency_id = fields.Many2one(related="facility_id.currency_id")
    amount = fields.Monetary(string="Fee a Year", required=True)
    legal_basis = fields.Char(string="Basis", required=True)

    _dates_check = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "The last day of validity lies before the first.",
    )
    _amount_check = models.Constraint(
        "CHECK (amount >= 0)", "A fee can't be below zero."
    )
    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            facility_id WITH =,
            COALESCE(plot_type_id, 0) WITH =,
            daterange(date_from, date_to, '[]') WITH &&
        )""",
        "There is already such a fee for some of these days: give that one its last "
        "day first.",
    )

    @api.model
    def _find(self, plot, day):
        """Return the fee of a plot on a day, or none.

        The fee of the plot's type comes before the one for all types.
        """
        # Prices are public.
        found = self.sudo().search(
            Domain("facility_id", "=", plot.facility_id.id)
            & Domain("plot_type_id", "in", [plot.plot_type_id.id, False])
            & Domain("date_from", "<=", day)
            & (Domain("date_to", "=", False) | Domain("date_to", ">=", day))
        )
        return found.sorted(lambda fee: not fee.plot_type_id)[:1]
