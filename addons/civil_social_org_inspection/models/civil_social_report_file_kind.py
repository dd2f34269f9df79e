from odoo import fields, models
from odoo.fields import Domain


class CivilSocialReportFileKind(models.Model):
    """A kind of paper that is handed in with the annual report (年检材料)."""

    _name = "civil.social.report.file.kind"
    _description = "Paper with the Annual Report"
    _order = "sequence, id"

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    is_required = fields.Boolean(string="Required")
    kind_ids = fields.Many2many(
        "civil.social.org.kind", string="Kinds", help="Empty: all kinds."
    )
    year_from = fields.Integer(string="First Report Year", required=True, default=2005)
    year_to = fields.Integer(string="Last Report Year", help="Empty: still asked for.")
    legal_basis = fields.Char()

    _code_uniq = models.UniqueIndex("(code)", "There is already a paper of this code.")

    def _in_force(self, kind, year):
        """The papers that organizations of a kind hand in for a report year."""
        # What is asked for is no secret.
        found = self.sudo().search(
            Domain("year_from", "<=", year)
            & (Domain("year_to", "in", (False, 0)) | Domain("year_to", ">=", year))
        )
        return found.filtered(
            lambda paper: not paper.kind_ids or kind in paper.kind_ids
        )
