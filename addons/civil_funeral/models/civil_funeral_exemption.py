from odoo import api, fields, models
from odoo.fields import Domain


class CivilFuneralExemption(models.Model):
    """Who need not be cremated though the rule holds (火化豁免).

    By place, by the customs of an ethnic group, or for a single case that was decided
    on; always for a time, with its legal basis.
    """

    _name = "civil.funeral.exemption"
    _description = "Exemption From Cremation"
    _inherit = "civil.funeral.zone"
    _order = "date_from desc, id desc"

    ethnicity = fields.Char(
        string="Ethnic Group", help="Empty: whatever the ethnic group."
    )
    case_id = fields.Many2one(
        "civil.funeral.case",
        string="Single Case",
        index="btree_not_null",
        ondelete="restrict",
        help="Empty: whoever the rest fits.",
    )

    _no_overlap = models.Constraint(
        """EXCLUDE USING gist (
            COALESCE(division_id, 0) WITH =,
            COALESCE(ethnicity, '') WITH =,
            COALESCE(case_id, 0) WITH =,
            daterange(date_from, date_to, '[]') WITH &&
        )""",
        "There is already such an exemption on some of these days.",
    )
    _whom_check = models.Constraint(
        "CHECK (division_id IS NOT NULL OR ethnicity IS NOT NULL"
        " OR case_id IS NOT NULL)",
        "An exemption names a place, an ethnic group or a single case.",
    )

    @api.model
    def _domain_for(self, division, day, ethnicity=None, case=None):
        groups = [False, ethnicity] if ethnicity else [False]
        return (
            super()._domain_for(division, day)
            & Domain("ethnicity", "in", groups)
            & Domain("case_id", "in", [False, *(case.ids if case else [])])
        )
