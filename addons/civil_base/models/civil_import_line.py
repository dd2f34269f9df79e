from odoo import api, fields, models

from ..tools.text import clean


class CivilImportLine(models.Model):
    """A row of an imported file: what was read, and what is to be said of it.

    Lines are written by the import only. The cells themselves are for those
    who may see personal data.
    """

    _name = "civil.import.line"
    _description = "Line of an Import"
    _order = "import_id desc, id"
    _rec_name = "label"
    _log_access = False

    import_id = fields.Many2one(
        "civil.import", required=True, index=True, ondelete="cascade"
    )
    sheet = fields.Char(readonly=True)
    row = fields.Integer(readonly=True, help="Row of the sheet, counted from 1.")
    label = fields.Char(string="Who or What", readonly=True)
    status = fields.Selection(
        [("ok", "Good"), ("warning", "To Be Noted"), ("error", "Faulty")],
        required=True,
        readonly=True,
    )
    message = fields.Text(string="Remark", readonly=True)
    raw = fields.Json(
        readonly=True,
        groups="civil_base.group_personal_data",
        help="The cells of the row from the left, as they were in the file.",
    )
    data = fields.Json(
        readonly=True,
        groups="civil_base.group_personal_data",
        help="What was understood.",
    )
    cells = fields.Text(
        compute="_compute_cells",
        groups="civil_base.group_personal_data",
        help="The headings of the file with what stands under them in this row.",
    )

    _import_status_idx = models.Index("(import_id, status)")

    @api.depends("raw")
    def _compute_cells(self):
        for line in self:
            # The layout of the file is kept from direct reading with the file.
            headers = (line.import_id.sudo().layout or {}).get(line.sheet) or []
            line.cells = "\n".join(
                f"{heading}: {clean(value)}"
                for heading, value in zip(headers, line.raw or [], strict=False)
                if heading and value not in (None, "")
            )
