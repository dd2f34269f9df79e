from odoo import api, fields, models
from odoo.fields import Domain


class CivilSubsidyStay(models.Model):
    """Whom an institution reports as occupying a bed, from when to when (入住记录).

    Subsidies by occupied beds count its days: the day of admission counts, the day
    of discharge doesn't, days on leave count as the program says. Nobody occupies two
    beds on one day.
    """

    _name = "civil.subsidy.stay"
    _description = "Occupied Bed"
    _inherit = ["civil.division.mixin"]
    _order = "date_in desc, id desc"

    resident_id = fields.Many2one(
        "civil.resident", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        "res.partner", string="Institution", required=True, index=True
    )
    date_in = fields.Date(string="Admitted On", required=True)
    date_out = fields.Date(
        string="Discharged On", help="The day of discharge itself doesn't count."
    )
    leave_ids = fields.One2many("civil.subsidy.leave", "stay_id", string="Leaves")
    note = fields.Char()

    _dates_order = models.Constraint(
        "CHECK (date_out IS NULL OR date_out > date_in)",
        "A discharge comes after the admission.",
    )
    _one_bed = models.Constraint(
        "EXCLUDE USING gist (resident_id WITH =, "
        "daterange(date_in, date_out, '[)') WITH &&)",
        "The person already occupies a bed on some of these days.",
    )

    @api.depends("resident_id", "partner_id", "date_in")
    def _compute_display_name(self):
        for stay in self:
            stay.display_name = (
                f"{stay.resident_id.name} / {stay.partner_id.name} ({stay.date_in})"
            )

    @api.onchange("resident_id")
    def _onchange_resident_id(self):
        """Offer the place where the person is on file."""
        if self.resident_id:
            self.division_id = self.division_id or self.resident_id.division_id

    @api.model
    def _domain_in(self, first, last):
        """Domain of the stays with a counted day from ``first`` to ``last``."""
        return Domain("date_in", "<=", last) & (
            Domain("date_out", "=", False) | Domain("date_out", ">", first)
        )
