from odoo import fields, models


class CivilInstitutionPlacement(models.Model):
    """Who has which bed from when to when (占床记录).

    The steps of a stay write it, nobody else. ``date_to`` isn't counted: on that day
    the bed is another's, and an empty one means until now.
    """

    _name = "civil.institution.placement"
    _description = "Bed Placement"
    _inherit = ["civil.institution.part"]
    _order = "date_from desc, id desc"
    _rec_name = "bed_id"

    stay_id = fields.Many2one(
        "civil.institution.stay", required=True, index=True, ondelete="restrict"
    )
    bed_id = fields.Many2one(
        "civil.institution.bed", required=True, index=True, ondelete="restrict"
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
    date_from = fields.Date(string="From", required=True, index=True)
    date_to = fields.Date(string="To (Not Counted)", index=True)

    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A bed can't be left before it was taken."
    )
    _one_person_a_bed = models.Constraint(
        "EXCLUDE USING gist (bed_id WITH =, daterange(date_from, date_to) WITH &&)",
        "Somebody else has this bed on some of these days: choose another bed, or "
        "note first that it was left.",
    )
    _one_bed_a_person = models.Constraint(
        """EXCLUDE USING gist (
            resident_id WITH =, daterange(date_from, date_to) WITH &&
        )""",
        "This person has a bed already on some of these days, here or in another "
        "institution: register the discharge there first.",
    )
