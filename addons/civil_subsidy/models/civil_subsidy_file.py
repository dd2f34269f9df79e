import hashlib
from decimal import Decimal

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.civil_base.models.workflow_mixin import Transition

from ..tools.roles import FINANCE


class CivilSubsidyFile(models.Model):
    """A file that went to the agent bank (报盘) or came back from it (回盘、退汇).

    What came back changes nothing until a second finance person has confirmed it: who
    brought the file in can't.

    ==========  =======================  ==========================================
    step        who                      what must hold
    ==========  =======================  ==========================================
    send        with the batch           the batch is sent
    confirm     finance, not who         nothing was answered differently meanwhile
                brought it in
    discard     finance, with a reason   not confirmed yet
    ==========  =======================  ==========================================
    """

    _name = "civil.subsidy.file"
    _description = "Agent Bank File"
    _inherit = ["civil.division.mixin", "civil.workflow.mixin"]
    _order = "id desc"

    _transitions = (
        Transition("made", "sent"),
        Transition("made", "to_confirm"),
        Transition(
            "to_confirm",
            "confirmed",
            group=FINANCE,
            guard="_guard_confirm",
            stamp="confirmed",
        ),
        Transition("to_confirm", "discarded", group=FINANCE, stamp="discarded"),
    )
    _guarded = ("discard_reason",)

    batch_id = fields.Many2one(
        "civil.subsidy.batch", required=True, ondelete="cascade", index=True
    )
    direction = fields.Selection(
        [("request", "Request"), ("result", "Result"), ("late", "Late Returns")],
        required=True,
    )
    state = fields.Selection(
        [
            ("made", "Made"),
            ("sent", "Sent"),
            ("to_confirm", "To Confirm"),
            ("confirmed", "Confirmed"),
            ("discarded", "Discarded"),
        ],
        required=True,
        default="made",
        readonly=True,
    )
    agent_id = fields.Many2one("civil.bank.agent", string="Agent Bank")
    part = fields.Integer(
        default=1, help="The place of the file among those of the same agent bank."
    )
    request_id = fields.Many2one(
        "civil.subsidy.file",
        string="Answer To",
        index="btree_not_null",
        help="The request file that this one answers.",
    )
    name = fields.Char(string="File Name", required=True)
    content = fields.Binary(
        attachment=True, required=True, groups="civil_base.group_finance"
    )
    sha256 = fields.Char(string="SHA-256", required=True)
    line_count = fields.Integer(
        string="Lines", help="Bank lines: what is paid at once."
    )
    payment_count = fields.Integer()
    currency_id = fields.Many2one(related="batch_id.currency_id")
    amount = fields.Monetary()
    paid_count = fields.Integer()
    paid_amount = fields.Monetary()
    failed_count = fields.Integer()
    failed_amount = fields.Monetary()
    pending_count = fields.Integer()
    pending_amount = fields.Monetary()
    result_line_ids = fields.One2many(
        "civil.subsidy.result.line", "file_id", string="Answers of the Bank"
    )
    exception_line_ids = fields.One2many(
        "civil.subsidy.result.line",
        "file_id",
        string="Not Paid",
        domain=[("status", "!=", "paid")],
    )
    confirmed_uid = fields.Many2one("res.users", "Confirmed By", readonly=True)
    confirmed_date = fields.Datetime("Confirmed On", readonly=True)
    discarded_uid = fields.Many2one("res.users", "Discarded By", readonly=True)
    discarded_date = fields.Datetime("Discarded On", readonly=True)
    discard_reason = fields.Char(readonly=True)

    _batch_content_uniq = models.UniqueIndex(
        "(batch_id, direction, sha256) WHERE state <> 'discarded'",
        "This file has already been taken.",
    )
    _request_part_uniq = models.UniqueIndex(
        "(batch_id, agent_id, part) WHERE direction = 'request'",
        "This part of the request has already been made.",
    )

    def write(self, vals):
        """Let the desks follow: a file to confirm waits for a second person."""
        result = super().write(vals)
        if "state" in vals:
            self.batch_id._sync_todos()
        return result

    def _keep(self, values, content):
        """Keep a file with its content, and its first state.

        The content goes to the attachment as it is: written through the field it would
        stand in memory three times over.
        """
        # Files are kept by the exchange only, for whoever may take the step.
        keeper = self.sudo()
        file = keeper.create({**values, "sha256": hashlib.sha256(content).hexdigest()})
        self.env["ir.attachment"].sudo().create(
            {
                "name": "content",
                "res_model": self._name,
                "res_field": "content",
                "res_id": file.id,
                "type": "binary",
                "mimetype": "application/octet-stream",
                "raw": content,
            }
        )
        file.invalidate_recordset(["content"])
        if file.direction != "request":
            file._write_guarded({"state": "to_confirm"})
        return file.sudo(self.env.su)

    def _exact(self):
        """Return the file's sum as the database keeps it, without a float between."""
        self.ensure_one()
        self.flush_recordset(["amount"])
        [[amount]] = self.env.execute_query(
            SQL(
                "SELECT round(amount, 2)::text FROM civil_subsidy_file WHERE id = %s",
                self.id,
            )
        )
        return Decimal(amount)

    def _count_answers(self):
        """Keep what the staged answers add up to."""
        sums = self.env["civil.subsidy.result.line"]._sums(self)
        values = {
            "line_count": sum(count for count, _amount in sums.values()),
            "amount": float(sum(Decimal(amount) for _count, amount in sums.values())),
        }
        for status in ("paid", "failed", "pending"):
            count, amount = sums.get(status, (0, "0"))
            values |= {f"{status}_count": count, f"{status}_amount": float(amount)}
        # Files are kept by the exchange only, for whoever may take the step.
        self.sudo().write(values)
        self.invalidate_recordset(["result_line_ids", "exception_line_ids"])

    # Confirm or discard

    def _guard_confirm(self):
        if self.create_uid == self.env.user:
            return self.env._(
                "You brought the file in; a second person of finance has to confirm it"
            )
        return False

    def action_confirm(self):
        """Confirm what the bank said, as a second person; then it is noted.

        :raise UserError: for who brought the file in, or when it doesn't hold anymore
        """
        bank = self.env["civil.subsidy.bank"]
        for file in self:
            file.batch_id._require(FINANCE)
            file.batch_id._lock_for_step()
            file.invalidate_recordset(["state"])
            if file.state == "confirmed":
                continue
            # Files are changed by the exchange only; the step judges the person.
            file.sudo()._transition("confirmed")
            if file.direction == "late":
                bank._confirm_late(file)
            else:
                bank._confirm_result(file)
                file.batch_id._transition("returned")
            file.batch_id.invalidate_recordset()
        return True

    def action_discard(self, reason=None):
        """Give a file up that isn't confirmed; it may be brought in again."""
        if not reason:
            return self.env["civil.subsidy.reason"]._open(
                self, "action_discard", self.env._("Discard")
            )
        for file in self:
            file.batch_id._require(FINANCE)
            file.batch_id._lock_for_step()
            # The same as for confirming.
            kept = file.sudo()
            kept._transition("discarded")
            kept._write_guarded({"discard_reason": reason})
            file.batch_id.message_post(
                body=self.env._(
                    "File %(file)s discarded: %(reason)s",
                    file=file.name,
                    reason=reason,
                )
            )
        return True

    # Screens

    def _download(self):
        """Offer the first of the files to the browser."""
        url = f"/web/content/{self._name}/{self[:1].id}/content/{self[:1].name}"
        return {
            "type": "ir.actions.client",
            "tag": "civil_subsidy_download",
            "params": {"url": f"{url}?download=true"},
        }

    def action_download(self):
        """Download the file."""
        self.ensure_one()
        return self._download()

    def action_view_lines(self):
        """Open the lines of the file: payments of a request, answers of the bank."""
        self.ensure_one()
        if self.direction == "request":
            return self.batch_id._view_payments(self.name, [("file_id", "=", self.id)])
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "civil_subsidy.civil_subsidy_result_line_action"
        )
        return {
            **action,
            "domain": [("file_id", "=", self.id)],
            "display_name": self.name,
        }
