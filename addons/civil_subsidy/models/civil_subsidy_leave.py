from odoo import fields, models


class CivilSubsidyLeave(models.Model):
    """Days on which somebody who occupies a bed was away (请假记录).

    The day of leaving counts as away, the day of return doesn't.
    """

    _name = "civil.subsidy.leave"
    _description = "Leave From an Occupied Bed"
    _order = "date_from desc, id desc"

    stay_id = fields.Many2one(
        "civil.subsidy.stay", required=True, ondelete="cascade", index=True
    )
    date_from = fields.Date(string="Left On", required=True)
    date_to = fields.Date(string="Back On", help="The day of return; empty while away.")
    reason = fields.Selection(
        [("leave", "Leave"), ("hospital", "In Hospital")],
        required=True,
        default="leave",
    )

    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to > date_from)",
        "A return comes after the leaving.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (stay_id WITH =, "
        "daterange(date_from, date_to, '[)') WITH &&)",
        "This leave overlaps with another one of the same stay.",
    )
