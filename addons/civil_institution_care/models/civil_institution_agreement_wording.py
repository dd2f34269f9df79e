from odoo import api, fields, models
from odoo.fields import Domain

from .civil_institution_agreement import KINDS


class CivilInstitutionAgreementWording(models.Model):
    """The wording with which agreements of a kind begin (协议范本).

    What an institution's own says comes before the one for all.
    """

    _name = "civil.institution.agreement.wording"
    _description = "Wording of Agreements"
    _inherit = ["civil.institution.agreement.terms"]
    _order = "kind, institution_id"
    _rec_name = "kind"

    kind = fields.Selection(KINDS, required=True)
    institution_id = fields.Many2one(
        "civil.institution",
        index=True,
        ondelete="cascade",
        help="Empty: for all institutions without one of their own.",
    )

    _kind_uniq = models.UniqueIndex(
        "(kind, COALESCE(institution_id, 0))", "There is such a wording already."
    )

    @api.model
    def _terms(self, kind, institution):
        """Return the terms of a kind of agreement in an institution, by field."""
        found = self.search(
            Domain("kind", "=", kind)
            & Domain("institution_id", "in", [False, institution.id])
        )
        names = self.env["civil.institution.agreement.terms"]._fields
        terms = {}
        for wording in found.sorted(lambda one: bool(one.institution_id)):
            terms |= {
                name: wording[name]
                for name in names
                if name.endswith("_terms") and wording[name]
            }
        return terms
