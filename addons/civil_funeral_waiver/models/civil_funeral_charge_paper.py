from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.money import parse_amount, to_chinese_capitals


class CivilFuneralChargePaper(models.AbstractModel):
    """The printed settlement sheet (惠民殡葬减免结算单), to be signed by the family."""

    _name = "civil.funeral.charge.paper"
    _description = "Settlement Sheet"

    sheet_file = fields.Binary(compute="_compute_sheet_file", compute_sudo=True)

    def _compute_sheet_file(self):
        """The issued file, for whoever may see the sheet."""
        for sheet in self:
            document = sheet.document_ids.filtered(lambda d: d.state == "issued")
            sheet.sheet_file = document[:1].attachment_id.datas

    def action_print(self):
        """Issue the settlement sheet, once, and show it.

        :raises UserError: the sheet isn't settled
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "settled":
            raise UserError(self.env._("Settle the sheet first; then it is printed."))
        self._issue_document("funeral_charge")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/sheet_file"
            f"?filename={self.name}.pdf",
            "target": "new",
        }

    def _document_values(self, kind_code):
        values = super()._document_values(kind_code)
        if kind_code != "funeral_charge":
            return values
        case = self.sudo().case_id
        return {
            **values,
            "name": self.name,
            # The home's own paper, which the family takes along.
            "addressee": False,
            "organ": self.home_id.name,
            "sheet": self.name,
            "deceased": self.deceased_name,
            "identity": case.identity_masked or "",
            "place": self.division_id.sudo().display_name,
            "died": self.death_date,
            "cremation": self.cremation_number or "",
            "home": self.home_id.name,
            "ground": self.sudo().ground_id.name or "",
            "proof": self.proof or "",
            "applicant": self.applicant or "",
            "relation": self.relation or "",
            "date": self.date,
            "lines": [line._paper_values() for line in self.line_ids],
            "total": f"{self.total:,.2f}",
            "waived": f"{self.waived:,.2f}",
            "award": f"{self.award:,.2f}" if self.award else "",
            "payable": f"{self.payable:,.2f}",
            "payable_words": to_chinese_capitals(parse_amount(f"{self.payable:.2f}")),
            "claims": self.claims_waiver,
            "signature": self.signature and self.signature.decode() or "",
        }
