from odoo import fields, models


class CivilCemeterySiteCheck(models.Model):
    """Whether a site lies in a forbidden place (选址核查)."""

    _name = "civil.cemetery.site.check"
    _description = "Check of a Site"
    _inherit = "civil.case.line.mixin"
    _order = "case_id, id"

    rule_id = fields.Many2one(
        "civil.cemetery.site.rule", required=True, readonly=True, ondelete="restrict"
    )
    name = fields.Char(related="rule_id.name")
    legal_basis = fields.Char(related="rule_id.legal_basis")
    result = fields.Selection([("clear", "Clear of It"), ("touched", "Touched")])
    note = fields.Char(help="How it was found out: map, visit, letter.")
