from odoo import models
from odoo.exceptions import UserError


class CivilSubsidyWhatifDecide(models.TransientModel):
    """What follows a try-out: the lists, the workbook, the new standards."""

    _inherit = "civil.subsidy.whatif"

    def action_create_standards(self):
        """End the present standards and record the new ones, of what changes.

        :raise AccessError: for who doesn't keep the standards
        """
        self.ensure_one()
        standards = self.env["civil.subsidy.standard"]
        standards.check_access("create")
        if self.state != "tried":
            raise UserError(self.env._("Try the new amounts out first."))
        if not self.legal_basis:
            raise UserError(
                self.env._("Name the document that sets the new standards.")
            )
        changed = self.line_ids.filtered(
            lambda line: (
                (line.amount, line.minimum)
                != (line.standard_id.amount, line.standard_id.minimum)
            )
        )
        if not changed:
            raise UserError(self.env._("No amount differs from the present one."))
        created = []
        for line in changed:
            created.append(
                line.standard_id.action_end_and_replace(
                    amount=line.amount,
                    date_from=self.date_from,
                    legal_basis=self.legal_basis,
                    minimum=line.minimum,
                )
            )
        self.state = "decided"
        action = self.program_id.action_view_standards()
        action["domain"] = [("id", "in", created)]
        return action

    def action_view_results(self):
        """Open the result by class and town, as list, graph and pivot."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_whatif_result_action"
        )
        action["domain"] = [("whatif_id", "=", self.id)]
        return action

    def action_print(self):
        """Make the workbook of the try-out."""
        self.ensure_one()
        report = self.env.ref("civil_subsidy.action_report_whatif_xlsx")
        return report.report_action(self, config=False)
