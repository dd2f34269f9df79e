from odoo import fields, models


class CivilImportFindingKind(models.Model):
    """What a file of a kind may show to be wrong in the world (发现问题类型).

    Not a fault of the file: a shop that sells what it may not, a plot that is too
    large. The line is good and is taken; the finding is work for somebody.
    """

    _name = "civil.import.finding.kind"
    _description = "Kind of Finding in a File"
    _order = "import_kind_id, sequence, code"

    import_kind_id = fields.Many2one(
        "civil.import.kind", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    code = fields.Char(required=True, readonly=True)
    name = fields.Char(required=True, translate=True)
    is_figure = fields.Boolean(
        string="A Number",
        readonly=True,
        help="It is counted and nothing wrong: the result is a number, not a list.",
    )
    legal_basis = fields.Char()
    remedy = fields.Text(translate=True, help="What is to be done about it.")

    _code_uniq = models.UniqueIndex(
        "(import_kind_id, code)",
        "There is already such a finding for this kind of import.",
    )
