from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.civil_fund.tools.money import exact
from odoo.addons.civil_subsidy.tools.roles import FINANCE

from .civil_subsidy_treasury import CivilSubsidyTreasury as Treasury


class CivilSubsidyTreasury(models.Model):
    """Applications go to the integrated budget system in files, and may come back."""

    _inherit = "civil.subsidy.treasury"

    _guarded = (*Treasury._guarded, "export_file_id")

    export_file_id = fields.Many2one(
        "civil.treasury.file",
        string="In File",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="With which it went to the finance bureau; empty again once it is taken "
        "back.",
    )

    def action_export(self, layout=None):
        """Write the chosen applications to a file, and note that they are applied for.

        Those that already stand in a file are left out; if all do, that file is shown
        again.

        :param layout: id of a ``civil.treasury.layout``; may be left out where only one
            is valid
        :return: action that shows the file, or asks for the layout
        :raises UserError: naming each application that can't go, and why
        """
        files = self.env["civil.treasury.file"]
        files._require_group(FINANCE)
        self.check_access("write")
        if not self:
            raise UserError(self.env._("Choose the applications first."))
        layout = self.env["civil.treasury.layout"]._choose("applications", layout)
        if not layout:
            return self.env["civil.treasury.export"]._open(self)
        self._lock_for_step()
        self._refuse_reasons(
            {record: record._export_refusal(layout) for record in self}
        )
        new = self.filtered(lambda record: not record.export_file_id)
        return (new._export(layout) if new else self.export_file_id)._open()

    def _export_refusal(self, layout):
        """Why the single application can't go in a file of a layout, or False."""
        if self.state not in ("draft", "applied"):
            return self.env._(
                "it is in the state “%(state)s”", state=self._state_label()
            )
        if not self.indicator_id:
            return self.env._(
                "it is paid from the unit's own account, not by the treasury"
            )
        if self.export_file_id and self.export_file_id.layout_id != layout:
            return self.env._(
                "it already stands in file %(file)s of another layout; take it back "
                "first",
                file=self.export_file_id.name,
            )
        return False

    def _export(self, layout):
        """Write a new file of applications, in the order of their numbers."""
        records = self.sorted("id")
        if len(records.company_id) > 1:
            raise UserError(
                self.env._("Choose the applications of one company at a time.")
            )
        # Finance may write these applications; what they are for need not be its own.
        known = layout._for_bureau(records.sudo())
        content = layout._render(
            [(record.name, record._exchange_values()) for record in known]
        )
        files = self.env["civil.treasury.file"]
        file = files._keep(
            layout,
            content,
            [
                {"row": row, "treasury_id": record.id, "amount": record.amount}
                for row, record in enumerate(records, 1)
            ],
            name=files._next_name(layout),
            company_id=records.company_id.id,
            division_ids=[Command.set(records.division_id.ids)],
            amount=float(sum(exact(record.amount) for record in records)),
        )
        records.filtered(lambda record: record.state == "draft").action_apply()
        records._write_guarded({"export_file_id": file.id})
        return file

    def _exchange_values(self):
        """The single application as ``tools.treasury_layout.KEYS`` names it."""
        indicator, project = self.indicator_id, self.indicator_id.project_id
        agents = self.batch_id._paying_agents()
        # Of several agent banks the bureau has to say which gets how much.
        agent = agents if len(agents) == 1 else agents.browse()
        period, program = self.period, self.program_id.name
        return {
            "application_number": self.name,
            "application_date": fields.Datetime.context_timestamp(
                self, self.create_date
            ).date(),
            "document_number": indicator.document_number,
            "indicator_number": indicator.name,
            "year": indicator.year,
            "project_code": project.code,
            "project_name": project.name,
            "function_code": indicator.function_id.code,
            "function_name": indicator.function_id.name,
            "department_economic_code": indicator.department_economic_id.code,
            "department_economic_name": indicator.department_economic_id.name,
            "government_economic_code": indicator.government_economic_id.code,
            "government_economic_name": indicator.government_economic_id.name,
            "fund_nature": indicator.fund_nature,
            "is_direct": "yes" if indicator.is_direct else "no",
            "payee": self.payee or None,
            "payee_bank": agent.name or None,
            "payee_account": agent.payer_account or None,
            "amount": exact(self.amount),
            "program": program,
            "month": f"{period:%Y-%m}",
            "purpose": f"{period.year}年{period.month}月{program}",
        }

    def _write_state(self, step):
        """What goes back to the start stands in no file anymore."""
        back = self.filtered("export_file_id")
        if step.target == "draft" and back:
            back._write_guarded({"export_file_id": False})
        return super()._write_state(step)

    def _reject(self, reason):
        """Take the single application back that wasn't paid, and say why."""
        if self.state == "applied":
            self._transition("draft", name="take_back")
        self.message_post(
            body=self.env._(
                "The treasury rejected the application: %(reason)s",
                reason=reason or self.env._("no reason given"),
            )
        )
