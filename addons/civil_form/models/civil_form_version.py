import base64

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools import workbook
from ..tools.fault import Fault


class CivilFormVersion(models.Model):
    """A form as it is for a time (报表版本): its blank workbook and what goes where.

    The workbook is kept as it came; the filings get copies with values put in. Once a
    filing was sent with it, another workbook is another version.
    """

    _name = "civil.form.version"
    _description = "Version of a Form"
    _inherit = ["civil.form.dated.mixin"]
    _order = "form_id, date_from desc"

    workbook = fields.Binary(string="Blank Workbook", attachment=True, required=True)
    filename = fields.Char(string="File Name")
    sheet_names = fields.Char(
        string="Sheets", compute="_compute_sheet_names", store=True
    )
    cell_ids = fields.One2many("civil.form.cell", "version_id", string="Cells")
    check_ids = fields.One2many("civil.form.check", "version_id", string="Checks")
    filing_ids = fields.One2many("civil.form.filing", "version_id")

    @api.depends("form_id.name", "date_from")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(form)s from %(day)s",
                form=version.form_id.name or "",
                day=version.date_from or "",
            )

    @api.depends("workbook")
    def _compute_sheet_names(self):
        for version in self:
            # Saved or not, a workbook that can't be read shows no sheets.
            try:
                names = version._book().sheetnames
            except (Fault, ValueError):
                names = []
            version.sheet_names = "\n".join(names)

    def _book(self):
        """Return the blank workbook, opened anew.

        :raises Fault: it can't be read
        """
        self.ensure_one()
        content = self.with_context(bin_size=False).workbook
        return workbook.open_book(base64.b64decode(content or b""))

    @api.constrains("workbook")
    def _check_workbook(self):
        """Refuse what is no workbook to fill, and cells that a new one hasn't."""
        for version in self:
            try:
                book = version._book()
            except Fault as fault:
                raise ValidationError(
                    self.env._(
                        "%(file)s: %(problem)s",
                        file=version.filename or version.form_id.name,
                        problem=self.env["civil.form.fault"]._sentence(fault),
                    )
                ) from fault
            version.cell_ids._check_places(book)

    def write(self, vals):
        """Keep the workbook with which something was sent."""
        if "workbook" in vals:
            sent = self.filing_ids.filtered("dispatch_ids")
            if sent:
                raise UserError(
                    self.env._(
                        "%(filing)s was sent with this workbook. Give this version its "
                        "last day and add a version with the new workbook.",
                        filing=sent[0].display_name,
                    )
                )
        return super().write(vals)

    def action_propose(self):
        """Look for the cells that want a figure, and show them to be mapped."""
        self.ensure_one()
        wizard = self.env["civil.form.propose"].create({"version_id": self.id})
        wizard._find()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Cells to Be Filled"),
            "res_model": "civil.form.propose",
            "res_id": wizard.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_download(self):
        """Download the blank workbook."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/workbook/"
            f"{self.filename or 'form.xlsx'}?download=true",
            "target": "self",
        }
