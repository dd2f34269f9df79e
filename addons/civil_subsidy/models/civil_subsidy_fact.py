from odoo import fields, models


class CivilSubsidyFact(models.Model):
    """Something known about a person that bears on what is paid (核查事项).

    Where other capabilities leave what they find: a hit of a comparison of lists, an
    open recovery, arrears not applied yet. The checks that look at the kind block,
    hold or warn; see ``civil.subsidy.check``.
    """

    _name = "civil.subsidy.fact"
    _description = "Fact About a Person"
    _inherit = ["civil.division.mixin"]
    _order = "id desc"

    resident_id = fields.Many2one(
        "civil.resident", required=True, index=True, ondelete="restrict"
    )
    program_id = fields.Many2one(
        "civil.subsidy.program",
        index="btree_not_null",
        help="Empty: it bears on every program.",
    )
    kind = fields.Selection(
        [
            ("comparison", "Comparison Hit"),
            ("arrears", "Arrears Open"),
            ("recovery", "Recovery Open"),
        ],
        string="Kind of Fact",
        required=True,
    )
    date_from = fields.Date(required=True, help="From which day it bears on payments.")
    date_to = fields.Date(help="Last day; empty while it is open.")
    origin = fields.Char(required=True, help="Where it is known from.")
    res_model = fields.Char("Record's Model")
    res_id = fields.Many2oneReference("Source Record", model_field="res_model")
    note = fields.Char()

    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A fact can't end before it begins.",
    )
