from odoo import fields, models


class CivilImportFinding(models.Model):
    """Something that a line of a file shows to be wrong (发现问题).

    Written by the import only, for the day as of which the file is judged.
    """

    _name = "civil.import.finding"
    _description = "Finding in a File"
    _order = "import_id desc, kind_id, id"
    _rec_name = "label"
    _log_access = False

    import_id = fields.Many2one(
        "civil.import", required=True, index=True, ondelete="cascade"
    )
    line_id = fields.Many2one(
        "civil.import.line", required=True, index=True, ondelete="cascade"
    )
    kind_id = fields.Many2one(
        "civil.import.finding.kind",
        string="Finding",
        required=True,
        index=True,
        ondelete="cascade",
    )
    label = fields.Char(string="Who or What", related="line_id.label")
    sheet = fields.Char(related="line_id.sheet")
    row = fields.Integer(related="line_id.row")
    message = fields.Char(string="Why", readonly=True)
    remedy = fields.Text(related="kind_id.remedy")
