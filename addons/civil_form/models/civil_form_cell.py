from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.civil_base.tools.text import clean

from ..tools import workbook
from ..tools.fault import Fault


class CivilFormCell(models.Model):
    """What goes into a cell of a form, or into the cells of all places below it.

    Of merged cells, the address is that of the first.
    """

    _name = "civil.form.cell"
    _description = "Cell of a Form"
    _order = "version_id, sequence, id"

    version_id = fields.Many2one(
        "civil.form.version", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("figure", "Figure"),
            ("block", "Figure, Row by Row"),
            ("period", "Period"),
            ("division", "Place"),
            ("date", "Date of Filling"),
            ("filler", "Filled By"),
            ("checker", "Checked By"),
        ],
        string="Content",
        required=True,
        default="figure",
        help="Row by row: from this cell downwards, one row for each place whose name "
        "stands in the column of names.",
    )
    sheet = fields.Char(help="The first sheet if empty.")
    address = fields.Char(string="Cell", required=True, help="Such as B5.")
    figure_id = fields.Many2one("civil.form.figure", index=True, ondelete="restrict")
    division_id = fields.Many2one(
        "civil.division",
        ondelete="restrict",
        help="Where the figure is counted; the place of the form if empty.",
    )
    name_column = fields.Char(
        string="Column of Names", help="In which the names of the places stand."
    )

    _place_uniq = models.UniqueIndex(
        "(version_id, sheet, address)", "Something goes into this cell already."
    )

    @api.depends("sheet", "address")
    def _compute_display_name(self):
        for cell in self:
            cell.display_name = f"{cell.sheet or ''}!{cell.address or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        cells = super().create(vals_list)
        cells._settle()
        return cells

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"sheet", "address", "version_id"}:
            self._settle()
        return result

    def _settle(self):
        """Write sheet and address in the one way they are kept.

        :raises ValidationError: the workbook has no such cell to fill
        """
        for version, cells in self.grouped("version_id").items():
            book = version._book()
            for cell in cells:
                sheet = clean(cell.sheet or "") or book.sheetnames[0]
                address = cell._place(book, sheet)
                if (sheet, address) != (cell.sheet, cell.address):
                    cell.write({"sheet": sheet, "address": address})

    def _place(self, book, sheet):
        try:
            return workbook.place(book, sheet, clean(self.address))
        except Fault as fault:
            raise ValidationError(
                self.env._(
                    "%(form)s: %(problem)s",
                    form=self.version_id.form_id.name,
                    problem=self.env["civil.form.fault"]._sentence(fault),
                )
            ) from fault

    def _check_places(self, book):
        """Refuse cells that a workbook doesn't have."""
        for cell in self:
            cell._place(book, cell.sheet)

    @api.constrains("kind", "figure_id", "name_column", "division_id")
    def _check_content(self):
        for cell in self:
            if sentence := cell._misfit():
                raise ValidationError(
                    self.env._(
                        "%(cell)s: %(problem)s",
                        cell=cell.display_name,
                        problem=sentence,
                    )
                )

    def _misfit(self):
        """Return why the content can't be meant, in a sentence, or False."""
        if self.kind in ("figure", "block") and not self.figure_id:
            return self.env._("choose the figure that goes there.")
        if self.kind != "block":
            return False
        if self.division_id:
            return self.env._("row by row, the places follow from their names.")
        if not clean(self.name_column or ""):
            return self.env._("say in which column the names of the places stand.")
        if not self.figure_id._tells_places():
            return self.env._(
                "the records of “%(figure)s” have no place, so it can't be told row "
                "by row.",
                figure=self.figure_id.name,
            )
        return False
