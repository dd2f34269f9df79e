from odoo import api, models


class CivilFormFigure(models.Model):
    """Figures may be read from the entries of both ledgers, too.

    Books have no place: a figure of theirs is the whole unit's.
    """

    _inherit = "civil.form.figure"

    @api.model
    def _form_models(self):
        return {**super()._form_models(), "account.move.line": None}
