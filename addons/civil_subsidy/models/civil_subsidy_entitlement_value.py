from decimal import Decimal, InvalidOperation

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.civil_base.tools.text import clean, parse_month

from .civil_subsidy_entitlement_version import CONTENT

#: What a grant or change may say; ``members`` are the persons counted.
SAYABLE = {*CONTENT, "members"} - {"state"}
MONEY = ("income", "decided_amount", "supplement")


class CivilSubsidyEntitlementValue(models.Model):
    """What may be said of an entitlement: months, reasons and values that suit."""

    _inherit = "civil.subsidy.entitlement"

    @api.model
    def _month(self, value):
        month = parse_month(value)
        if not month:
            raise UserError(
                self.env._("Say from which month it holds, such as 2024-03.")
            )
        return month

    @api.model
    def _reason(self, value):
        if not clean(value):
            raise UserError(self.env._("Write the reason first."))
        return clean(value)

    @api.model
    def _existing(self, model, keys):
        """Records of a model by id that are there and that the user may read."""
        records = self.env[model].browse(keys)
        if len(records.exists()) != len(records):
            raise UserError(
                self.env._(
                    "Something named isn't on file: %(what)s.",
                    what=records._description,
                )
            )
        records.check_access("read")
        return records

    @api.model
    def _said(self, program, values, whole):
        """The values as JSON keeps them, checked against the program.

        :param whole: a grant, which states everything
        :raise UserError: naming the program, the field and the remedy
        """
        unknown = set(values) - SAYABLE
        if unknown:
            raise UserError(
                self.env._(
                    "An entitlement has no value %(names)s.",
                    names=", ".join(sorted(unknown)),
                )
            )
        said = dict.fromkeys(set(CONTENT) - {"state"}) if whole else {}
        for name, value in values.items():
            if name in CONTENT:
                said[name] = self._plain(name, value)
        problem = self._problem(program, said, whole)
        if problem:
            raise UserError(
                self.env._(
                    "%(program)s: %(problem)s", program=program.name, problem=problem
                )
            )
        return said

    @api.model
    def _plain(self, name, value):
        """One value as JSON keeps it: money as exact text, dates as ISO text."""
        kind = CONTENT[name]
        if name in MONEY:
            try:
                amount = Decimal(str(value or 0))
            except InvalidOperation:
                amount = Decimal("NaN")
            if not amount.is_finite() or amount != round(amount, 2):
                raise UserError(
                    self.env._("%(value)s isn't an amount in yuan.", value=value)
                )
            return f"{amount:.2f}"
        if kind == "date":
            return value and fields.Date.to_string(fields.Date.to_date(value)) or None
        if name == "person_count":
            return int(value or 0)
        return value or None

    @api.model
    def _problem(self, program, said, whole):
        """Why what is said doesn't suit the program, in a sentence, or False."""
        if "class_id" in said or whole:
            class_ = self.env["civil.subsidy.class"].browse(said.get("class_id") or 0)
            if class_ and (not class_.exists() or class_.program_id != program):
                return self.env._("the class belongs to another program.")
            if not class_ and program.class_ids and not self._is_individual(program):
                return self.env._("choose the class; the standard depends on it.")
        if any(Decimal(said.get(name) or 0) < 0 for name in MONEY):
            return self.env._("income and amounts can't be less than zero.")
        if self._is_individual(program):
            amount = Decimal(said.get("decided_amount") or 0)
            if (whole or "decided_amount" in said) and amount <= 0:
                return self.env._(
                    "it is decided case by case: give the amount, more than zero."
                )
        elif Decimal(said.get("decided_amount") or 0):
            return self.env._(
                "its amount follows from the standard; leave the decided amount empty."
            )
        if (whole or "person_count" in said) and (said.get("person_count") or 0) < 1:
            return self.env._("at least one person is counted.")
        return self._payee_problem(program, said, whole)

    @api.model
    def _payee_problem(self, program, said, whole):
        kinds = dict(program._fields["payee_kind"].selection)
        if said.get("payee_kind") and said["payee_kind"] not in kinds:
            return self.env._("it isn't known to whom it should be paid.")
        kind = said.get("payee_kind") or (whole and program.payee_kind)
        if kind == "agent" and not said.get("payee_id"):
            return self.env._("name the agent who is paid.")
        if kind == "institution" and not said.get("partner_id"):
            return self.env._("name the institution that is paid.")
        return False

    @api.model
    def _is_individual(self, program):
        return program.amount_method == "individual"

    @api.model
    def _refuse_month(self, program, month):
        """Refuse a grant of what isn't a program in the month, or claimed otherwise."""
        settled = program._settled()
        if settled is not None:
            raise UserError(settled._grant_refusal(program))
        if program.source == "roster":
            raise UserError(
                self.env._(
                    "%(program)s is claimed by monthly rosters; import the town's "
                    "roster instead.",
                    program=program.name,
                )
            )
        if program.date_from and month < program.date_from.replace(day=1):
            raise UserError(
                self.env._(
                    "%(program)s began on %(date)s; nothing can be granted for "
                    "%(month)s.",
                    program=program.name,
                    date=program.date_from,
                    month=f"{month:%Y-%m}",
                )
            )
        if program.date_to and month > program.date_to:
            raise UserError(
                self.env._(
                    "%(program)s ended on %(date)s; nothing can be granted for "
                    "%(month)s.",
                    program=program.name,
                    date=program.date_to,
                    month=f"{month:%Y-%m}",
                )
            )
