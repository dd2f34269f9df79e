import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_datetime

from odoo.addons.civil_fund.tools.money import exact
from odoo.addons.civil_subsidy.tools.bank_layout import Problems
from odoo.addons.civil_subsidy.tools.roles import FINANCE

from ..tools.treasury_layout import LayoutError
from ..tools.treasury_read import read_payments

_OPEN = ("draft", "applied")


class CivilTreasuryFile(models.Model):
    """How a file with the treasury's payments is checked, and what it changes."""

    _inherit = "civil.treasury.file"

    @api.model
    def import_payments(self, filename, content_base64, layout=None):
        """Bring in what the treasury has paid and rejected; a second person confirms.

        :param str filename: the file's name as received
        :param content_base64: its bytes, base64 encoded
        :param layout: id of the layout; may be left out where only one is valid
        :return: ``{"file_id", "taken", "message"}``; bringing a file in again changes
            nothing and says so. Nothing changes on the applications before
            ``action_confirm``.
        :raises UserError: naming line, column and remedy of all that is wrong; then
            nothing is taken
        :raises AccessError: for whoever isn't of finance
        """
        self._require_group(FINANCE)
        try:
            content = base64.b64decode(content_base64, validate=True)
        except ValueError as error:
            raise UserError(
                self.env._("The content of the file has to be base64 encoded.")
            ) from error
        if known := self._known(content):
            return known._outcome(taken=False)
        layout = self.env["civil.treasury.layout"]._choose("payments", layout)
        if not layout:
            raise UserError(
                self.env._("Several layouts are valid today: say which one it is.")
            )
        engine = layout._complete()
        try:
            today = fields.Date.context_today(self)
            payments, problems = read_payments(engine, content, filename, today)
        except LayoutError as error:
            self._refuse_file(layout, filename, error.problems)
        applications = self._judge(payments, problems)
        if problems:
            # What is wrong with a line stands together.
            problems.sort(key=lambda problem: problem.line or 0)
            self._refuse_file(layout, filename, problems.closed())
        return self._stage(layout, filename, content, payments, applications)

    @api.model
    def _known(self, content):
        """Return the file of this content that was taken before, or nothing."""
        return self.search(
            [
                ("direction", "=", "payments"),
                ("sha256", "=", hashlib.sha256(content).hexdigest()),
                ("state", "!=", "discarded"),
            ],
            limit=1,
        )

    def _outcome(self, taken):
        message = self.env._(
            "%(paid)s paid, %(rejected)s rejected. A second person of finance has to "
            "confirm the file.",
            paid=self.line_count - self.rejected_count,
            rejected=self.rejected_count,
        )
        if not taken:
            message = self.env._(
                "This file was already taken on %(date)s as %(name)s; nothing changes.",
                date=format_datetime(self.env, self.create_date),
                name=self.name,
            )
        return {"file_id": self.id, "taken": taken, "message": message}

    @api.model
    def _refuse_file(self, layout, filename, problems):
        raise UserError(
            self.env._("The file isn't taken, nothing has changed:")
            + "\n"
            + layout._render_problems(problems, filename or "")
        )

    def _stage(self, layout, filename, content, payments, applications):
        """Keep a file without fault until a second person confirms it."""
        lines = [
            {
                "row": payment["line"],
                "treasury_id": applications[payment["application_number"]].id,
                "amount": float(payment["amount"]),
                "answer": payment["status"],
                "voucher_number": payment["voucher_number"],
                "pay_date": payment["pay_date"],
                "reason": payment["reason"],
            }
            for payment in payments
        ]
        known = self.env["civil.subsidy.treasury"].union(*applications.values())
        file = self._keep(
            layout,
            content,
            lines,
            name=filename or layout.name,
            company_id=known.company_id.id,
            division_ids=[Command.set(known.division_id.ids)],
            amount=float(sum(payment["amount"] for payment in payments)),
            rejected_count=sum(payment["status"] == "rejected" for payment in payments),
        )
        return file._outcome(taken=True)

    # -- judging -----------------------------------------------------------------------

    @api.model
    def _judge(self, payments, problems):
        """Compare payments with the applications, voucher numbers and other files.

        :param problems: to which is added what is wrong
        :return: {number: application}
        """
        numbers = [payment["application_number"] for payment in payments]
        found = self.env["civil.subsidy.treasury"].search([("name", "in", numbers)])
        applications = {application.name: application for application in found}
        waiting = self._waiting(found)
        used = self._used_vouchers(payments)
        for payment in payments:
            line, number = payment["line"], payment["application_number"]
            application = applications.get(number)
            if not number:
                continue
            if not application:
                problems.add("unknown", line, number=number)
                continue
            expected = exact(application.amount)
            if application.state not in _OPEN:
                state = application._state_label()
                problems.add("state", line, number=number, state=state)
            elif not application.indicator_id:
                problems.add("own_account", line, number=number)
            elif payment["amount"] not in (None, expected):
                problems.add(
                    "amount_differs",
                    line,
                    number=number,
                    expected=expected,
                    found=payment["amount"],
                )
            if other := waiting.get(application):
                problems.add("waiting", line, number=number, other=other)
            if payment["voucher_number"] in used:
                problems.add("voucher_used", line, number=payment["voucher_number"])
        if len(found.company_id) > 1:
            problems.add("companies")
        return applications

    @api.model
    def _waiting(self, applications):
        """{application: name of the other file in which it waits to be confirmed}."""
        # Whoever may see the application has to know that it is being dealt with.
        lines = (
            self.env["civil.treasury.file.line"]
            .sudo()
            .search(
                [
                    ("treasury_id", "in", applications.ids),
                    ("file_id.state", "=", "to_confirm"),
                ]
            )
        )
        return {line.treasury_id.sudo(self.env.su): line.file_id.name for line in lines}

    @api.model
    def _used_vouchers(self, payments):
        """Return the voucher numbers that payments of other applications have."""
        numbers = {payment["voucher_number"] for payment in payments} - {None}
        # The treasury gives its numbers once, whoever may see the payment.
        known = (
            self.env["civil.subsidy.treasury"]
            .sudo()
            .search([("voucher_number", "in", list(numbers)), ("state", "=", "paid")])
        )
        return set(known.mapped("voucher_number"))

    # -- confirming --------------------------------------------------------------------

    def _recheck(self):
        """Refuse the single file if it doesn't hold anymore.

        :raises UserError: naming the lines and what has changed
        """
        payments = [
            {
                "line": line.row,
                # The name of what the person mayn't see isn't looked at any further.
                "application_number": line.sudo().treasury_id.name,
                "voucher_number": line.voucher_number or None,
                "amount": exact(line.amount),
            }
            for line in self.line_ids
        ]
        problems = Problems()
        self._judge(payments, problems)
        if problems:
            raise UserError(
                self.env._("The file doesn't hold anymore, nothing has changed:")
                + "\n"
                + self.layout_id._render_problems(problems.closed(), self.name)
            )

    def _note_answers(self):
        """Book what the single file says is paid, voucher by voucher."""
        rejected = self.line_ids.filtered(lambda line: line.answer == "rejected")
        for line in rejected:
            line.treasury_id._reject(line.reason)
        paid = self.line_ids - rejected
        vouchers = paid.grouped(lambda line: (line.voucher_number, line.pay_date))
        for (number, day), lines in vouchers.items():
            lines.treasury_id.action_paid(number, day)
