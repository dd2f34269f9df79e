from odoo import models


class CivilImportCemeteryTake(models.AbstractModel):
    """How lines of the register become plots on record."""

    _inherit = "civil.import.cemetery"
