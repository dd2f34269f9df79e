from odoo import fields, models


class CivilInstitutionContractYear(models.Model):
    """How an operator was assessed for a year (年度考核)."""

    _name = "civil.institution.contract.year"
    _description = "Assessment of an Operator"
    _inherit = ["civil.institution.contract.part"]
    _order = "year desc, id desc"
    _rec_name = "year"

    contract_id = fields.Many2one(
        "civil.institution.contract", required=True, index=True, ondelete="cascade"
    )
    division_id = fields.Many2one(
        related="contract_id.division_id", store=True, index=True
    )
    year = fields.Char(required=True, size=4)
    score = fields.Float(digits=(5, 1))
    result = fields.Selection(
        [
            ("excellent", "Excellent"),
            ("qualified", "Qualified"),
            ("unqualified", "Unqualified"),
        ],
        required=True,
    )
    audited_on = fields.Date()
    note = fields.Text()

    _year_uniq = models.UniqueIndex(
        "(contract_id, year)", "The operator is assessed once a year."
    )
    _year_check = models.Constraint(
        "CHECK (year ~ '^20[0-9]{2}$' AND score >= 0 AND score <= 100)",
        "A year has four digits, a score lies between 0 and 100.",
    )
