from odoo import fields, models
from odoo.exceptions import UserError

#: What the steps of the stay alone write.
_FIXED = {"stay_id", "kind", "date_from", "date_to"}


class CivilInstitutionAbsence(models.Model):
    """A resident is on leave or in hospital while the bed is held (请假、住院)."""

    _name = "civil.institution.absence"
    _description = "Absence"
    _inherit = ["civil.institution.part"]
    _order = "date_from desc, id desc"
    _rec_name = "kind"

    stay_id = fields.Many2one(
        "civil.institution.stay", required=True, index=True, ondelete="restrict"
    )
    institution_id = fields.Many2one(
        related="stay_id.institution_id",
        store=True,
        index=True,
        required=False,
        precompute=True,
    )
    # All at once with the insertion: another write would look for overlaps again.
    division_id = fields.Many2one(
        related="institution_id.division_id", store=True, index=True, precompute=True
    )
    company_id = fields.Many2one(
        related="institution_id.company_id", store=True, index=True, precompute=True
    )
    resident_id = fields.Many2one(
        related="stay_id.resident_id", store=True, index=True, precompute=True
    )
    kind = fields.Selection(
        [("leave", "Leave"), ("hospital", "Hospital")], required=True, index=True
    )
    date_from = fields.Date(
        string="Away from", required=True, index=True, help="The first day away."
    )
    date_to = fields.Date(
        string="Back on", index=True, help="The day of return isn't counted as away."
    )
    expected_on = fields.Date(string="Expected Back on")
    destination = fields.Char(help="Where to, or which hospital.")
    companion = fields.Char(help="Who fetched or goes with the person.")
    family_notified_on = fields.Datetime(string="Family Notified at")
    family_notified_by = fields.Char(string="Who Was Notified, How, by Whom")
    note = fields.Text()

    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from AND expected_on >= date_from)",
        "Nobody is back before having left.",
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (stay_id WITH =, daterange(date_from, date_to) WITH &&)",
        "The resident is away already on some of these days.",
    )

    def write(self, vals):
        """Keep the days: they follow from the steps of the stay."""
        if _FIXED & vals.keys() and not self.env.su:
            raise UserError(
                self.env._(
                    "When a resident was away follows from the steps of the stay."
                )
            )
        result = super().write(vals)
        if {"expected_on", "date_to"} & vals.keys():
            self.stay_id._sync_todos()
        return result
