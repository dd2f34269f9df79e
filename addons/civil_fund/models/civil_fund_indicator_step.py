from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.entry import EntryRequest
from ..tools.money import exact, written
from ..tools.roles import FINANCE
from ..tools.steps import approval_steps


class CivilFundIndicatorStep(models.AbstractModel):
    """The steps of an indicator.

    ==============  ============  ===========================================
    step            who           what must hold
    ==============  ============  ===========================================
    submit          finance       the content is complete
    take back       the submitter nobody has passed a tier yet
    review          by the tier   another person than maker and submitter
    approve         by the tier   the last one; the money is in force from now on
    send back       by the tier   a reason is given
    close           finance       nothing is reserved, nothing is left
    ==============  ============  ===========================================

    As shipped the section head reviews and the deputy director approves.
    """

    _name = "civil.fund.indicator.step"
    _description = "Indicator Steps"
    _inherit = ["civil.fund.approved"]

    _state_to = ["in_force"]
    _transitions = (
        *approval_steps(FINANCE, "in_force"),
        Transition("in_force", "closed", group=FINANCE, guard="_guard_close"),
    )

    @api.depends("state")
    def _compute_is_approval_frozen(self):
        result = super()._compute_is_approval_frozen()
        for record in self.filtered(lambda record: record.state == "closed"):
            record.is_approval_frozen = True
        return result

    def _guard_close(self):
        if exact(self.reserved):
            return self.env._(
                "%(amount)s yuan are still reserved",
                amount=written(exact(self.reserved)),
            )
        if exact(self.available):
            return self.env._(
                "%(amount)s yuan are left; carry them over or adjust the indicator",
                amount=written(exact(self.available)),
            )
        return False

    def action_approve(self):
        """Pass the last tier: the money may be spent from now on."""
        self._transition("in_force")
        self._issue()

    def action_close(self):
        """End an indicator that is used up."""
        self._transition("closed")

    def _issue(self):
        """Note in the ledger that the money of the indicators has been assigned."""
        self.env["civil.fund.entry"]._record(
            [
                EntryRequest(
                    indicator=record,
                    kind="carry_in" if record.origin_id else "issue",
                    amount=exact(record.amount),
                    date=record.issue_date,
                    source=record.allocation_line_id.allocation_id
                    or record.origin_id
                    or record,
                    key=f"issue:{record.id}",
                    reference=record.document_number,
                )
                for record in self
            ]
        )

    @api.model
    def _create_in_force(self, vals_list):
        """Make indicators that something else has already been approved for.

        For the code behind approved allotments and the end of a year only.
        """
        records = self.create(vals_list)
        records._write_guarded(
            {
                "state": "in_force",
                "approved_uid": self.env.uid,
                "approved_date": fields.Datetime.now(),
            }
        )
        return records

    # -- looking around ------------------------------------------------------------

    def action_adjust(self):
        """Begin an adjustment of the indicators."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Adjust"),
            "res_model": "civil.fund.adjustment",
            "views": [(False, "form")],
            "context": {
                "default_line_ids": [
                    Command.create({"indicator_id": record.id}) for record in self
                ]
            },
        }

    def action_view_entries(self):
        """Show the entries of the indicators."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_fund.civil_fund_entry_action"
        )
        action["domain"] = [("indicator_id", "in", self.ids)]
        return action

    def action_view_origin(self):
        """Show the indicator of which the single one carries the money on."""
        return self._form_of(self.origin_id)

    def action_view_allocation(self):
        """Show the allotment that brought the single indicator into force."""
        return self._form_of(self.allocation_line_id.allocation_id)

    def _form_of(self, record):
        record.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    @api.model
    def action_check_totals(self):
        """Compare the totals of all indicators one sees with their entries.

        :return: a message that says what was found
        """
        indicators = self.search([("state", "in", ("in_force", "closed"))])
        different = indicators._check_totals()
        message = self.env._(
            "%(count)s indicators agree with their entries.", count=len(indicators)
        )
        if different:
            record, name, stored, summed = different[0]
            message = self.env._(
                "%(count)s totals differ; first %(indicator)s, %(total)s: %(stored)s "
                "instead of %(summed)s. Tell the administrator.",
                count=len(different),
                indicator=record.name,
                total=record._fields[name]._description_string(self.env),
                stored=written(stored),
                summed=written(summed),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "danger" if different else "success",
                "sticky": bool(different),
            },
        }
