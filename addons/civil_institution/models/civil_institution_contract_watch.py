import datetime

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import formatLang

from odoo.addons.civil_base.tools.todo import TodoEntry

from ..tools.roles import CLERK, HEAD


class CivilInstitutionContractWatch(models.AbstractModel):
    """What waits with an operator's contract: fees, the year's assessment, its end."""

    _name = "civil.institution.contract.watch"
    _description = "What Waits with an Operator's Contract"
    _inherit = ["civil.todo.mixin"]
    _todo_triggers = (
        "state",
        "date_to",
        "name",
        "institution_id",
        "bond",
        "bond_paid_on",
        "bond_returned_on",
        "fee_ids",
        "year_ids",
        "breach_ids",
    )

    @api.model
    def _todo_domain(self):
        return Domain("state", "in", ("running", "ended"))

    def _todo_entries(self):
        if self.state == "ended":
            return list(self._bond_entries())
        if self.state != "running":
            return []
        today = fields.Date.context_today(self)
        return [
            *self._fee_entries(today),
            *self._year_entries(today),
            *self._end_entries(today),
            *self._breach_entries(),
        ]

    def _bond_entries(self):
        if self.bond and self.bond_paid_on and not self.bond_returned_on:
            name = self.env._("%(contract)s: give the bond back", contract=self.name)
            yield TodoEntry("bond", name, group=self.env.ref(CLERK))

    def _days(self, code, today):
        days = self.env["civil.parameter"]._get(code, today)
        return today + datetime.timedelta(days=days)

    def _fee_entries(self, today):
        near = self._days("institution.contract_fee_warn_days", today)
        for fee in self.fee_ids:
            if fee.paid_on or fee.due_on > near:
                continue
            name = self.env._(
                "%(contract)s: collect the use fee of %(amount)s",
                contract=self.name,
                amount=formatLang(self.env, fee.amount, currency_obj=fee.currency_id),
            )
            key = f"fee-{fee.id}"
            yield TodoEntry(key, name, group=self.env.ref(CLERK), due=fee.due_on)

    def _year_entries(self, today):
        """The year that has passed is assessed within so many months."""
        year = today.year - 1
        began = self.date_from and self.date_from.year <= year
        if not began or str(year) in self.year_ids.mapped("year"):
            return
        months = self.env["civil.parameter"]._get(
            "institution.contract_assess_months", today
        )
        due = fields.Date.add(datetime.date(today.year, 1, 1), months=months, days=-1)
        name = self.env._(
            "%(contract)s: assess the operator for %(year)s",
            contract=self.name,
            year=year,
        )
        yield TodoEntry(f"year-{year}", name, group=self.env.ref(CLERK), due=due)

    def _end_entries(self, today):
        if self.date_to and self.date_to <= self._days(
            "institution.contract_end_warn_days", today
        ):
            name = self.env._(
                "%(contract)s: renew it, or take the institution over",
                contract=self.name,
            )
            yield TodoEntry("end", name, group=self.env.ref(HEAD), due=self.date_to)

    def _breach_entries(self):
        grounds = dict(
            self.breach_ids._fields["ground"]._description_selection(self.env)
        )
        for breach in self.breach_ids.filtered(lambda one: not one.remedied_on):
            name = self.env._(
                "%(contract)s: have it put right: %(ground)s",
                contract=self.name,
                ground=grounds[breach.ground],
            )
            key = f"breach-{breach.id}"
            yield TodoEntry(
                key, name, group=self.env.ref(CLERK), due=breach.remedy_until or None
            )
