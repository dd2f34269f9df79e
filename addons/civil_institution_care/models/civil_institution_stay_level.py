from odoo import fields, models


class CivilInstitutionStayLevel(models.Model):
    """The care level of a stay from a day on (护理等级变更记录)."""

    _name = "civil.institution.stay.level"
    _description = "Care Level of a Stay"
    _inherit = ["civil.institution.part"]
    _order = "date_from desc, id desc"
    _rec_name = "level_id"

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
    level_id = fields.Many2one(
        "civil.institution.care.level", required=True, index=True, ondelete="restrict"
    )
    assessment_id = fields.Many2one(
        "civil.assessment", index="btree_not_null", ondelete="restrict"
    )
    agreement_id = fields.Many2one(
        "civil.institution.agreement", index="btree_not_null", ondelete="restrict"
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To (Not Counted)")
    notified_on = fields.Date(
        string="Notice Given on", help="When the person or the agent was told."
    )
    consent_by = fields.Char(string="Who Consented")

    _days_in_order = models.Constraint(
        "CHECK (date_to >= date_from)", "A level can't end before it begins."
    )
    _no_overlap = models.Constraint(
        "EXCLUDE USING gist (stay_id WITH =, daterange(date_from, date_to) WITH &&)",
        "The stay has a care level already on some of these days.",
    )
