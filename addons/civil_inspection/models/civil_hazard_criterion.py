from odoo import fields, models

from .civil_inspection_checklist_item import LEVELS


class CivilHazardCriterion(models.Model):
    """What counts as a hazard of a level (隐患判定标准).

    Source: 《养老机构重大事故隐患判定标准》(民办发〔2023〕13号), by its five groups; a
    bureau enters the wording of the standard that applies to it.
    """

    _name = "civil.hazard.criterion"
    _description = "Criterion of a Hazard"
    _order = "sequence, code"
    _rec_names_search = ["name", "code"]

    sequence = fields.Integer(default=10)
    code = fields.Char(required=True)
    name = fields.Char(required=True, translate=True)
    group = fields.Selection(
        [
            ("facility", "Facilities and Equipment"),
            ("qualification", "Qualifications"),
            ("management", "Management"),
            ("service", "Service"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    level = fields.Selection(LEVELS, required=True, default="major")
    legal_basis = fields.Char()
    kind_ids = fields.Many2many(
        "civil.inspection.kind",
        string="Kinds of Inspection",
        help="Where it applies; everywhere if empty.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code)", "There is already a criterion with this code."
    )
