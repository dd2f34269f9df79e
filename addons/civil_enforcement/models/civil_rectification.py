from odoo import models


class CivilRectification(models.Model):
    """An order that wasn't followed becomes a clue of enforcement."""

    _inherit = "civil.rectification"

    def _to_enforcement(self):
        """Register the clue that the single order leads to, once."""
        self.ensure_one()
        # Who hands over need not register clues himself.
        clues = self.env["civil.enforcement.clue"].sudo()
        found = clues.search(
            [("origin_model", "=", self._name), ("origin_id", "=", self.id)], limit=1
        )
        return (found or clues.create(self._clue_values())).sudo(False)

    def _clue_values(self):
        """What the clue takes over from the single order."""
        organization = self.object_id.organization_id
        return {
            "source": "inspection",
            "summary": self.env._(
                "%(order)s wasn't followed by %(object)s",
                order=self.number,
                object=self.object_id.name,
            ),
            "division_id": self.division_id.id,
            "company_id": self.company_id.id,
            "party_text": self.object_id.name,
            "organization_id": organization.id,
            "check_result": self.report,
            "origin_model": self._name,
            "origin_id": self.id,
        }
