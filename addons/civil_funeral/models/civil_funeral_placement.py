from odoo import fields, models

from odoo.addons.civil_base.models.workflow_mixin import Transition

from .civil_funeral_facts import PLACEMENTS


class CivilFuneralPlacement(models.Model):
    """Where ashes are (骨灰安放): made by a step, replaced by a later one."""

    _name = "civil.funeral.placement"
    _description = "Placement of Ashes"
    _inherit = ["civil.workflow.mixin"]
    _order = "date desc, id desc"
    _rec_name = "place"
    _transitions = (Transition("valid", "replaced"),)

    case_id = fields.Many2one(
        "civil.funeral.case", required=True, index=True, ondelete="restrict"
    )
    division_id = fields.Many2one(related="case_id.division_id", store=True, index=True)
    town_id = fields.Many2one(related="case_id.town_id", store=True)
    deceased_name = fields.Char(related="case_id.deceased_name", store=True)
    cremation_number = fields.Char(related="case_id.cremation_number", store=True)
    kind = fields.Selection(PLACEMENTS, required=True, index=True)
    place = fields.Char(required=True)
    document_no = fields.Char(string="Placement Certificate No.")
    date = fields.Date(string="Placed on", required=True, index=True)
    date_to = fields.Date(string="Deposited Until")
    state = fields.Selection(
        [("valid", "Valid"), ("replaced", "Replaced")],
        default="valid",
        required=True,
        readonly=True,
        index=True,
    )

    _valid_uniq = models.UniqueIndex(
        "(case_id) WHERE state = 'valid'", "The ashes of a case are in one place."
    )

    def _replace(self):
        """Let a later placement take the place of these."""
        for placement in self:
            placement._write_state(placement._steps("replaced")[0])
        self.flush_recordset(["state"])
