from odoo import fields, models

#: Who decides last about a cemetery's year.
LEVELS = [("county", "County"), ("city", "City"), ("province", "Province")]


class CivilInspectionChecklist(models.Model):
    """A checklist may be the score sheet of a yearly inspection (年检评分表)."""

    _inherit = "civil.inspection.checklist"

    cemetery_kind = fields.Selection(
        [
            ("public", "Public Cemetery"),
            ("commercial", "Commercial Cemetery"),
        ],
        string="Score Sheet of",
        help="Of which facilities the yearly inspection is scored by this list.",
    )
    final_level = fields.Selection(
        LEVELS,
        string="Decided by",
        default="county",
        help="Up to which level the yearly inspection goes.",
    )

    def _in_use(self, kind, day):
        """Return the score sheet of a kind of facility on a day, or none."""
        # What is asked of a cemetery is no secret.
        return self.sudo().search(
            [("cemetery_kind", "=", kind), ("date_from", "<=", day)],
            order="date_from desc, id desc",
            limit=1,
        )
