from odoo import fields, models


class CivilSubsidyProgram(models.Model):
    """Programs that pay the approved claims of funeral homes."""

    _inherit = "civil.subsidy.program"

    source = fields.Selection(
        selection_add=[("settlement", "Settlements of Funeral Homes")],
        ondelete={"settlement": "set default"},
    )

    def _settled_models(self):
        return {**super()._settled_models(), "settlement": "civil.funeral.settlement"}

    def _misfit(self):
        if self.source == "settlement" and (
            self.amount_method != "individual"
            or self.payee_kind != "institution"
            or self.cycle != "monthly"
        ):
            return self.env._(
                "settlements are paid monthly to the institution, by what each claim "
                "comes to: choose that as cycle, payee and amount."
            )
        return super()._misfit()
