from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CivilAssessmentDiagnosis(models.Model):
    """A disease of the assessed person and the paper that shows it (疾病诊断)."""

    _name = "civil.assessment.diagnosis"
    _description = "Diagnosis"
    _inherit = ["civil.assessment.part"]
    _order = "assessment_id, id"

    assessment_id = fields.Many2one(
        "civil.assessment", required=True, index=True, ondelete="cascade"
    )
    disease_id = fields.Many2one(
        "civil.assessment.disease", required=True, index=True, ondelete="restrict"
    )
    icd_code = fields.Char(string="ICD-10 Code")
    document = fields.Char(
        string="Proof",
        help="Hospital, date and kind of the paper; without one a mental disorder "
        "doesn't change the level.",
    )
    is_basis = fields.Boolean(string="Changes the Level", compute="_compute_is_basis")

    _disease_uniq = models.UniqueIndex(
        "(assessment_id, disease_id, COALESCE(icd_code, ''))",
        "The disease is on the list already.",
    )

    @api.depends("disease_id.is_mental", "document")
    def _compute_is_basis(self):
        for diagnosis in self:
            diagnosis.is_basis = diagnosis.disease_id.is_mental and bool(
                (diagnosis.document or "").strip()
            )

    @api.constrains("icd_code", "disease_id")
    def _check_icd_code(self):
        for diagnosis in self.filtered("icd_code"):
            disease = diagnosis.disease_id
            if not disease._covers(diagnosis.icd_code.strip()):
                raise ValidationError(
                    self.env._(
                        "%(disease)s has the codes %(first)s to %(last)s; "
                        "%(code)s isn't among them.",
                        disease=disease.name,
                        first=disease.icd_from,
                        last=disease.icd_to or disease.icd_from,
                        code=diagnosis.icd_code,
                    )
                )
