from odoo import api, fields, models


class CivilFuneralStep(models.TransientModel):
    """Who keeps cemeteries picks the plot: the interment is made with the placement."""

    _inherit = "civil.funeral.step"

    agreement_id = fields.Many2one(
        "civil.cemetery.agreement",
        string="Agreement on the Plot",
        domain="[('state', '=', 'active')]",
        help="In force and paid: place and proof follow from it, and the burial is "
        "noted in the cemetery's register.",
    )

    @api.onchange("agreement_id")
    def _onchange_agreement_id(self):
        agreement = self.agreement_id
        if agreement:
            self.placement_kind = agreement.plot_id.kind
            self.placement_place = agreement.plot_id.display_name
            self.placement_document = agreement.certificate_number or agreement.number

    def _take(self, case):
        if self.step != "placement" or not self.agreement_id:
            return super()._take(case)
        return case.action_placement(
            files=self.attachment_ids.ids,
            agreement_id=self.agreement_id.id,
            placement_date=self.placement_date,
        )
