from odoo import api, models
from odoo.exceptions import UserError


class CivilAssessmentPart(models.AbstractModel):
    """A row of an assessment or risk sheet: it changes only while that is a draft."""

    _name = "civil.assessment.part"
    _description = "Row of an Assessment"

    #: The field that leads to the sheet.
    _sheet_field = "assessment_id"

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse rows of a sheet that is finished."""
        rows = super().create(vals_list)
        rows._refuse_finished()
        return rows

    def write(self, vals):
        """Refuse to change rows of a finished sheet, or to move rows into one."""
        self._refuse_finished()
        result = super().write(vals)
        self._refuse_finished()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_of_drafts(self):
        self._refuse_finished()

    def _refuse_finished(self):
        for sheet in self.mapped(self._sheet_field):
            if sheet.state != "draft":
                raise UserError(
                    self.env._(
                        "%(sheet)s is no draft any more; its rows stay as they are.",
                        sheet=sheet.display_name,
                    )
                )
