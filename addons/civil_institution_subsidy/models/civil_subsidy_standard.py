from odoo import models
from odoo.exceptions import UserError

from ..tools.states import CLAIMED


class CivilSubsidyStandard(models.Model):
    """Standards by which institutions claimed stay, too."""

    _inherit = "civil.subsidy.standard"

    def _refuse_paid(self):
        """Also refuse to change standards by which a claim was handed in."""
        # The claim may lie beyond the divisions of who keeps the standards.
        line = (
            self.env["civil.institution.claim.line"]
            .sudo()
            .search(
                [("standard_id", "in", self.ids), ("claim_id.state", "in", CLAIMED)],
                limit=1,
            )
        )
        if line:
            raise UserError(
                self.env._(
                    "%(claim)s was claimed by the standard %(standard)s; it stays. "
                    "End it with its last day and record the new one beside it.",
                    claim=line.claim_id.display_name,
                    standard=line.standard_id.display_name,
                )
            )
        return super()._refuse_paid()
