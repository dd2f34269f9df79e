from odoo import api, models


class CivilImportCremation(models.AbstractModel):
    """The register of a funeral home meets the funeral cases."""

    _inherit = "civil.import.cremation"

    @api.model
    def _take(self, job):
        """Close in on the open cases of the numbers in the register."""
        deaths = self.env["civil.death"].sudo()
        deaths._take_over(job)
        taken = super()._take(job)
        numbers = [
            line.data["identity_number"]
            for line in job.sudo().line_ids
            if line.status != "error"
        ]
        self.env["civil.funeral.case"]._close_in(
            deaths.search(
                [("identity_number", "in", numbers), ("source", "=", "cremation")]
            )
        )
        return taken
