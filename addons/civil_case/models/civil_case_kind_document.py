from odoo import fields, models

#: The steps of a case that issue a document.
DOCUMENT_STEPS = [
    ("receipt", "Receipt"),
    ("correction", "Notice of What Is Missing"),
    ("acceptance", "Acceptance"),
    ("non_acceptance", "Not Accepted"),
    ("extension", "Extension"),
    ("withdrawal", "Withdrawal"),
    ("grant", "Granted"),
    ("refusal", "Refused"),
]


class CivilCaseKindDocument(models.Model):
    """Which document a step of cases of the kind issues, if not the usual one."""

    _name = "civil.case.kind.document"
    _description = "Document of a Step"
    _order = "kind_id, step"
    _rec_name = "step"

    kind_id = fields.Many2one(
        "civil.case.kind", required=True, index=True, ondelete="cascade"
    )
    step = fields.Selection(DOCUMENT_STEPS, required=True)
    document_kind_id = fields.Many2one(
        "civil.document.kind",
        ondelete="restrict",
        help="None is issued where this is empty.",
    )

    _step_uniq = models.UniqueIndex(
        "(kind_id, step)", "The kind already says which document this step issues."
    )
