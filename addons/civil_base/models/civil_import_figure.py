from odoo import fields, models


class CivilImportFigure(models.Model):
    """A number that a file comes to, as of a day (统计数): a count, a sample's size.

    Written by the import only; the lines that are counted stand under it as findings
    of the same kind, where there are any.
    """

    _name = "civil.import.figure"
    _description = "Figure of a File"
    _order = "import_id desc, kind_id, id"
    _rec_name = "kind_id"
    _log_access = False

    import_id = fields.Many2one(
        "civil.import", required=True, index=True, ondelete="cascade"
    )
    kind_id = fields.Many2one(
        "civil.import.finding.kind",
        string="Figure",
        required=True,
        index=True,
        ondelete="cascade",
    )
    value = fields.Integer(readonly=True, aggregator=None)
    message = fields.Char(string="How It Comes About", readonly=True)

    _kind_uniq = models.UniqueIndex(
        "(import_id, kind_id)", "A file has each figure once."
    )

    def action_open_lines(self):
        """Show the lines that the single figure counts."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_base.civil_import_finding_action"
        )
        return {
            **action,
            "display_name": self.kind_id.name,
            "domain": [
                ("import_id", "=", self.import_id.id),
                ("kind_id", "=", self.kind_id.id),
            ],
        }
