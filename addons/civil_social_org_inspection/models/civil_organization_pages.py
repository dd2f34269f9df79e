from odoo import models


class CivilOrganization(models.Model):
    """The organization's reports and rectifications on its home page."""

    _inherit = "civil.organization"

    def _own_reports(self):
        """Return the annual reports of the single organization, the newest first."""
        return self.env["civil.social.report"].search(
            [("org_id.organization_id", "=", self.id)], order="year desc, id desc"
        )

    def _own_rectifications(self):
        """Return what the single organization is to put right, and was."""
        return self.env["civil.social.rectification"].search(
            [("org_id.organization_id", "=", self.id)], order="year desc, id desc"
        )

    def _portal_cards(self):
        cards = super()._portal_cards()
        reports = self._own_reports()
        if not reports:
            return cards
        waiting = reports.filtered("is_editable")
        returned = waiting.filtered(lambda report: report.state == "returned")
        if returned:
            text = self.env._("Returned: put right what is remarked, and submit again")
        elif waiting:
            text = self.env._("To be filled in and submitted")
        else:
            text = self.env._("Nothing to be done now")
        cards.append(
            {
                "title": self.env._("Annual Reports"),
                "text": text,
                "url": "/my/reports",
                "icon": "file-text-o",
                "sequence": 10,
                "count": len(waiting),
                "deadline": min(filter(None, waiting.mapped("due_on")), default=None),
                "level": "danger" if returned else "warning" if waiting else "success",
            }
        )
        if ordered := self._own_rectifications():
            cards.append(self._rectification_card(ordered))
        return cards

    def _rectification_card(self, ordered):
        waiting = ordered.filtered(lambda order: order.state == "ordered")
        return {
            "title": self.env._("Rectification"),
            "text": self.env._("What the annual inspection found"),
            "url": "/my/rectifications",
            "icon": "wrench",
            "sequence": 20,
            "count": len(waiting),
            "deadline": min(filter(None, waiting.mapped("due_on")), default=None),
            "level": "danger" if waiting else "success",
        }
